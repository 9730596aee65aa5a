namespace Autograd.Optim;

/// <summary>Parameters with the hyper-parameters of <see cref="Adadelta"/>.</summary>
/// <param name="parameters">Floating leaf tensors, at least one.</param>
/// <param name="lr">The learning rate.</param>
public sealed class AdadeltaGroup(IEnumerable<Tensor> parameters, double lr = 1.0) : ParameterGroup(parameters, lr)
{
    private double _rho = 0.9;
    private double _eps = 1e-6;
    private double _weightDecay;

    /// <summary>How much of the running means of squares stays at each step: from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number below 0 or above 1, or NaN.</exception>
    public double Rho
    {
        get => _rho;
        set => _rho = UpToOne(nameof(Rho), value);
    }

    /// <summary>Added inside both roots.</summary>
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

    /// <summary>Goes up the gradient instead of down.</summary>
    public bool Maximize { get; set; }

    /// <inheritdoc/>
    protected internal override void Visit(HyperParameters visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        base.Visit(visitor);
        Rho = visitor.Number("rho", Rho);
        Eps = visitor.Number("eps", Eps);
        WeightDecay = visitor.Number("weight_decay", WeightDecay);
        Maximize = visitor.Flag("maximize", Maximize);
    }
}
