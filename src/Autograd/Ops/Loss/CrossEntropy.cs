using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

/// <summary>
/// The cross-entropy of logits and a class index at each position, in one pass: w[t] · (ln Σ eˣ − x[t]), 0 where t is the ignored class.
/// Inputs: x […, classes], the class indices […], and optionally the weights [classes]. Outputs: the loss, and, for the gradient, max x
/// and Σ eˣ⁻ᵐᵃˣ of each row.
/// </summary>
internal sealed class CrossEntropyOp(long ignoreIndex, Reduction reduction) : MultiOp
{
    private double _divisor;

    protected override bool IsDifferentiable(int output) => output == 0;

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec x, TensorSpec target) = (inputs[0], inputs[1]);
        if (!x.DType.IsFloating()) throw new DTypeException($"{Name}: the input must be floating, not {x.DType.Text()}");
        if (target.DType is DType.Bool || target.DType.IsFloating())
        {
            throw new DTypeException(
                $"{Name}: the target must be class indices (int64 or int32), not {target.DType.Text()}; convert with To(DType.Int64)");
        }

        Shape positions = Shape.Create(x.Shape.AsSpan()[..^1]);
        if (target.Shape != positions)
        {
            Shape input = [positions[0], x.Shape[^1], .. positions.AsSpan()[1..]];
            throw new ShapeException(
                $"{Name}: the target must have shape {positions}, one class for each position of the input {input}, not {target.Shape}");
        }

        if (inputs.Length == 3 && inputs[2].DType != x.DType)
        {
            throw new DTypeException(
                $"{Name}: the weight is {inputs[2].DType.Text()}, but the input is {x.DType.Text()}: convert one with To");
        }

        TensorSpec each = x with { Shape = positions };
        return [reduction == Reduction.None ? each : x with { Shape = [] }, each, each];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Tensor x = inputs[0].Contiguous(), target = inputs[1].To(DType.Int64).Contiguous();
        Tensor losses = Allocate(specs[1], inputs[0].Device);
        Tensor max = Allocate(specs[1], inputs[0].Device), sum = Allocate(specs[1], inputs[0].Device);
        View? weight = inputs.Length == 3 ? inputs[2].Contiguous().Raw : null;
        double total = x.Device.CrossEntropy(x.Raw, target.Raw, weight, ignoreIndex, losses.Raw, max.Raw, sum.Raw);
        _divisor = reduction == Reduction.Mean ? total : 1;
        Tensor loss = reduction == Reduction.None ? losses : Total(losses, specs[0]);
        return [_divisor == 1 ? loss : loss / _divisor, max, sum];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Save(inputs[0]);
        Save(inputs[1]);
        Save(outputs[1]);
        Save(outputs[2]);
        if (inputs.Length == 3) Save(inputs[2]);
    }

    protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        var op = new CrossEntropyGradOp(ignoreIndex, _divisor);
        results[0] = InputCount == 3
            ? op.Apply([grads[0]!, Saved(0), Saved(1), Saved(2), Saved(3), Saved(4)])
            : op.Apply([grads[0]!, Saved(0), Saved(1), Saved(2), Saved(3)]);
    }

    /// <summary>
    /// The sum of all losses, straight from the device: in the step of a small network, Sum() would cost as much as the loss itself.
    /// </summary>
    private static Tensor Total(Tensor losses, TensorSpec spec)
    {
        Tensor total = Allocate(spec, losses.Device);
        View flat = new(losses.Storage, Layout.Contiguous([losses.Numel])), one = new(total.Storage, Layout.Contiguous([1]));
        if (losses.Numel == 0) total.Device.Fill(one, 0);
        else total.Device.Reduce(default(SumOp.Kernel), flat, [true], one);
        return total;
    }
}

/// <summary>
/// w[t] · grad / divisor · (softmax(x) − one-hot(t)). Inputs: grad (one number or one for each position), x, the class indices,
/// max x and Σ eˣ⁻ᵐᵃˣ of each row, and optionally the weights.
/// </summary>
internal sealed class CrossEntropyGradOp(long ignoreIndex, double divisor) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[1];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor grad = inputs[0].Contiguous(), x = inputs[1].Contiguous(), target = inputs[2].To(DType.Int64).Contiguous();
        Tensor result = Allocate(spec, inputs[0].Device);
        View? weight = inputs.Length == 6 ? inputs[5].Contiguous().Raw : null;
        x.Device.CrossEntropyGrad(grad.Raw, x.Raw, target.Raw, weight, ignoreIndex, divisor, inputs[3].Raw, inputs[4].Raw, result.Raw);
        return result;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        for (int i = 0; i < 3; i++) Save(inputs[i]);
        if (inputs.Length == 6) Save(inputs[5]);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor given = Saved(0), x = Saved(1), target = Saved(2), p = x.Softmax(-1);
        Tensor factor = Factor(x, target);
        if (input == 0)
        {
            Tensor classes = target.MaskedFill(target.Eq(ignoreIndex), 0); // any valid class; its factor is 0
            Tensor hit = grad.Gather(-1, classes.Unsqueeze(-1)).Squeeze(-1);
            Tensor each = factor * ((grad * p).Sum(-1) - hit);
            return given.Shape == each.Shape ? each : each.Sum();
        }

        Tensor scale = (factor * given).Unsqueeze(-1);
        return scale * p * (grad - (grad * p).Sum(-1, keepDim: true));
    }

    /// <summary>w[t] / divisor at each position, 0 for the ignored class.</summary>
    private Tensor Factor(Tensor x, Tensor target)
    {
        Tensor ignored = target.Eq(ignoreIndex);
        Tensor weight = InputCount == 6
            ? Saved(3).IndexSelect(0, target.MaskedFill(ignored, 0).Reshape(target.Numel)).Reshape(target.Shape)
            : Tensor.Ones(target.Shape, x.DType, device: x.Device);
        return (weight / divisor).MaskedFill(ignored, 0);
    }
}
