namespace Autograd.Optim;

/// <summary>Parameters that an optimizer updates with the same hyper-parameters.</summary>
/// <remarks>
/// A hyper-parameter that the group does not set takes the optimizer's value when the group is given to it, as in PyTorch; until then it
/// has its declared default. A group without parameters serves as an optimizer's defaults.
/// </remarks>
public abstract class ParameterGroup
{
    private readonly HyperParameters _declared;
    private readonly Tensor[] _parameters;
    private double[] _values; // NaN: not set
    private double? _initialLr;

    /// <summary>Creates a group.</summary>
    /// <param name="declared">The hyper-parameters of its class.</param>
    /// <param name="parameters">Floating leaf tensors: a module's parameters, or any other.</param>
    /// <param name="lr">The learning rate; the optimizer's if null.</param>
    /// <exception cref="ArgumentException">A parameter is null, or given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not a number.</exception>
    /// <exception cref="GraphException">A tensor was computed from others.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    protected ParameterGroup(HyperParameters declared, IEnumerable<Tensor> parameters, double? lr = null)
    {
        ArgumentNullException.ThrowIfNull(declared);
        ArgumentNullException.ThrowIfNull(parameters);
        _declared = declared;
        _parameters = [.. parameters];
        for (int i = 0; i < _parameters.Length; i++) Check(_parameters[i], i);
        _values = new double[declared.Declared.Count];
        Array.Fill(_values, double.NaN);
        if (lr is { } rate) Lr = rate;
    }

    /// <summary>The parameters, in the order given.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>The learning rate; may be set between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Lr
    {
        get => this[_declared.Lr];
        set => this[_declared.Lr] = value;
    }

    /// <summary>The rate before a schedule changed it: the present one until there is a schedule.</summary>
    internal double InitialLr
    {
        get => _initialLr ?? Lr;
        set => _initialLr = value;
    }

    internal ReadOnlySpan<Tensor> All => _parameters;

    internal IReadOnlyList<HyperParameter> Declared => _declared.Declared;

    /// <summary>A number's value: the group's, the optimizer's where the group did not set one, or else the declared default.</summary>
    /// <param name="parameter">The hyper-parameter, declared by this class.</param>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that it cannot have.</exception>
    protected double this[HyperParameter<double> parameter]
    {
        get => Value(parameter);
        set => Set(parameter, value);
    }

    /// <summary>A flag's value: the group's, the optimizer's where the group did not set one, or else the declared default.</summary>
    /// <param name="parameter">The hyper-parameter, declared by this class.</param>
    protected bool this[HyperParameter<bool> parameter]
    {
        get => Value(parameter) != 0;
        set => Set(parameter, value ? 1 : 0);
    }

    /// <summary>
    /// Checks what concerns several hyper-parameters at once, when the group is given to an optimizer and when a state dict is loaded.
    /// </summary>
    /// <exception cref="ArgumentException">They contradict each other.</exception>
    protected internal virtual void Validate()
    {
    }

    /// <summary>The value of a hyper-parameter as a number: 0 or 1 of a flag.</summary>
    internal double Value(HyperParameter parameter)
    {
        double value = _values[parameter.Index];
        return double.IsNaN(value) ? parameter.Default : value;
    }

    /// <summary>
    /// Takes what this group does not set from the defaults, or else from the declaration; so later changes of the defaults do not show
    /// here.
    /// </summary>
    internal void Inherit(ParameterGroup? defaults, string optimizer)
    {
        double[] values = new double[_values.Length];
        foreach (HyperParameter parameter in Declared)
        {
            double own = _values[parameter.Index];
            values[parameter.Index] = double.IsNaN(own) ? (defaults ?? this).Value(parameter) : own;
            if (double.IsNaN(values[parameter.Index]))
                throw new ArgumentException($"{optimizer}: {parameter.Name} has no default: give one to the group or to the optimizer");
        }

        With(values).Validate();
        _values = values;
    }

    /// <summary>A group over the same parameters with other values.</summary>
    internal ParameterGroup With(double[] values)
    {
        var copy = (ParameterGroup)MemberwiseClone();
        copy._values = values;
        return copy;
    }

    /// <summary>Takes over the values of a group made by <see cref="With"/>.</summary>
    internal void Take(ParameterGroup other) => _values = other._values;

    /// <summary>Sets a hyper-parameter, as its property does.</summary>
    internal void Set(HyperParameter parameter, double value)
    {
        if (parameter.Complaint(value) is { } range)
            throw new ArgumentOutOfRangeException(parameter.Name, $"{parameter.Name} must be {range}, not {value}");
        _values[parameter.Index] = value;
    }

    private void Check(Tensor parameter, int index)
    {
        if (parameter is null) throw new ArgumentException($"parameter {index} is null", nameof(parameter));
        if (!parameter.DType.IsFloating())
            throw new DTypeException($"parameter {index} is {parameter.Spec}: an optimizer updates floating tensors");
        if (!parameter.IsLeaf)
        {
            throw new GraphException(
                $"parameter {index} ({parameter.Spec}) was computed by {parameter.GradFn}: an optimizer updates leaves; "
                + "give it what that was computed from, or Detach()");
        }

        if (parameter.Layout.MayOverlap)
            throw new GraphException($"parameter {index} ({parameter.Spec}) was expanded, so that elements share memory: Clone() it first");
        if (Array.FindIndex(_parameters, p => ReferenceEquals(p, parameter)) != index)
            throw new ArgumentException($"parameter {index} ({parameter.Spec}) is there twice", nameof(parameter));
    }
}
