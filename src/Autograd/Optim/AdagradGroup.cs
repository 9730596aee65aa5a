namespace Autograd.Optim;

/// <summary>Parameters with the hyper-parameters of <see cref="Adagrad"/>.</summary>
/// <param name="parameters">Floating leaf tensors, at least one.</param>
/// <param name="lr">The learning rate.</param>
public sealed class AdagradGroup(IEnumerable<Tensor> parameters, double lr = 1e-2) : ParameterGroup(parameters, lr)
{
    private double _lrDecay;
    private double _eps = 1e-10;
    private double _weightDecay;
    private double _initialAccumulatorValue;

    /// <summary>How fast the learning rate falls: lr / (1 + (step − 1) · this).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double LrDecay
    {
        get => _lrDecay;
        set => _lrDecay = NotNegative(nameof(LrDecay), value);
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

    /// <summary>What the sums of squares start from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double InitialAccumulatorValue
    {
        get => _initialAccumulatorValue;
        set => _initialAccumulatorValue = NotNegative(nameof(InitialAccumulatorValue), value);
    }

    /// <summary>Goes up the gradient instead of down.</summary>
    public bool Maximize { get; set; }

    /// <inheritdoc/>
    protected internal override void Visit(HyperParameters visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        base.Visit(visitor);
        LrDecay = visitor.Number("lr_decay", LrDecay);
        Eps = visitor.Number("eps", Eps);
        WeightDecay = visitor.Number("weight_decay", WeightDecay);
        InitialAccumulatorValue = visitor.Number("initial_accumulator_value", InitialAccumulatorValue);
        Maximize = visitor.Flag("maximize", Maximize);
    }
}
