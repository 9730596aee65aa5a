using Autograd.Devices;

namespace Autograd;

/// <summary>
/// The negative log-likelihood of a class at each position, −w[t] · x[n, t, …], 0 where t is the ignored class; reduced in the same pass.
/// Inputs: x [N, C, …], the class indices [N, …], and optionally the weights [C].
/// </summary>
/// <remarks>
/// Linear in x, so this operation and its gradient are each other's adjoint. A mean divides by <see cref="TotalWeight"/>, unless a divisor
/// is given.
/// </remarks>
internal sealed class NllLossOp(long ignoreIndex, Reduction reduction, double? divisor = null) : Op
{
    private Shape _from;

    /// <summary>The sum of the weights of the classes that were not ignored; set by the forward pass.</summary>
    public double TotalWeight { get; private set; }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec x, TensorSpec target) = (inputs[0], inputs[1]);
        if (x.Shape.Rank < 2) throw new ShapeException($"nll_loss: the input must be [batch, classes, …], not {x.Shape}");
        if (!x.DType.IsFloating()) throw new DTypeException($"nll_loss: the input must be floating, not {x.DType.Text()}");
        if (target.DType is DType.Bool || target.DType.IsFloating())
        {
            throw new DTypeException(
                $"nll_loss: the target must be class indices (int64 or int32), not {target.DType.Text()}; convert with To(DType.Int64)");
        }

        Shape positions = [x.Shape[0], .. x.Shape.AsSpan()[2..]];
        if (target.Shape != positions)
        {
            throw new ShapeException(
                $"nll_loss: the target must have shape {positions}, " +
                $"one class for each position of the input {x.Shape}, not {target.Shape}");
        }

        if (inputs.Length == 3 && inputs[2].Shape != [x.Shape[1]])
        {
            throw new ShapeException(
                $"nll_loss: the weight must have shape [{x.Shape[1]}], one for each class of the input {x.Shape}, not {inputs[2].Shape}");
        }

        if (inputs.Length == 3 && inputs[2].DType != x.DType)
        {
            throw new DTypeException(
                $"nll_loss: the weight is {inputs[2].DType.Text()}, but the input is {x.DType.Text()}: convert one with To");
        }

        return x with { Shape = reduction == Reduction.None ? target.Shape : [] };
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].Contiguous(), target = inputs[1].To(DType.Int64).Contiguous(), y = Allocate(spec, inputs[0].Device);
        View? weight = inputs.Length == 3 ? inputs[2].Contiguous().Raw : null;
        TotalWeight = x.Device.NllLoss(x.Raw, target.Raw, weight, ignoreIndex, sum: reduction != Reduction.None, y.Raw);
        return reduction == Reduction.Mean ? y / (divisor ?? TotalWeight) : y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        _from = inputs[0].Shape;
        Save(inputs[1]);
        Save(inputs.Length == 3 ? inputs[2] : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        double by = reduction == Reduction.Mean ? divisor ?? TotalWeight : 1;
        var op = new NllLossGradOp(ignoreIndex, reduction, by, _from);
        return InputCount == 3 ? op.Apply([grad, Saved(0), Saved(1)]) : op.Apply(grad, Saved(0));
    }
}

/// <summary>
/// −w[t] · grad / divisor at the class of each position, 0 elsewhere. Inputs: grad (one number or [N, …]), the class indices, and
/// optionally the weights.
/// </summary>
internal sealed class NllLossGradOp(long ignoreIndex, Reduction reduction, double divisor, Shape shape) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = shape };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor grad = inputs[0].Contiguous(), target = inputs[1].To(DType.Int64).Contiguous(), x = Allocate(spec, inputs[0].Device);
        View? weight = inputs.Length == 3 ? inputs[2].Contiguous().Raw : null;
        x.Device.NllLossGrad(grad.Raw, target.Raw, weight, ignoreIndex, divisor, x.Raw);
        return x;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[1]);
        Save(inputs.Length == 3 ? inputs[2] : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        var op = new NllLossOp(ignoreIndex, reduction, divisor);
        return InputCount == 3 ? op.Apply([grad, Saved(0), Saved(1)]) : op.Apply(grad, Saved(0));
    }
}
