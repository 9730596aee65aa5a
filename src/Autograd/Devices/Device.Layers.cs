namespace Autograd.Devices;

/// <content>Products, convolutions, pooling and normalisation.</content>
public abstract partial class Device
{
    /// <summary>c = a · b over the last two dimensions.</summary>
    /// <param name="a">[…, m, k], of any dtype but bool.</param>
    /// <param name="b">[…, k, n], of the same dtype and leading dimensions.</param>
    /// <param name="c">[…, m, n].</param>
    /// <param name="accumulate">True adds to what <paramref name="c"/> holds.</param>
    protected internal abstract void MatMul(View a, View b, View c, bool accumulate);

    /// <summary>A two-dimensional convolution (cross-correlation).</summary>
    /// <param name="geometry">The sizes.</param>
    /// <param name="x">Contiguous and floating, [batch, in channels, height, width].</param>
    /// <param name="weight">Contiguous, [out channels, in channels / groups, kernel height, kernel width].</param>
    /// <param name="bias">Contiguous, [out channels]; or null.</param>
    /// <param name="y">Contiguous, [batch, out channels, out height, out width].</param>
    protected internal abstract void Conv2d(in Conv2dGeometry geometry, View x, View weight, View? bias, View y);

    /// <summary>The gradient of a convolution by its input.</summary>
    /// <param name="geometry">The sizes of the convolution.</param>
    /// <param name="gradOutput">Contiguous, of the output's shape.</param>
    /// <param name="weight">Contiguous.</param>
    /// <param name="gradInput">Contiguous, of the input's shape.</param>
    protected internal abstract void Conv2dInputGrad(in Conv2dGeometry geometry, View gradOutput, View weight, View gradInput);

    /// <summary>The gradient of a convolution by its weight.</summary>
    /// <param name="geometry">The sizes of the convolution.</param>
    /// <param name="x">Contiguous.</param>
    /// <param name="gradOutput">Contiguous, of the output's shape.</param>
    /// <param name="gradWeight">Contiguous, of the weight's shape.</param>
    protected internal abstract void Conv2dWeightGrad(in Conv2dGeometry geometry, View x, View gradOutput, View gradWeight);

    /// <summary>The mean of each window of a plane.</summary>
    /// <param name="geometry">The sizes.</param>
    /// <param name="countIncludePad">
    /// True counts the padding's zeros (as far as the padding reaches) among the elements that a sum is divided by.
    /// </param>
    /// <param name="divisor">What sums are divided by instead of a count; or null.</param>
    /// <param name="x">Contiguous and floating, [planes, height, width] in row-major order, with at least one element.</param>
    /// <param name="y">Contiguous, [planes, out height, out width] in row-major order, with at least one element.</param>
    protected internal abstract void AvgPool2d(in Pool2dGeometry geometry, bool countIncludePad, int? divisor, View x, View y);

    /// <summary>
    /// The gradient of <see cref="AvgPool2d"/>: each window's gradient, divided as its sum was, added to each of its elements.
    /// </summary>
    /// <param name="geometry">The sizes of the pooling.</param>
    /// <param name="countIncludePad">As given to the pooling.</param>
    /// <param name="divisor">As given to the pooling.</param>
    /// <param name="gradOutput">Contiguous, of the output's shape.</param>
    /// <param name="gradInput">Contiguous, of the input's shape.</param>
    protected internal abstract void AvgPool2dGrad(
        in Pool2dGeometry geometry, bool countIncludePad, int? divisor, View gradOutput, View gradInput);

    /// <summary>
    /// The largest element of each window of a plane and where it is: the first one in row-major order, but the last NaN if there is one.
    /// Padding is never chosen. A window that holds no element, which dilation makes possible, gives −∞ and index −1.
    /// </summary>
    /// <param name="geometry">The sizes.</param>
    /// <param name="x">Contiguous and floating, [planes, height, width] in row-major order.</param>
    /// <param name="y">Contiguous, [planes, out height, out width] in row-major order, with at least one element.</param>
    /// <param name="indices">Contiguous int64, of the same shape: row · width + column in the plane.</param>
    protected internal abstract void MaxPool2d(in Pool2dGeometry geometry, View x, View y, View indices);

    /// <summary>y = (x − mean) / √(variance + eps) · weight + bias, group by group.</summary>
    /// <param name="geometry">Which elements are a group, and which share a weight.</param>
    /// <param name="x">Contiguous and floating.</param>
    /// <param name="weight">Contiguous, one number for each run of neighbours; or null.</param>
    /// <param name="bias">The same; or null.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="y">Contiguous, of the shape of <paramref name="x"/>.</param>
    /// <param name="mean">
    /// Contiguous, one number for each group: written, and 0 where the geometry does not centre. It holds zeros before.
    /// </param>
    /// <param name="deviation">
    /// The same in float64, whatever the dtype: the root of the biased variance (of the mean square where the geometry does not centre).
    /// </param>
    protected internal abstract void Normalize(
        in NormGeometry geometry, View x, View? weight, View? bias, double eps, View y, View mean, View deviation);

    /// <summary>The gradients of <see cref="Normalize"/> that are asked for.</summary>
    /// <param name="geometry">As given to the normalisation.</param>
    /// <param name="grad">The gradient of its output; contiguous.</param>
    /// <param name="x">Its input; contiguous.</param>
    /// <param name="weight">Its weight; or null.</param>
    /// <param name="mean">The means that it wrote.</param>
    /// <param name="deviation">The deviations that it wrote; float64.</param>
    /// <param name="eps">As given to it.</param>
    /// <param name="gradInput">Receives the gradient of the input; null where it is not asked for.</param>
    /// <param name="gradWeight">Receives that of the weight.</param>
    /// <param name="gradBias">Receives that of the bias.</param>
    protected internal abstract void NormalizeGrad(
        in NormGeometry geometry,
        View grad,
        View x,
        View? weight,
        View mean,
        View deviation,
        double eps,
        View? gradInput,
        View? gradWeight,
        View? gradBias);
}
