namespace Autograd.Nn;

public static partial class F
{
    /// <summary>
    /// One-dimensional transposed convolution: the gradient of <see cref="Conv1d"/> with respect to its input, used as a forward operation.
    /// </summary>
    /// <param name="input">[batch, in, length], or [in, length]. Floating.</param>
    /// <param name="weight">[in, out / groups, length], of the input's dtype.</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">How far apart the input's elements are in the output.</param>
    /// <param name="padding">How much is cropped from the output at each end.</param>
    /// <param name="outputPadding">How much longer the output is at its end; below the stride or the dilation.</param>
    /// <param name="groups">The number of groups: each group of output channels reads only its own group of input channels.</param>
    /// <param name="dilation">The distance between the kernel's cells.</param>
    /// <returns>[batch, out, length'], length' = (length − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1; without a
    /// batch as the input.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ or are not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A stride, dilation, padding or number of groups is out of range.</exception>
    public static Tensor ConvTranspose1d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        int stride = 1,
        int padding = 0,
        int outputPadding = 0,
        int groups = 1,
        int dilation = 1)
    {
        input.NotNull();
        weight.NotNull();
        var arguments = new ConvolutionArguments("conv_transpose1d", [stride], [padding], [dilation], groups, Transposed: true);
        bool single = arguments.Check(input, weight, bias);
        int[] sizes = arguments.TransposedSizes(input, weight, [outputPadding]);
        Tensor x = (single ? input.Unsqueeze(0) : input).Unsqueeze(2);
        Tensor y = Spread(x, weight.Unsqueeze(2), (1, sizes[0]), (1, stride), (0, padding), (0, outputPadding), groups, (1, dilation))
            .Squeeze(2)
            .AsResult();
        return WithBias(y, bias, single);
    }

    /// <summary>
    /// Two-dimensional transposed convolution: the gradient of <see cref="Conv2d"/> with respect to its input, used as a forward operation.
    /// </summary>
    /// <param name="input">[batch, in, height, width], or [in, height, width]. Floating.</param>
    /// <param name="weight">[in, out / groups, height, width], of the input's dtype.</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">How far apart the input's elements are in the output; 1 if not given.</param>
    /// <param name="padding">How much is cropped from the output on each side; 0 if not given.</param>
    /// <param name="outputPadding">How much larger the output is at the bottom and the right; below the stride or the dilation, 0 if not
    /// given.</param>
    /// <param name="groups">The number of groups: each group of output channels reads only its own group of input channels.</param>
    /// <param name="dilation">The distance between the kernel's cells; 1 if not given.</param>
    /// <returns>[batch, out, height', width'], each size' = (size − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding +
    /// 1.</returns>
    /// <inheritdoc cref="ConvTranspose1d"/>
    public static Tensor ConvTranspose2d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Size2? stride = null,
        Size2? padding = null,
        Size2? outputPadding = null,
        int groups = 1,
        Size2? dilation = null)
    {
        input.NotNull();
        weight.NotNull();
        Size2 step = stride ?? 1, edge = padding ?? 0, more = outputPadding ?? 0, spread = dilation ?? 1;
        var arguments = new ConvolutionArguments(
            "conv_transpose2d",
            [step.Height, step.Width],
            [edge.Height, edge.Width],
            [spread.Height, spread.Width],
            groups,
            Transposed: true);
        bool single = arguments.Check(input, weight, bias);
        int[] sizes = arguments.TransposedSizes(input, weight, [more.Height, more.Width]);
        Tensor y = Spread(single ? input.Unsqueeze(0) : input, weight, (sizes[0], sizes[1]), step, edge, more, groups, spread);
        return WithBias(y, bias, single);
    }

    /// <summary>
    /// Three-dimensional transposed convolution: the gradient of <see cref="Conv3d"/> with respect to its input, used as a forward
    /// operation.
    /// </summary>
    /// <param name="input">[batch, in, depth, height, width], or [in, depth, height, width]. Floating.</param>
    /// <param name="weight">[in, out / groups, depth, height, width], of the input's dtype.</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">How far apart the input's elements are in the output; 1 if not given.</param>
    /// <param name="padding">How much is cropped from the output on each side; 0 if not given.</param>
    /// <param name="outputPadding">How much larger the output is at the back, the bottom and the right; below the stride or the dilation, 0
    /// if not given.</param>
    /// <param name="groups">The number of groups: each group of output channels reads only its own group of input channels.</param>
    /// <param name="dilation">The distance between the kernel's cells; 1 if not given.</param>
    /// <returns>[batch, out, depth', height', width'], each size' = (size − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding +
    /// 1.</returns>
    /// <inheritdoc cref="ConvTranspose1d"/>
    public static Tensor ConvTranspose3d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Size3? stride = null,
        Size3? padding = null,
        Size3? outputPadding = null,
        int groups = 1,
        Size3? dilation = null)
    {
        input.NotNull();
        weight.NotNull();
        Size3 step = stride ?? 1, edge = padding ?? 0, more = outputPadding ?? 0, spread = dilation ?? 1;
        var arguments = new ConvolutionArguments("conv_transpose3d", step.Sizes, edge.Sizes, spread.Sizes, groups, Transposed: true);
        bool single = arguments.Check(input, weight, bias);
        int[] sizes = arguments.TransposedSizes(input, weight, more.Sizes);

        // Conv3d in reverse: a transposed convolution of the slices gives a channel for each tap in depth, and each is added to its slice.
        Tensor x = single ? input.Unsqueeze(0) : input;
        (int batch, int depth, int taps, int outputs) = (x.Shape[0], x.Shape[2], weight.Shape[2], weight.Shape[1] * groups);
        Tensor images = x.Transpose(1, 2).Reshape(batch * depth, x.Shape[1], x.Shape[3], x.Shape[4]);
        Tensor w = weight.Reshape(weight.Shape[0], weight.Shape[1] * taps, weight.Shape[3], weight.Shape[4]);
        Tensor slices = Spread(
                images,
                w,
                (sizes[1], sizes[2]),
                (step.Height, step.Width),
                (edge.Height, edge.Width),
                (more.Height, more.Width),
                groups,
                (spread.Height, spread.Width))
            .Reshape(batch, depth, outputs, taps, sizes[1], sizes[2])
            .Transpose(1, 2)
            .Reshape(batch, outputs, depth * taps, sizes[1], sizes[2]);
        Tensor y = Tensor.Zeros([batch, outputs, sizes[0] + 2 * edge.Depth, sizes[1], sizes[2]], input.DType, device: input.Device)
            .IndexAdd(2, DepthTaps(depth, taps, step.Depth, spread.Depth, input.Device), slices)
            .Narrow(2, edge.Depth, sizes[0]);
        return WithBias(y, bias, single);
    }

    private static Tensor Spread(
        Tensor x, Tensor weight, Size2 size, Size2 stride, Size2 padding, Size2 outputPadding, int groups, Size2 dilation)
    {
        // The convolution that this is the gradient of does not read the output padding's cells: its padding there is smaller by that much.
        var sides = (padding.Height, padding.Height - outputPadding.Height, padding.Width, padding.Width - outputPadding.Width);
        return new Conv2dInputGradOp(
            new Conv2dOptions(stride.Pair, sides, dilation.Pair, groups), [x.Shape[0], weight.Shape[1] * groups, size.Height, size.Width])
                .Apply(x, weight);
    }

    private static Tensor WithBias(Tensor y, Tensor? bias, bool single)
    {
        if (bias is not null)
        {
            int[] channels = new int[y.Rank - 1];
            Array.Fill(channels, 1);
            channels[0] = bias.Shape[0];
            y = y + bias.Reshape(channels);
        }

        return single ? y.Squeeze(0).AsResult() : y;
    }
}
