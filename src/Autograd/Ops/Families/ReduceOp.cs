using Autograd.Devices;

namespace Autograd;

/// <summary>The family of reductions: the marked dimensions become size 1 here; dropping them is a reshape.</summary>
/// <typeparam name="TKernel">How elements are joined.</typeparam>
public abstract class ReduceOp<TKernel>(bool[] reduced) : Op
    where TKernel : struct, IReduceKernel
{
    /// <summary>Which dimensions are reduced.</summary>
    protected bool[] Reduced { get; } = reduced;

    /// <summary>The value of a reduction over no elements, or null where there is none.</summary>
    protected virtual Scalar? OfNothing => null;

    /// <inheritdoc/>
    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireInputs(inputs.Length, 1);
        TensorSpec x = inputs[0];
        int[] dims = x.Shape.ToArray();
        for (int i = 0; i < dims.Length; i++)
        {
            if (Reduced[i] && dims[i] == 0 && OfNothing is null)
                throw new ShapeException($"{Name}: dimension {i} of shape {x.Shape} has no elements, and {Name} of nothing is undefined");
            if (Reduced[i]) dims[i] = 1;
        }

        return new TensorSpec(Shape.Adopt(dims), ResultType(x.DType));
    }

    /// <inheritdoc/>
    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].To(spec.DType), y = Allocate(spec, inputs[0].Device);
        if (x.Numel == 0) y.Device.Fill(y.Raw, OfNothing ?? 0);
        else x.Device.Reduce(default(TKernel), x.Raw, Reduced, y.Raw);
        return y;
    }

    /// <summary>The output's dtype.</summary>
    protected virtual DType ResultType(DType input) => input;
}
