namespace Autograd.Optim;

/// <summary>
/// An optimizer whose groups have hyper-parameters of their own type. Derive from it to write one: state the update of one parameter.
/// </summary>
/// <typeparam name="TGroup">The group with its hyper-parameters.</typeparam>
public abstract class Optimizer<TGroup> : Optimizer
    where TGroup : ParameterGroup
{
    private readonly List<TGroup> _groups = [];
    private readonly List<ParameterState?[]> _states = [];
    private readonly TGroup? _defaults;

    /// <summary>Creates an optimizer over some groups, at least one. What a group does not set takes its declared default.</summary>
    /// <param name="groups">The groups.</param>
    /// <exception cref="ArgumentException">
    /// There is no group, a parameter is in two of them, or hyper-parameters contradict each other.
    /// </exception>
    protected Optimizer(params ReadOnlySpan<TGroup> groups)
        : this([.. groups], defaults: null)
    {
    }

    /// <summary>
    /// Creates an optimizer over some groups, at least one, with its own value for each hyper-parameter that a group does not set.
    /// </summary>
    /// <param name="groups">The groups.</param>
    /// <param name="defaults">A group without parameters that holds the values; null for the declared defaults.</param>
    /// <exception cref="ArgumentException">
    /// There is no group, a parameter is in two of them, or hyper-parameters contradict each other.
    /// </exception>
    protected Optimizer(IEnumerable<TGroup> groups, TGroup? defaults)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _defaults = defaults;
        foreach (TGroup group in groups) AddGroup(group);
        if (_groups.Count == 0) throw new ArgumentException("an optimizer needs at least one group of parameters", nameof(groups));
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<TGroup> Groups => _groups;

    /// <summary>
    /// Adds a group: to train a layer from now on that was frozen before, say. What it does not set takes the optimizer's values.
    /// </summary>
    /// <param name="group">The group, with at least one parameter.</param>
    /// <exception cref="ArgumentException">
    /// It has no parameter, one is in another group already, hyper-parameters contradict each other, or one has neither a value nor a
    /// default.
    /// </exception>
    public void AddGroup(TGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.All.Length == 0)
        {
            throw new ArgumentException(
                "an optimizer needs at least one parameter to update, and there is none. A model's Parameters() are those that its "
                + "constructor registered: its own with AddParameter, and those of the modules inside it with AddModule",
                "parameters");
        }

        foreach (TGroup other in _groups)
        {
            foreach (Tensor parameter in other.All)
            {
                int twice = group.All.IndexOf(parameter);
                if (twice < 0) continue;
                throw new ArgumentException(
                    $"parameter {twice} of the group ({parameter.Spec}) is in another group already", nameof(group));
            }
        }

        group.Inherit(_defaults, GetType().Name);
        _groups.Add(group);
        _states.Add(new ParameterState?[group.All.Length]);
    }

    /// <inheritdoc/>
    public sealed override void Step()
    {
        using GradModeScope mode = GradMode.NoGrad();
        for (int g = 0; g < _groups.Count; g++)
        {
            TGroup group = _groups[g];
            ReadOnlySpan<Tensor> parameters = group.All;
            ParameterState?[] states = _states[g];
            for (int p = 0; p < parameters.Length; p++)
            {
                if (parameters[p].PeekGrad is not { } gradient) continue;
                ParameterState state = states[p] ??= new ParameterState();
                state.Step++;
                Update(group, parameters[p], gradient, state);
            }
        }
    }

    /// <summary>Updates one parameter in place. Nothing is recorded here.</summary>
    /// <param name="group">The hyper-parameters.</param>
    /// <param name="parameter">What to update.</param>
    /// <param name="gradient">Its gradient, of its shape and dtype, in any layout.</param>
    /// <param name="state">What is remembered of it; this step is counted already.</param>
    protected abstract void Update(TGroup group, Tensor parameter, Tensor gradient, ParameterState state);

    private protected sealed override void WriteState(OrderedDictionary<string, Tensor> state)
    {
        int index = 0;
        foreach (ParameterState?[] states in _states)
        {
            foreach (ParameterState? kept in states)
            {
                int number = index++;
                if (kept is null) continue;
                state.Add($"state.{number}.step", Tensor.Scalar(kept.Step, DType.Float64));
                for (int slot = 0; slot < StateNames.Count; slot++)
                {
                    if (kept[slot] is { } tensor) state.Add($"state.{number}.{StateNames[slot]}", tensor.Detach());
                }
            }
        }
    }

    private protected sealed override Action ReadState(OptimizerStateReader reader)
    {
        var read = new List<ParameterState?[]>();
        int index = 0;
        foreach (TGroup group in _groups)
        {
            var states = new ParameterState?[group.All.Length];
            for (int p = 0; p < states.Length; p++, index++)
            {
                Tensor parameter = group.All[p];
                states[p] = reader.State($"state.{index}.", StateNames, slot => StateSpec(slot, parameter), parameter);
            }

            read.Add(states);
        }

        return () =>
        {
            for (int g = 0; g < read.Count; g++) _states[g] = read[g];
        };
    }
}
