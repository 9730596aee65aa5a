namespace Autograd.Optim;

/// <summary>Parameters with the hyper-parameters of <see cref="NAdam"/>.</summary>
/// <param name="parameters">Floating leaf tensors, at least one.</param>
/// <param name="lr">The learning rate.</param>
public sealed class NAdamGroup(IEnumerable<Tensor> parameters, double lr = 2e-3) : ParameterGroup(parameters, lr)
{
    private (double Beta1, double Beta2) _betas = (0.9, 0.999);
    private double _eps = 1e-8;
    private double _weightDecay;
    private double _momentumDecay = 4e-3;

    /// <summary>How much of the running means of the gradient and of its size stays at each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is below 0, or 1 or above, or NaN.</exception>
    public (double Beta1, double Beta2) Betas
    {
        get => _betas;
        set => _betas = (BelowOne("Beta1", value.Beta1), BelowOne("Beta2", value.Beta2));
    }

    /// <summary>Added to the divisor, so that it is not 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Eps
    {
        get => _eps;
        set => _eps = NotNegative(nameof(Eps), value);
    }

    /// <summary>The L2 penalty: this times the parameter is added to the gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double WeightDecay
    {
        get => _weightDecay;
        set => _weightDecay = NotNegative(nameof(WeightDecay), value);
    }

    /// <summary>How fast the momentum rises to β₁.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double MomentumDecay
    {
        get => _momentumDecay;
        set => _momentumDecay = NotNegative(nameof(MomentumDecay), value);
    }

    /// <inheritdoc/>
    protected internal override void Visit(HyperParameters visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        base.Visit(visitor);
        Betas = (visitor.Number("beta1", Betas.Beta1), visitor.Number("beta2", Betas.Beta2));
        Eps = visitor.Number("eps", Eps);
        WeightDecay = visitor.Number("weight_decay", WeightDecay);
        MomentumDecay = visitor.Number("momentum_decay", MomentumDecay);
    }
}
