namespace Autograd.Optim;

/// <summary>
/// The momentum of an optimizer's groups, which a cyclic schedule moves against the rate: <c>momentum</c>, or else the first beta.
/// </summary>
internal sealed class MomentumCycle
{
    private readonly Optimizer _optimizer;
    private readonly HyperParameter[] _parameters;

    /// <exception cref="ArgumentException">The optimizer has neither.</exception>
    public MomentumCycle(Optimizer optimizer, string op)
    {
        _optimizer = optimizer;
        _parameters = new HyperParameter[optimizer.Groups.Count];
        for (int g = 0; g < _parameters.Length; g++)
        {
            IReadOnlyList<HyperParameter> declared = optimizer.Groups[g].Declared;
            _parameters[g] = declared.FirstOrDefault(p => p.Key == "momentum") ?? declared.FirstOrDefault(p => p.Key == "beta1")
                ?? throw new ArgumentException(
                    $"{op}: {optimizer.GetType().Name} has neither a momentum nor betas: give cycleMomentum: false, or another optimizer",
                    nameof(optimizer));
        }
    }

    public void Set(int group, double momentum) => _optimizer.Groups[group].Set(_parameters[group], momentum);

    /// <exception cref="ArgumentOutOfRangeException">An optimizer's group cannot have one of the numbers.</exception>
    public double[] Checked(PerGroup given, string op, string name)
    {
        double[] values = given.For(_optimizer, op, name);
        for (int g = 0; g < values.Length; g++)
        {
            if (_parameters[g].Complaint(values[g]) is { } range)
            {
                throw new ArgumentOutOfRangeException(
                    name, $"{op}: {name} must be {range}, not {values[g]}: it becomes the group's {_parameters[g].Name}");
            }
        }

        return values;
    }
}
