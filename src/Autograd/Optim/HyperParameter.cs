namespace Autograd.Optim;

/// <summary>
/// A hyper-parameter as declared by the class of an optimizer's groups: its name, its default, the values that it can have, and its key in
/// the state dict. Made by <see cref="HyperParameters"/>.
/// </summary>
public abstract class HyperParameter
{
    private protected HyperParameter(string name, string key, double defaultValue, int index)
    {
        (Name, Key, Default, Index) = (name, key, defaultValue, index);
    }

    /// <summary>The name of the group's property, as messages give it.</summary>
    public string Name { get; }

    /// <summary>The name in the state dict, PyTorch's: <c>weight_decay</c> of <c>WeightDecay</c>.</summary>
    public string Key { get; }

    /// <summary>The value where neither the group nor the optimizer sets one (a flag is 0 or 1); NaN if one of them must.</summary>
    internal double Default { get; }

    /// <summary>The index of the value in a group.</summary>
    internal int Index { get; }

    /// <summary>What the value must be, as text for a message; null if it is valid.</summary>
    internal abstract string? Complaint(double value);
}

/// <summary>A hyper-parameter with values of one type: a number (double) or a flag (bool).</summary>
/// <typeparam name="T">The type of its values.</typeparam>
public sealed class HyperParameter<T> : HyperParameter
    where T : struct
{
    private readonly NumberRange? _range; // null: a flag

    internal HyperParameter(string name, string key, double defaultValue, int index, NumberRange? range)
        : base(name, key, defaultValue, index) => _range = range;

    internal override string? Complaint(double value)
    {
        if (_range is null) return value is 0 or 1 ? null : "0 or 1";
        return _range.Contains(value) ? null : _range.ToString();
    }
}
