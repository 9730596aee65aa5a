namespace Autograd.Optim;

/// <summary>Parameters that an optimizer updates with the same hyper-parameters.</summary>
public abstract class ParameterGroup
{
    private readonly Tensor[] _parameters;
    private double _lr;

    /// <summary>Creates a group.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one: a module's parameters, or any other.</param>
    /// <param name="lr">The learning rate.</param>
    /// <exception cref="ArgumentException">There is no parameter, or one is there twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not a number.</exception>
    /// <exception cref="GraphException">A tensor was computed from others.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    protected ParameterGroup(IEnumerable<Tensor> parameters, double lr)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = [.. parameters];
        if (_parameters.Length == 0)
        {
            throw new ArgumentException(
                "an optimizer needs at least one parameter to update, and there is none. A model's Parameters() are those that its "
                + "constructor registered: its own with AddParameter, and those of the modules inside it with AddModule",
                nameof(parameters));
        }

        for (int i = 0; i < _parameters.Length; i++) Check(_parameters[i], i);
        Lr = lr;
    }

    /// <summary>The parameters, in the order given.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>The learning rate; may be set between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Lr
    {
        get => _lr;
        set => _lr = NotNegative(nameof(Lr), value);
    }

    internal ReadOnlySpan<Tensor> All => _parameters;

    /// <summary>Names every hyper-parameter to the visitor, which reads or replaces it. Called to save and to load the state.</summary>
    protected internal virtual void Visit(HyperParameters visitor) => Lr = visitor.Number("lr", Lr);

    /// <summary>Checks what concerns several hyper-parameters at once, when the group is given to an optimizer.</summary>
    protected internal virtual void Validate()
    {
    }

    internal ParameterGroup Copy() => (ParameterGroup)MemberwiseClone();

    /// <summary>The value, if it is a finite number of at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    protected static double NotNegative(string name, double value) =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} must be a finite number of at least 0, not {value}");

    /// <summary>The value, if it is at least 0 and below 1: what the decay of a running mean must be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    protected static double BelowOne(string name, double value) =>
        value >= 0 && value < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} must be at least 0 and below 1, not {value}");

    /// <summary>The value, if it is from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    protected static double UpToOne(string name, double value) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, $"{name} must be from 0 to 1, not {value}");

    private void Check(Tensor parameter, int index)
    {
        if (parameter is null) throw new ArgumentException($"parameter {index} is null", nameof(parameter));
        if (!parameter.DType.IsFloating()) throw new DTypeException($"parameter {index} is {parameter.Spec}: an optimizer updates floating tensors");
        if (!parameter.IsLeaf)
        {
            throw new GraphException(
                $"parameter {index} ({parameter.Spec}) was computed by {parameter.GradFn}: an optimizer updates leaves; give it what that was computed from, or Detach()");
        }

        if (parameter.Layout.MayOverlap)
            throw new GraphException($"parameter {index} ({parameter.Spec}) was expanded, so that elements share memory: Clone() it first");
        if (Array.FindIndex(_parameters, p => ReferenceEquals(p, parameter)) != index)
            throw new ArgumentException($"parameter {index} ({parameter.Spec}) is there twice", nameof(parameter));
    }
}
