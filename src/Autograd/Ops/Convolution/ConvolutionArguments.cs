namespace Autograd;

/// <summary>
/// Checks the arguments of one- and three-dimensional convolutions and of transposed ones. They are computed by <see cref="Conv2dOp"/> and
/// its gradients on reshaped tensors, so errors are reported here, in the shapes that the caller knows.
/// </summary>
internal sealed record ConvolutionArguments(string Op, int[] Stride, int[] Padding, int[] Dilation, int Groups, bool Transposed = false)
{
    private static readonly string[] s_names = ["depth", "height", "width"];

    private int Spatial => Stride.Length;

    private string Sizes => Spatial == 1 ? "length" : string.Join(", ", s_names.AsSpan(3 - Spatial).ToArray());

    /// <summary>Checks everything except that the kernel fits.</summary>
    /// <param name="input">The input.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="bias">The bias, or null.</param>
    /// <returns>True for an input without a batch.</returns>
    public bool Check(Tensor input, Tensor weight, Tensor? bias)
    {
        string layout = Transposed ? "[in, out / groups" : "[out, in / groups";
        if (weight.Rank != Spatial + 2) throw new ShapeException($"{Op}: the weight must be {layout}, {Sizes}], not {weight.Shape}");
        bool single = input.Rank == Spatial + 1;
        if (!single && input.Rank != Spatial + 2)
            throw new ShapeException($"{Op}: the input must be [batch, channels, {Sizes}] or [channels, {Sizes}], not {input.Shape}");
        RequireAtLeast(1, nameof(Stride), Stride);
        RequireAtLeast(0, nameof(Padding), Padding);
        RequireAtLeast(1, nameof(Dilation), Dilation);
        RequireAtLeast(1, nameof(Groups), Groups);
        long channels = input.Shape[single ? 0 : 1], taken = Transposed ? weight.Shape[0] : (long)weight.Shape[1] * Groups;
        if (channels != taken)
        {
            throw new ShapeException(
                $"{Op}: the input has {channels} channels (dimension {(single ? 0 : 1)}), but the weight takes {taken} in "
                + $"{Groups} {(Groups == 1 ? "group" : "groups")} (input {input.Shape}, weight {weight.Shape})");
        }

        if (weight.Shape[0] < Groups || weight.Shape[0] % Groups != 0)
        {
            throw new ShapeException(
                $"{Op}: {weight.Shape[0]} {(Transposed ? "input" : "output")} channels cannot be divided into {Groups} groups "
                + $"(weight {weight.Shape})");
        }

        for (int i = -Spatial; i < 0; i++)
        {
            if (input.Shape[i] == 0)
                throw new ShapeException($"{Op}: only the batch or the channels may be empty, and the input is {input.Shape}");
            if (weight.Shape[i] == 0) throw new ShapeException($"{Op}: the kernel cannot be empty, and the weight is {weight.Shape}");
        }

        long outputs = Transposed ? (long)weight.Shape[1] * Groups : weight.Shape[0];
        if (outputs > Array.MaxLength)
            throw new ShapeException(
                $"{Op}: {outputs} output channels are more than a tensor can hold (weight {weight.Shape}, groups {Groups})");
        if (bias is not null && bias.Shape != [(int)outputs])
            throw new ShapeException(
                $"{Op}: the bias must be [{outputs}], one for each output channel of weight {weight.Shape}, not {bias.Shape}");
        if (weight.DType != input.DType || (bias is not null && bias.DType != input.DType))
        {
            DType other = weight.DType != input.DType ? weight.DType : bias!.DType;
            throw new DTypeException(
                $"{Op}: the input is {input.DType.Text()}, but the parameters are {other.Text()}: convert one with To");
        }

        if (!input.DType.IsFloating())
            throw new DTypeException($"{Op}: not defined for {input.DType.Text()}; convert with To(DType.Float32)");
        return single;
    }

    /// <summary>The spatial sizes of a convolution's output.</summary>
    /// <param name="input">The input.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="paddingAfter">The padding at the end of each dimension, which may differ from that at its start.</param>
    public int[] OutputSizes(Tensor input, Tensor weight, int[] paddingAfter)
    {
        int[] sizes = new int[Spatial];
        for (int i = 0; i < Spatial; i++)
        {
            long span = Span(weight, i), room = (long)input.Shape[i - Spatial] + Padding[i] + paddingAfter[i];
            if (span > room)
            {
                throw new ShapeException(
                    $"{Op}: the kernel reaches over {span} of {Name(i)}, more than the padded input's {room} (input "
                    + $"{input.Shape}, weight {weight.Shape}, dilation {Dilation[i]})");
            }

            if (room > Array.MaxLength)
            {
                throw new ShapeException(
                    $"{Op}: the padded input's {Name(i)} would be {room}, more than a tensor can hold (input {input.Shape})");
            }

            sizes[i] = (int)((room - span) / Stride[i]) + 1;
        }

        return sizes;
    }

    /// <summary>The spatial sizes of a transposed convolution's output.</summary>
    /// <param name="input">The input.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="outputPadding">The output padding.</param>
    public int[] TransposedSizes(Tensor input, Tensor weight, int[] outputPadding)
    {
        int[] sizes = new int[Spatial];
        for (int i = 0; i < Spatial; i++)
        {
            if (outputPadding[i] < 0 || outputPadding[i] >= Math.Max(Stride[i], Dilation[i]))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(outputPadding),
                    $"{Op}: the output padding must be from 0 to below the stride or the dilation, not {outputPadding[i]} "
                    + $"(stride {Stride[i]}, dilation {Dilation[i]})");
            }

            long size = (input.Shape[i - Spatial] - 1L) * Stride[i] - 2L * Padding[i] + Span(weight, i) + outputPadding[i];
            if (size < 1)
                throw new ShapeException(
                    $"{Op}: the padding {Padding[i]} leaves nothing of the output's {Name(i)} (input {input.Shape}, weight "
                    + $"{weight.Shape})");
            if (size + 2L * Padding[i] > Array.MaxLength)
            {
                throw new ShapeException(
                    $"{Op}: the output's {Name(i)} would be {size}" + (Padding[i] == 0 ? string.Empty : $" and its padding {Padding[i]}")
                    + ", more than a tensor can hold");
            }
            sizes[i] = (int)size;
        }

        return sizes;
    }

    private long Span(Tensor weight, int i) => (long)Dilation[i] * (weight.Shape[i - Spatial] - 1) + 1;

    private string Name(int i) => Spatial == 1 ? "length" : s_names[3 - Spatial + i];

    private void RequireAtLeast(int least, string name, params int[] numbers)
    {
        if (Array.Exists(numbers, n => n < least))
            throw new ArgumentOutOfRangeException(
                name, $"{Op}: the {name.ToLowerInvariant()} must be at least {least}, not {string.Join(", ", numbers)}");
    }
}
