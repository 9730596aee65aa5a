using Autograd.Devices;

namespace Autograd;

/// <summary>The family of reductions. The reduced dimensions are kept with size 1; a reshape drops them afterwards.</summary>
/// <typeparam name="TKernel">How two elements are combined.</typeparam>
/// <param name="reduced">For each dimension, true if it is reduced.</param>
public abstract class ReduceOp<TKernel>(bool[] reduced) : Op
    where TKernel : struct, IReduceKernel
{
    /// <summary>For each dimension, true if it is reduced.</summary>
    protected bool[] Reduced { get; } = reduced;

    /// <summary>The identity element of the reduction, its value over no elements; null if there is none.</summary>
    protected virtual Scalar? Identity => null;

    /// <inheritdoc/>
    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireInputs(inputs.Length, 1);
        TensorSpec x = inputs[0];
        int[] dims = x.Shape.ToArray();
        for (int i = 0; i < dims.Length; i++)
        {
            if (Reduced[i] && dims[i] == 0 && Identity is null)
            {
                throw new ShapeException(
                    $"{Name}: dimension {i} of shape {x.Shape} has no elements, and the {Name} of no elements is undefined");
            }

            if (Reduced[i]) dims[i] = 1;
        }

        return new TensorSpec(Shape.Adopt(dims), ResultType(x.DType));
    }

    /// <inheritdoc/>
    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].To(spec.DType), y = Allocate(spec, inputs[0].Device);
        if (x.Numel == 0) y.Device.Fill(y.Raw, Identity ?? 0);
        else x.Device.Reduce(default(TKernel), x.Raw, Reduced, y.Raw);
        return y;
    }

    /// <summary>The output's dtype; the input is converted to it before it is reduced.</summary>
    /// <param name="input">The input's dtype, which is also the output's unless this is overridden.</param>
    protected virtual DType ResultType(DType input) => input;
}
