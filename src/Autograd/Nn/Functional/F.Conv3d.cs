using Autograd.Devices;

namespace Autograd.Nn;

public static partial class F
{
    /// <summary>Three-dimensional cross-correlation: each output is the sum of a window of the input times a kernel.</summary>
    /// <param name="input">[batch, in, depth, height, width], or [in, depth, height, width]. Floating.</param>
    /// <param name="weight">[out, in / groups, depth, height, width], of the input's dtype.</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">The distance between windows; 1 if not given.</param>
    /// <param name="padding">Zeros on each side: numbers, <see cref="Padding3d.Same"/> or <see cref="Padding3d.Valid"/>; none if not
    /// given.</param>
    /// <param name="dilation">The distance between the kernel's cells; 1 if not given.</param>
    /// <param name="groups">The number of groups: each group of output channels reads only its own group of input channels.</param>
    /// <returns>[batch, out, depth', height', width'], each size' = ⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1; without
    /// a batch as the input.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ or are not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A stride, dilation, padding or number of groups is out of range.</exception>
    public static Tensor Conv3d(
        Tensor input,
        Tensor weight,
        Tensor? bias = null,
        Size3? stride = null,
        Padding3d? padding = null,
        Size3? dilation = null,
        int groups = 1)
    {
        input.NotNull();
        weight.NotNull();
        Size3 step = stride ?? 1, spread = dilation ?? 1;
        Size3 kernel = weight.Rank == 5 ? (weight.Shape[2], weight.Shape[3], weight.Shape[4]) : 1;
        (int[] before, int[] after) = (padding ?? 0).Sides(kernel, step, spread);
        var arguments = new ConvolutionArguments("conv3d", step.Sizes, before, spread.Sizes, groups);
        bool single = arguments.Check(input, weight, bias);
        int[] sizes = arguments.OutputSizes(input, weight, after);

        // The slices that a window reads, one for each tap in depth, become extra channels, which leaves a convolution of images.
        Tensor x = single ? input.Unsqueeze(0) : input;
        if (before[0] + after[0] > 0) x = x.Pad([0, 0, 0, 0, before[0], after[0]]);
        (int batch, int channels, int height, int width, int depth) = (x.Shape[0], x.Shape[1], x.Shape[3], x.Shape[4], sizes[0]);
        Tensor images = x.IndexSelect(2, DepthTaps(depth, kernel.Depth, step.Depth, spread.Depth, x.Device))
            .Reshape(batch, channels, depth, kernel.Depth, height, width)
            .Transpose(1, 2)
            .Reshape(batch * depth, channels * kernel.Depth, height, width);
        Tensor w = weight.Reshape(weight.Shape[0], weight.Shape[1] * kernel.Depth, kernel.Height, kernel.Width);
        var op = new Conv2dOp(new Conv2dOptions(
            (step.Height, step.Width), (before[1], after[1], before[2], after[2]), (spread.Height, spread.Width), groups));
        Tensor y = (bias is null ? op.Apply(images, w) : op.Apply([images, w, bias]))
            .Reshape(batch, depth, weight.Shape[0], sizes[1], sizes[2])
            .Transpose(1, 2)
            .Contiguous()
            .AsResult();
        return single ? y.Squeeze(0).AsResult() : y;
    }

    /// <summary>The slice that each tap of each place in depth reads, the taps of a place beside each other.</summary>
    private static Tensor DepthTaps(int places, int taps, int stride, int dilation, Device device)
    {
        if ((long)places * taps > Array.MaxLength)
            throw new ShapeException($"conv3d: {places} windows of {taps} slices are more than a tensor can hold");
        long[] slices = new long[places * taps];
        for (int i = 0; i < slices.Length; i++) slices[i] = (i / taps * stride) + (i % taps * dilation);
        return Tensor.FromArray(slices, device: device);
    }
}
