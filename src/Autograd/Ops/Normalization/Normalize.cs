using Autograd.Devices;

namespace Autograd;

/// <summary>
/// (x − mean) / √(variance + eps) · weight + bias, the one operation behind batch, layer, group, instance and RMS normalisation, which
/// differ in what is averaged (<see cref="NormGeometry"/>). Inputs: x, and, if there are any, the weight and the bias.
/// </summary>
/// <remarks>
/// <para>With x̂ the normalised input, s = 1/√(variance + eps) and g = grad · weight: the gradient is s · (g − mean(g) − x̂ · mean(g · x̂)) to
/// the input, Σ grad · x̂ to the weight and Σ grad to the bias. Source: Ioffe and Szegedy (2015), "Batch normalization".</para>
/// <para>With its two gradients it forms a closed triangle, as the operations of a convolution do.</para>
/// </remarks>
internal sealed class NormalizeOp(string name, NormGeometry geometry, double eps) : Op
{
    public override string Name => name;

    /// <summary>What was measured; set by the forward.</summary>
    public NormStatistics Statistics { get; private set; } = null!;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        TensorSpec x = inputs[0];
        if (!x.DType.IsFloating()) throw new DTypeException($"{Name}: the input must be floating, not {x.DType.Text()}; convert with To(DType.Float32)");
        foreach (TensorSpec beside in inputs[1..])
        {
            if (beside.DType != x.DType)
                throw new DTypeException($"{Name}: weight and bias must be of the input's dtype {x.DType.Text()}, not {beside.DType.Text()}: convert one with To");
        }

        return x;
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].Contiguous(), y = x.UninitializedLike(spec.DType);
        Statistics = new NormStatistics(geometry.Groups, spec.DType, eps);
        x.Device.Normalize(
            geometry, x.Raw, Given(inputs, 1), Given(inputs, 2), eps, y.Raw, Statistics.Mean.Raw, Statistics.Variance.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(inputs.Length > 1 ? inputs[1] : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => input switch
    {
        0 when InputCount > 1 => new NormalizeGradOp(name, geometry, Statistics).Apply([grad, Saved(0), Saved(1)]),
        0 => new NormalizeGradOp(name, geometry, Statistics).Apply(grad, Saved(0)),
        1 => new NormalizeWeightGradOp(name, geometry, Statistics, Saved(1).Shape).Apply(grad, Saved(0)),
        _ => NormRows.SumByWeight(grad, geometry, Saved(1).Shape),
    };

    /// <summary>All at once where nothing is recorded: the sums that the input's gradient needs are those of weight and bias.</summary>
    protected internal override void Vjps(Tensor grad, ReadOnlySpan<bool> needed, Span<Tensor?> grads)
    {
        if (GradMode.IsEnabled || grads.Length < 3)
        {
            base.Vjps(grad, needed, grads);
            return;
        }

        Tensor x = Saved(0).Contiguous(), g = grad.Contiguous(), weight = Saved(1);
        Tensor? toInput = needed[0] ? x.UninitializedLike(x.DType) : null;
        for (int i = 1; i < 3; i++) grads[i] = needed[i] ? Allocate(weight.Spec) : null;
        x.Device.NormalizeGrad(
            geometry, g.Raw, x.Raw, weight.Contiguous().Raw, Statistics.Mean.Raw, Statistics.Variance.Raw, eps,
            toInput?.Raw, grads[1]?.Raw, grads[2]?.Raw);
        grads[0] = toInput;
    }

    private static View? Given(ReadOnlySpan<Tensor> inputs, int index) => inputs.Length > index ? inputs[index].Contiguous().Raw : null;
}

/// <summary>s · (g − mean(g) − x̂ · mean(g · x̂)) with g = grad · weight. Inputs: grad, x and, if there is one, the weight.</summary>
internal sealed class NormalizeGradOp(string name, NormGeometry geometry, NormStatistics statistics) : Op
{
    public override string Name => name + "_grad";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[1];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor grad = inputs[0].Contiguous(), x = inputs[1].Contiguous(), result = x.UninitializedLike(spec.DType);
        View? weight = inputs.Length == 3 ? inputs[2].Contiguous().Raw : null;
        x.Device.NormalizeGrad(
            geometry, grad.Raw, x.Raw, weight, statistics.Mean.Raw, statistics.Variance.Raw, statistics.Eps, result.Raw, null, null);
        return result;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(inputs[1]);
        Save(inputs.Length == 3 ? inputs[2] : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor given = Saved(0), x = Saved(1);
        Tensor? weight = InputCount == 3 ? Saved(2) : null;
        if (input == 1) return ToInput(grad, weight is null ? given : NormRows.Weigh(given, weight, geometry), x);
        // It is linear in the gradient, and its own adjoint.
        Tensor back = new NormalizeGradOp(name, geometry, statistics).Apply(grad, x);
        if (input == 2) return NormRows.SumByWeight(back * given, geometry, weight!.Shape);
        return weight is null ? back : NormRows.Weigh(back, weight, geometry);
    }

    /// <summary>
    /// The gradient of φ(x) = s · A, with A = Σ hg − Σh·Σg/n − Σhx̂·Σgx̂/n, from ds = −s²·x̂/n · dx and
    /// dA = −(h·Σgx̂ + g·Σhx̂)/n · dx̂; the last goes back through x̂ as any gradient does.
    /// </summary>
    private Tensor ToInput(Tensor h, Tensor g, Tensor x)
    {
        int count = geometry.Count;
        Tensor normalized = Grouped(new NormalizeOp(name, geometry, statistics.Eps).Apply(x));
        Tensor scale = (NormRows.Variance(Grouped(x), geometry.Centred) + statistics.Eps).Pow(-0.5);
        h = Grouped(h);
        g = Grouped(g);
        Tensor hx = Sum(h * normalized), gx = Sum(g * normalized);
        Tensor a = Sum(h * g) - hx * gx / count;
        if (geometry.Centred) a -= Sum(h) * Sum(g) / count;
        Tensor through = ((h * gx + g * hx) * scale / -count).Reshape(x.Shape);
        Tensor direct = (normalized * (a * scale * scale / -count)).Reshape(x.Shape);
        return direct + new NormalizeGradOp(name, geometry, statistics).Apply(through, x);
    }

    private Tensor Grouped(Tensor t) => t.Reshape(geometry.Outer, geometry.Groups, geometry.Length);

    private static Tensor Sum(Tensor t) => t.Sum([0, 2], keepDim: true);
}

/// <summary>Σ grad · x̂, over the elements that share a weight. Inputs: grad and x.</summary>
internal sealed class NormalizeWeightGradOp(string name, NormGeometry geometry, NormStatistics statistics, Shape weight) : Op
{
    public override string Name => name + "_weight_grad";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = weight };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor grad = inputs[0].Contiguous(), x = inputs[1].Contiguous(), result = Allocate(spec);
        x.Device.NormalizeGrad(
            geometry, grad.Raw, x.Raw, null, statistics.Mean.Raw, statistics.Variance.Raw, statistics.Eps, null, result.Raw, null);
        return result;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(Needs(1) ? inputs[0] : null);
        Save(inputs[1]);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0
            ? new NormalizeOp(name, geometry, statistics.Eps).Apply(Saved(1), grad)
            : new NormalizeGradOp(name, geometry, statistics).Apply([Saved(0), Saved(1), grad]);
}
