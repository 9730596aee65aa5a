using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

public partial class Tensor
{
    /// <summary>A copy with the order of the elements along some dimensions reversed. Gradient: reversed back.</summary>
    /// <param name="dims">The dimensions to reverse.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Flip(params ReadOnlySpan<int> dims) =>
        new FlipOp(dims.Length == 0 ? new bool[Rank] : Dims.Mark("flip", Shape, dims)).Apply(this);

    /// <summary>
    /// A copy rotated by multiples of 90° in the plane of two dimensions, from the first towards the second. Gradient: rotated back.
    /// </summary>
    /// <param name="times">How many times; negative rotates the other way.</param>
    /// <param name="dim0">The first dimension of the plane.</param>
    /// <param name="dim1">The second.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ShapeException">The dimensions do not exist or are the same.</exception>
    public Tensor Rot90(int times = 1, int dim0 = 0, int dim1 = 1)
    {
        int a = Shape.NormalizeDim("rot90", dim0), b = Shape.NormalizeDim("rot90", dim1);
        if (a == b)
            throw new ShapeException($"rot90: a plane has two dimensions, and {dim0} and {dim1} are the same dimension of shape {Shape}");
        return (times & 3) switch
        {
            1 => Flip(b).Transpose(a, b).AsResult(),
            2 => Flip(a, b),
            3 => Flip(a).Transpose(a, b).AsResult(),
            _ => Clone(),
        };
    }

    /// <inheritdoc cref="Flip(ReadOnlySpan{int})"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to reverse.</param>
    public static Tensor Flip(Tensor input, params ReadOnlySpan<int> dims) => input.NotNull().Flip(dims);

    /// <inheritdoc cref="Rot90(int, int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="times">How many times; negative rotates the other way.</param>
    /// <param name="dim0">The first dimension of the plane.</param>
    /// <param name="dim1">The second.</param>
    public static Tensor Rot90(Tensor input, int times = 1, int dim0 = 0, int dim1 = 1) => input.NotNull().Rot90(times, dim0, dim1);
}

internal sealed class FlipOp(bool[] flipped) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0], y = Allocate(spec, inputs[0].Device);
        if (y.Numel > 0) y.Device.Copy(new View(x.Storage, Backwards(x.Layout)), y.Raw);
        return y;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => new FlipOp(flipped).Apply(grad);

    // Only the device reads with a negative stride; no tensor has one.
    private Layout Backwards(Layout layout)
    {
        int[] strides = layout.Strides.ToArray();
        int offset = layout.Offset;
        for (int i = 0; i < flipped.Length; i++)
        {
            if (!flipped[i]) continue;
            offset += (layout.Shape[i] - 1) * strides[i];
            strides[i] = -strides[i];
        }

        return new Layout(layout.Shape, strides, offset);
    }
}
