namespace Autograd;

/// <summary>x · weightᵀ + bias for rows x, in one pass: the sums of the product start from the bias.</summary>
internal sealed class LinearOp : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec x, TensorSpec weight) = (inputs[0], inputs[1]);
        if (weight.Shape.Rank != 2) throw new ShapeException($"linear: the weight must be [out, in], not {weight.Shape}");
        if (x.Shape[^1] != weight.Shape[1])
        {
            throw new ShapeException(
                $"linear: the input's last dimension is {x.Shape[^1]}, but the weight takes {weight.Shape[1]} features (input "
                + $"{x.Shape}, weight {weight.Shape})");
        }

        if (inputs.Length == 3 && inputs[2].Shape != [weight.Shape[0]])
            throw new ShapeException(
                $"linear: the bias must be [{weight.Shape[0]}], one for each output of weight {weight.Shape}, not {inputs[2].Shape}");
        foreach (TensorSpec other in inputs)
        {
            if (other.DType != x.DType)
                throw new DTypeException(
                    $"linear: the input is {x.DType.Text()}, but the parameters are {other.DType.Text()}: convert one with To");
        }

        Promotion.RequireNumber(Name, x);
        return x with { Shape = [x.Shape[0], weight.Shape[0]] };
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Allocate(spec, inputs[0].Device);
        bool bias = inputs.Length == 3;
        if (bias) y.Device.Copy(inputs[2].BroadcastTo(spec.Shape).Raw, y.Raw);
        y.Device.MatMul(inputs[0].Raw, inputs[1].T.Raw, y.Raw, accumulate: bias);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(Needs(1) ? inputs[0] : null);
        Save(Needs(0) ? inputs[1] : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => input switch
    {
        0 => grad.MatMul(Saved(1)),
        1 => grad.T.MatMul(Saved(0)),
        _ => grad.Sum(0),
    };
}
