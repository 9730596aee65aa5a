namespace Autograd.Optim;

/// <summary>
/// Reads a state dict into new groups and states, and collects all that is wrong with it: nothing of the optimizer is touched meanwhile.
/// </summary>
internal sealed class OptimizerStateReader(IReadOnlyDictionary<string, Tensor> state)
{
    /// <summary>Up to here a float64 holds every whole number, so that a count survives being saved.</summary>
    private const double LargestStep = 1L << 53;

    private readonly HashSet<string> _known = [];
    private readonly List<string> _complaints = [];

    /// <summary>The group with the hyper-parameters that the state dict has for it.</summary>
    public ParameterGroup Group(ParameterGroup group, string prefix)
    {
        double[] values = new double[group.Declared.Count];
        int complaints = _complaints.Count;
        foreach (HyperParameter parameter in group.Declared)
        {
            string name = prefix + parameter.Key;
            if (Number(name) is not { } value)
            {
                if (!state.ContainsKey(name)) _complaints.Add($"{name} is missing");
                continue;
            }

            values[parameter.Index] = value;
            if (parameter.Complaint(value) is { } range) _complaints.Add($"{name} must be {range}, not {value}");
        }

        ParameterGroup read = group.With(values);
        if (_complaints.Count > complaints) return read;
        try
        {
            read.Validate();
        }
        catch (ArgumentException contradiction)
        {
            _complaints.Add($"{prefix.TrimEnd('.')}: {contradiction.Message}");
        }

        return read;
    }

    /// <summary>What the state dict remembers of a parameter; null where it was never updated.</summary>
    public ParameterState? State(string prefix, IReadOnlyList<string> names, Func<int, TensorSpec> specOf, Tensor parameter)
    {
        var kept = new ParameterState();
        string? first = null;
        for (int slot = 0; slot < names.Count; slot++)
        {
            string name = prefix + names[slot];
            _known.Add(name);
            if (!state.TryGetValue(name, out Tensor? tensor)) continue;
            first ??= name;
            TensorSpec spec = specOf(slot);
            if (Unreadable(tensor) is { } reason) _complaints.Add($"{name} is {reason}");
            else if (tensor!.Shape != spec.Shape)
                _complaints.Add($"{name} is {tensor.Shape}, but for the parameter {parameter.Shape} it must be {spec.Shape}");
            else kept[slot] = tensor.Detach().To(spec.DType).CopyData();
        }

        string count = prefix + "step";
        if (Number(count) is { } step)
        {
            if (step >= 0 && step <= LargestStep && step == Math.Floor(step)) kept.Step = (long)step;
            else _complaints.Add($"{count} must be a whole number of at least 0 and at most 2^53, not {step}");
            return kept;
        }

        if (first is not null && !state.ContainsKey(count)) _complaints.Add($"{count} is missing, but {first} is there");
        return null;
    }

    /// <exception cref="StateDictException">Something was wrong, or there are names that nothing asked for.</exception>
    public void ThrowIfUnfit(string optimizer)
    {
        foreach (string name in state.Keys)
        {
            if (!_known.Contains(name)) _complaints.Add($"{name} is not expected");
        }

        if (_complaints.Count > 0)
            throw new StateDictException(
                $"load_state_dict: the state dict does not fit this {optimizer}: {string.Join("; ", _complaints)}");
    }

    /// <summary>Whether the state dict has a name; it is expected from now on.</summary>
    public bool Has(string name)
    {
        _known.Add(name);
        return state.ContainsKey(name);
    }

    /// <summary>A number in a range; null, with a complaint, where it is missing or another.</summary>
    public double? Number(string name, NumberRange range)
    {
        double? value = Number(name);
        if (value is null && !state.ContainsKey(name)) _complaints.Add($"{name} is missing");
        if (value is not { } number || range.Contains(number)) return value;
        _complaints.Add($"{name} must be {range}, not {number}");
        return null;
    }

    /// <summary>A copy of a tensor of a given shape and dtype; null, with a complaint, where it is missing or of another shape.</summary>
    public Tensor? Copy(string name, TensorSpec spec)
    {
        _known.Add(name);
        if (!state.TryGetValue(name, out Tensor? tensor)) _complaints.Add($"{name} is missing");
        else if (Unreadable(tensor) is { } reason) _complaints.Add($"{name} is {reason}");
        else if (tensor!.Shape != spec.Shape) _complaints.Add($"{name} is {tensor.Shape}, and must be {spec.Shape}");
        else return tensor.Detach().To(spec.DType).CopyData();
        return null;
    }

    /// <summary>The only number of a tensor; null, with a complaint if the tensor is there, where it has none.</summary>
    private double? Number(string name)
    {
        _known.Add(name);
        if (!state.TryGetValue(name, out Tensor? tensor)) return null;
        string? reason = Unreadable(tensor);
        if (reason is null && tensor!.Numel == 1) return tensor.Item();
        _complaints.Add(reason is null ? $"{name} is {tensor!.Spec}: it must be one number" : $"{name} is {reason}");
        return null;
    }

    /// <summary>Why a tensor has no elements to read; null where it has.</summary>
    private static string? Unreadable(Tensor? tensor) =>
        tensor is null ? "null" : tensor.Storage.IsEnded ? "a tensor of a TensorScope that has ended" : null;
}
