using Autograd.Devices;

namespace Autograd;

/// <summary>
/// (x − mean) / √(variance + eps) · weight + bias, the one operation behind batch, layer, group, instance and RMS normalisation, which
/// differ in the elements they average (<see cref="NormGeometry"/>). Inputs: x, and optionally the weight and the bias. Outputs: the
/// normalised x, the mean of each group, and the root of its biased variance (in float64, because a variance may be outside the elements'
/// range).
/// </summary>
/// <remarks>
/// <para>With x̂ the normalised input, s = 1/√(variance + eps) and g = grad · weight: the gradient is s · (g − mean(g) − x̂ · mean(g · x̂))
/// to the input, Σ grad · x̂ to the weight and Σ grad to the bias. Source: Ioffe and Szegedy (2015), "Batch normalization".</para>
/// <para>This operation and its two gradients are closed under differentiation, as are the three operations of a convolution.</para>
/// </remarks>
internal sealed class NormalizeOp(string name, NormGeometry geometry, double eps) : MultiOp
{
    public override string Name => name;

    protected override bool IsDifferentiable(int output) => output == 0;

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        TensorSpec x = inputs[0];
        if (!x.DType.IsFloating())
            throw new DTypeException($"{Name}: the input must be floating, not {x.DType.Text()}; convert with To(DType.Float32)");
        foreach (TensorSpec parameter in inputs[1..])
        {
            if (parameter.DType == x.DType) continue;
            throw new DTypeException(
                $"{Name}: weight and bias must be of the input's dtype {x.DType.Text()}, " +
                $"not {parameter.DType.Text()}: convert one with To");
        }

        var mean = new TensorSpec([geometry.Groups], x.DType);
        return [x, mean, mean with { DType = DType.Float64 }];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Tensor x = inputs[0].Contiguous(), y = x.UninitializedLike(x.DType);
        Tensor mean = Tensor.Zeros(specs[1].Shape, x.DType, device: x.Device);
        Tensor deviation = Tensor.Zeros(specs[2].Shape, DType.Float64, device: x.Device);
        x.Device.Normalize(geometry, x.Raw, Optional(inputs, 1), Optional(inputs, 2), eps, y.Raw, mean.Raw, deviation.Raw);
        return [y, mean, deviation];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Save(inputs[0]);
        Save(outputs[1]);
        Save(outputs[2]);
        if (inputs.Length > 1) Save(inputs[1]);
    }

    /// <summary>
    /// Computes all gradients in one pass if nothing is recorded: the gradient of x needs the same sums as those of the weight and the
    /// bias.
    /// </summary>
    protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        Tensor grad = grads[0]!, x = Saved(0), mean = Saved(1), deviation = Saved(2);
        Tensor? weight = InputCount > 1 ? Saved(3) : null;
        if (!GradMode.IsEnabled && weight is not null && InputCount == 3)
        {
            x = x.Contiguous();
            Tensor? toInput = needed[0] ? x.UninitializedLike(x.DType) : null;
            for (int i = 1; i < 3; i++) results[i] = needed[i] ? Allocate(weight.Spec, weight.Device) : null;
            x.Device.NormalizeGrad(
                geometry, grad.Contiguous().Raw, x.Raw, weight.Contiguous().Raw, mean.Raw, deviation.Raw, eps,
                toInput?.Raw, results[1]?.Raw, results[2]?.Raw);
            results[0] = toInput;
            return;
        }

        if (needed[0])
        {
            var op = new NormalizeGradOp(name, geometry, eps);
            results[0] = weight is null ? op.Apply([grad, x, mean, deviation]) : op.Apply([grad, x, mean, deviation, weight]);
        }

        if (InputCount > 1 && needed[1])
            results[1] = new NormalizeWeightGradOp(name, geometry, eps, weight!.Shape).Apply([grad, x, mean, deviation]);
        if (InputCount > 2 && needed[2]) results[2] = NormRows.SumByWeight(grad, geometry, weight!.Shape);
    }

    private static View? Optional(ReadOnlySpan<Tensor> inputs, int index) => inputs.Length > index ? inputs[index].Contiguous().Raw : null;
}

/// <summary>
/// s · (g − mean(g) − x̂ · mean(g · x̂)) with g = grad · weight. Inputs: grad, x, the means and deviations of x, which take no gradient,
/// and optionally the weight.
/// </summary>
internal sealed class NormalizeGradOp(string name, NormGeometry geometry, double eps) : Op
{
    public override string Name => name + "_grad";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[1];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor grad = inputs[0].Contiguous(), x = inputs[1].Contiguous(), result = x.UninitializedLike(spec.DType);
        View? weight = inputs.Length == 5 ? inputs[4].Contiguous().Raw : null;
        x.Device.NormalizeGrad(geometry, grad.Raw, x.Raw, weight, inputs[2].Raw, inputs[3].Raw, eps, result.Raw, null, null);
        return result;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        for (int i = 0; i < inputs.Length; i++) Save(inputs[i]);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor given = Saved(0), x = Saved(1), mean = Saved(2), deviation = Saved(3);
        Tensor? weight = InputCount == 5 ? Saved(4) : null;
        if (input == 1) return ToInput(grad, weight is null ? given : NormRows.Weigh(given, weight, geometry), x, mean, deviation);
        // Linear in the gradient, and its own adjoint.
        Tensor back = new NormalizeGradOp(name, geometry, eps).Apply([grad, x, mean, deviation]);
        if (input == 4) return NormRows.SumByWeight(back * given, geometry, weight!.Shape);
        return weight is null ? back : NormRows.Weigh(back, weight, geometry);
    }

    /// <summary>
    /// The gradient of φ(x) = s · A, with A = Σ hg − Σh·Σg/n − Σhx̂·Σgx̂/n, from ds = −s²·x̂/n · dx and
    /// dA = −(h·Σgx̂ + g·Σhx̂)/n · dx̂; the latter is propagated through x̂ like any gradient.
    /// </summary>
    private Tensor ToInput(Tensor h, Tensor g, Tensor x, Tensor mean, Tensor deviation)
    {
        int count = geometry.Count;
        Tensor normalized = Grouped(new NormalizeOp(name, geometry, eps).Apply(x));
        Tensor scale = NormRows.Scale(Grouped(x), geometry.Centred, eps);
        h = Grouped(h);
        g = Grouped(g);
        Tensor hx = Sum(h * normalized), gx = Sum(g * normalized);
        Tensor a = Sum(h * g) - hx * gx / count;
        if (geometry.Centred) a = a - Sum(h) * Sum(g) / count;
        Tensor through = ((h * gx + g * hx) * scale / -count).Reshape(x.Shape);
        Tensor direct = (normalized * (a * scale * scale / -count)).Reshape(x.Shape);
        return direct + new NormalizeGradOp(name, geometry, eps).Apply([through, x, mean, deviation]);
    }

    private Tensor Grouped(Tensor t) => t.Reshape(geometry.Outer, geometry.Groups, geometry.Length);

    private static Tensor Sum(Tensor t) => t.Sum([0, 2], keepDim: true);
}

/// <summary>Σ grad · x̂, over the elements that share a weight. Inputs: grad, x, and the means and deviations of x.</summary>
internal sealed class NormalizeWeightGradOp(string name, NormGeometry geometry, double eps, Shape weight) : Op
{
    public override string Name => name + "_weight_grad";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = weight };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor grad = inputs[0].Contiguous(), x = inputs[1].Contiguous(), result = Allocate(spec, inputs[0].Device);
        x.Device.NormalizeGrad(geometry, grad.Raw, x.Raw, null, inputs[2].Raw, inputs[3].Raw, eps, null, result.Raw, null);
        return result;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(Needs(1) ? inputs[0] : null);
        for (int i = 1; i < inputs.Length; i++) Save(inputs[i]);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0
            ? new NormalizeOp(name, geometry, eps).Apply(Saved(1), grad)
            : new NormalizeGradOp(name, geometry, eps).Apply([Saved(0), Saved(1), Saved(2), Saved(3), grad]);
}
