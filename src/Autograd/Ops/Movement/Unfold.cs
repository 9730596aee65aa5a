using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// A view of all windows along a dimension, their elements as a new last dimension. Gradient: added up where windows overlap.
    /// </summary>
    /// <param name="dim">The dimension, which becomes the number of windows.</param>
    /// <param name="size">The size of a window.</param>
    /// <param name="step">The distance between windows.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">The window does not fit, or the dimension does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative, or the step below 1.</exception>
    public Tensor Unfold(int dim, int size, int step)
    {
        if (Rank == 0) return Unsqueeze(0).Unfold(dim, size, step).Select(0, 0);
        int at = Shape.NormalizeDim("unfold", dim);
        if (size < 0) throw new ArgumentOutOfRangeException(nameof(size), $"unfold: the size of a window cannot be negative, as {size} is");
        if (step < 1) throw new ArgumentOutOfRangeException(nameof(step), $"unfold: the step must be at least 1, not {step}");
        if (size > Shape[at])
            throw new ShapeException($"unfold: a window of {size} does not fit into dimension {at} of size {Shape[at]}, shape {Shape}");
        return new UnfoldOp(Shape, at, size, step).Apply(this);
    }
}

internal sealed class UnfoldOp(Shape from, int dim, int size, int step) : ViewOp
{
    protected internal override Tensor Vjp(int input, Tensor grad) => new UnfoldGradOp(from, dim, size, step).Apply(grad);

    protected override Shape InferShape(Shape input)
    {
        int[] sizes = [.. input, size];
        sizes[dim] = ((input[dim] - size) / step) + 1;
        return Shape.Adopt(sizes);
    }

    protected override Layout Move(Layout input, Shape output)
    {
        int[] strides = [.. input.Strides, input.Strides[dim]];
        if (output[dim] > 1) strides[dim] *= step; // the step beyond a single window may be any number
        return new Layout(output, strides, input.Offset);
    }
}

/// <summary>Adds windows into a zero tensor, each where it was read from: the adjoint of <see cref="UnfoldOp"/>.</summary>
internal sealed class UnfoldGradOp(Shape to, int dim, int size, int step) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = to };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Tensor.Zeros(spec.Shape, spec.DType, device: inputs[0].Device);
        for (int i = 0; i < size && inputs[0].Numel > 0; i++)
        {
            // The i-th elements of all windows do not overlap: one strided sum for each i.
            View windows = inputs[0].Select(-1, i).Raw;
            int[] strides = y.Layout.Strides.ToArray();
            int offset = i * strides[dim];
            strides[dim] *= step;
            var target = new View(y.Storage, new Layout(windows.Shape, strides, offset));
            y.Device.NumericBinary(default(AddOp.Kernel), target, windows, target);
        }

        return y;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => new UnfoldOp(to, dim, size, step).Apply(grad);
}
