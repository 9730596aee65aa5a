namespace Autograd.Optim;

/// <summary>Parameters with the hyper-parameters of <see cref="Sgd"/>.</summary>
/// <param name="parameters">Floating leaf tensors, at least one.</param>
/// <param name="lr">The learning rate.</param>
public sealed class SgdGroup(IEnumerable<Tensor> parameters, double lr) : ParameterGroup(parameters, lr)
{
    private double _momentum;
    private double _dampening;
    private double _weightDecay;

    /// <summary>How much of the last step's buffer stays: 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Momentum
    {
        get => _momentum;
        set => _momentum = NotNegative(nameof(Momentum), value);
    }

    /// <summary>How much of the gradient is held back from the buffer, after the first step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to infinity or NaN.</exception>
    public double Dampening
    {
        get => _dampening;
        set => _dampening = double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Dampening), $"{nameof(Dampening)} must be a finite number, not {value}");
    }

    /// <summary>The L2 penalty: this times the parameter is added to the gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double WeightDecay
    {
        get => _weightDecay;
        set => _weightDecay = NotNegative(nameof(WeightDecay), value);
    }

    /// <summary>Looks one step of momentum ahead. Needs momentum, and no dampening.</summary>
    public bool Nesterov { get; set; }

    /// <summary>Goes up the gradient instead of down.</summary>
    public bool Maximize { get; set; }

    /// <inheritdoc/>
    protected internal override void Visit(HyperParameters visitor)
    {
        base.Visit(visitor);
        Momentum = visitor.Number("momentum", Momentum);
        Dampening = visitor.Number("dampening", Dampening);
        WeightDecay = visitor.Number("weight_decay", WeightDecay);
        Nesterov = visitor.Flag("nesterov", Nesterov);
        Maximize = visitor.Flag("maximize", Maximize);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Nesterov without momentum or with dampening.</exception>
    protected internal override void Validate()
    {
        if (Nesterov && (Momentum <= 0 || Dampening != 0))
            throw new ArgumentException($"sgd: nesterov needs momentum above 0 and dampening 0, not momentum {Momentum} and dampening {Dampening}");
    }
}
