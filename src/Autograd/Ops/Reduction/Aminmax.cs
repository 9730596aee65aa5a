namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The smallest and the largest element, along a dimension or of all; both NaN if any is NaN. Gradient: shared evenly among the
    /// elements that equal the result; NaN where the result is NaN.
    /// </summary>
    /// <param name="dim">The dimension to reduce; a negative one counts from the end; null reduces all.</param>
    /// <param name="keepDim">True keeps the reduced dimensions with size 1.</param>
    /// <returns>Two reduced tensors of this dtype: as <see cref="Amin(int, bool)"/> and <see cref="Amax(int, bool)"/> of it.</returns>
    /// <exception cref="ShapeException">The dimension does not exist, or a reduced one is empty.</exception>
    public (Tensor Min, Tensor Max) Aminmax(int? dim = null, bool keepDim = false)
    {
        bool[] reduced = Dims.Mark("aminmax", Shape, dim is { } one ? [one] : []);
        Tensor[] found = new AminmaxOp(reduced).ApplyAll(this);
        return (Dims.Finish(found[0], reduced, keepDim), Dims.Finish(found[1], reduced, keepDim));
    }

    /// <inheritdoc cref="Aminmax(int?, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to reduce; a negative one counts from the end; null reduces all.</param>
    /// <param name="keepDim">True keeps the reduced dimensions with size 1.</param>
    public static (Tensor Min, Tensor Max) Aminmax(Tensor input, int? dim = null, bool keepDim = false) =>
        input.NotNull().Aminmax(dim, keepDim);
}

/// <summary>The smallest and the largest element over the marked dimensions, which stay with size 1.</summary>
internal sealed class AminmaxOp(bool[] reduced) : MultiOp
{
    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireInputs(inputs.Length, 1);
        for (int i = 0; i < reduced.Length; i++)
        {
            if (reduced[i] && inputs[0].Shape[i] == 0)
            {
                throw new ShapeException(
                    $"{Name}: dimension {i} of shape {inputs[0].Shape} has no elements, and the {Name} of no elements is undefined");
            }
        }

        TensorSpec spec = Dims.Keep(inputs[0], reduced);
        return [spec, spec];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Tensor x = inputs[0], min = Allocate(specs[0], x.Device), max = Allocate(specs[1], x.Device);
        if (x.Numel > 0)
        {
            x.Device.Reduce(default(AminOp.Kernel), x.Raw, reduced, min.Raw);
            x.Device.Reduce(default(AmaxOp.Kernel), x.Raw, reduced, max.Raw);
        }

        return [min, max];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Save(inputs[0]);
        Save(outputs[0]);
        Save(outputs[1]);
    }

    protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        Tensor? toMin = grads[0] is { } min ? Share(min, Saved(1)) : null;
        Tensor? toMax = grads[1] is { } max ? Share(max, Saved(2)) : null;
        results[0] = toMin is null ? toMax : toMax is null ? toMin : toMin + toMax;
    }

    /// <summary>
    /// Each result's gradient in equal parts to the elements that equal it; 0 / 0 where none does, because the result is NaN.
    /// </summary>
    private Tensor Share(Tensor grad, Tensor result)
    {
        Tensor ties = Saved(0).Eq(result).To(grad.DType);
        return ties * (grad / new SumOp(reduced).Apply(ties));
    }
}
