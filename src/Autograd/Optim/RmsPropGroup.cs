namespace Autograd.Optim;

/// <summary>Parameters with the hyper-parameters of <see cref="RmsProp"/>.</summary>
/// <param name="parameters">Floating leaf tensors, at least one.</param>
/// <param name="lr">The learning rate.</param>
public sealed class RmsPropGroup(IEnumerable<Tensor> parameters, double lr = 1e-2) : ParameterGroup(parameters, lr)
{
    private double _momentum;
    private double _alpha = 0.99;
    private double _eps = 1e-8;
    private double _weightDecay;

    /// <summary>How much of the last step's buffer stays: 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Momentum
    {
        get => _momentum;
        set => _momentum = NotNegative(nameof(Momentum), value);
    }

    /// <summary>How much of the running mean of squares stays at each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Alpha
    {
        get => _alpha;
        set => _alpha = NotNegative(nameof(Alpha), value);
    }

    /// <summary>Added to the divisor, so that it is not 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Eps
    {
        get => _eps;
        set => _eps = NotNegative(nameof(Eps), value);
    }

    /// <summary>Subtracts the square of the gradient's running mean: divides by a deviation.</summary>
    public bool Centered { get; set; }

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
        Momentum = visitor.Number("momentum", Momentum);
        Alpha = visitor.Number("alpha", Alpha);
        Eps = visitor.Number("eps", Eps);
        Centered = visitor.Flag("centered", Centered);
        WeightDecay = visitor.Number("weight_decay", WeightDecay);
        Maximize = visitor.Flag("maximize", Maximize);
    }
}
