namespace Autograd.Nn;

public static partial class F
{
    /// <summary>Two-dimensional cross-correlation: each output is the sum of a window of the input times a kernel.</summary>
    /// <param name="input">[batch, in, height, width], or [in, height, width]. Floating.</param>
    /// <param name="weight">[out, in / groups, height, width], of the input's dtype.</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">The distance between windows; 1 if not given.</param>
    /// <param name="padding">Zeros on each side: numbers, <see cref="Padding2d.Same"/> or <see cref="Padding2d.Valid"/>; none if not
    /// given.</param>
    /// <param name="dilation">The distance between the kernel's cells; 1 if not given.</param>
    /// <param name="groups">The number of groups: each group of output channels reads only its own group of input channels.</param>
    /// <returns>[batch, out, height', width'], height' = ⌊(height + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1; without a batch
    /// as the input.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ or are not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A stride, dilation, padding or number of groups is out of range.</exception>
    public static Tensor Conv2d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Size2? stride = null,
        Padding2d? padding = null,
        Size2? dilation = null,
        int groups = 1)
    {
        input.NotNull();
        weight.NotNull();
        if (weight.Rank != 4) throw new ShapeException($"conv2d: the weight must be [out, in / groups, height, width], not {weight.Shape}");
        Size2 step = stride ?? 1, spread = dilation ?? 1;
        Size2 kernel = (weight.Shape[2], weight.Shape[3]);
        var options = new Conv2dOptions(step.Pair, (padding ?? 0).Sides(kernel, step, spread), spread.Pair, groups);
        bool single = IsSingle("conv2d", input);
        Tensor x = single ? input.Unsqueeze(0) : input;
        Tensor y = bias is null ? new Conv2dOp(options).Apply(x, weight) : new Conv2dOp(options).Apply([x, weight, bias]);
        return single ? y.Squeeze(0).AsResult() : y;
    }

    /// <summary>True for one image [channels, height, width], which goes through an operation as a batch of one.</summary>
    private static bool IsSingle(string op, Tensor input) => input.Rank switch
    {
        4 => false,
        3 => true,
        _ => throw new ShapeException(
            $"{op}: the input must be [batch, channels, height, width] or [channels, height, width], not {input.Shape}"),
    };
}
