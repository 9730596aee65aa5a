namespace Autograd.Nn;

public static partial class F
{
    /// <summary>One-dimensional cross-correlation: each output is the sum of a window of the input times a kernel.</summary>
    /// <param name="input">[batch, in, length], or [in, length]. Floating.</param>
    /// <param name="weight">[out, in / groups, length], of the input's dtype.</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">The distance between windows.</param>
    /// <param name="padding">Zeros at each end: a number, <see cref="Padding1d.Same"/> or <see cref="Padding1d.Valid"/>; none if not
    /// given.</param>
    /// <param name="dilation">The distance between the kernel's cells.</param>
    /// <param name="groups">The number of groups: each group of output channels reads only its own group of input channels.</param>
    /// <returns>[batch, out, length'], length' = ⌊(length + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1; without a batch as the
    /// input.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ or are not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A stride, dilation, padding or number of groups is out of range.</exception>
    public static Tensor Conv1d(
        Tensor input, Tensor weight, Tensor? bias = null, int stride = 1, Padding1d? padding = null, int dilation = 1, int groups = 1)
    {
        input.NotNull();
        weight.NotNull();
        (int left, int right) = (padding ?? 0).Sides(weight.Rank == 3 ? weight.Shape[2] : 1, stride, dilation);
        var arguments = new ConvolutionArguments("conv1d", [stride], [left], [dilation], groups);
        bool single = arguments.Check(input, weight, bias);
        arguments.OutputSizes(input, weight, [right]);

        // A sequence is an image of height 1.
        var op = new Conv2dOp(new Conv2dOptions((1, stride), (0, 0, left, right), (1, dilation), groups));
        Tensor x = (single ? input.Unsqueeze(0) : input).Unsqueeze(2), w = weight.Unsqueeze(2);
        Tensor y = (bias is null ? op.Apply(x, w) : op.Apply([x, w, bias])).Squeeze(2).AsResult();
        return single ? y.Squeeze(0).AsResult() : y;
    }
}
