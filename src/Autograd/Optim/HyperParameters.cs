using System.Text;

namespace Autograd.Optim;

/// <summary>
/// The hyper-parameters that a group class declares, in the order of the state dict: a static field of the class. The first is always the
/// learning rate, <c>Lr</c>.
/// </summary>
/// <remarks>
/// <c>private static readonly HyperParameters s_all = new(lr: 0.01);</c> and, for each further one,
/// <c>private static readonly HyperParameter&lt;double&gt; s_decay = s_all.Number(nameof(Decay), 0.9, NumberRange.BelowOne);</c>
/// </remarks>
public sealed class HyperParameters
{
    private readonly List<HyperParameter> _declared = [];

    /// <summary>Starts the declaration with a learning rate that has no default: the group or the optimizer must set one.</summary>
    public HyperParameters()
        : this(double.NaN)
    {
    }

    /// <summary>Starts the declaration with the learning rate.</summary>
    /// <param name="lr">The default of the learning rate.</param>
    public HyperParameters(double lr) => Lr = Number(nameof(Lr), lr);

    /// <summary>The learning rate.</summary>
    internal HyperParameter<double> Lr { get; }

    internal IReadOnlyList<HyperParameter> Declared => _declared;

    /// <summary>Declares a number.</summary>
    /// <param name="name">The name of the group's property; its key in the state dict is the same in lower case with underscores.</param>
    /// <param name="defaultValue">The value where neither the group nor the optimizer sets one.</param>
    /// <param name="range">The values that it can have; if null, finite numbers of at least 0.</param>
    /// <param name="key">The key in the state dict, if PyTorch's differs; null for the key made from the name.</param>
    /// <returns>The declared hyper-parameter, through which the group's property reads and writes its value.</returns>
    public HyperParameter<double> Number(string name, double defaultValue, NumberRange? range = null, string? key = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(new HyperParameter<double>(name, key ?? KeyOf(name), defaultValue, _declared.Count, range ?? NumberRange.NotNegative));
    }

    /// <summary>Declares a flag.</summary>
    /// <param name="name">The name of the group's property; its key in the state dict is the same in lower case with underscores.</param>
    /// <param name="defaultValue">The value where neither the group nor the optimizer sets one.</param>
    /// <param name="key">The key in the state dict, if PyTorch's differs; null for the key made from the name.</param>
    /// <returns>The declared hyper-parameter, through which the group's property reads and writes its value.</returns>
    public HyperParameter<bool> Flag(string name, bool defaultValue = false, string? key = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(new HyperParameter<bool>(name, key ?? KeyOf(name), defaultValue ? 1 : 0, _declared.Count, range: null));
    }

    private static string KeyOf(string name)
    {
        var key = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && key.Length > 0) key.Append('_');
            key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }

    private HyperParameter<T> Add<T>(HyperParameter<T> declared)
        where T : struct
    {
        if (_declared.Exists(other => other.Key == declared.Key))
            throw new ArgumentException($"the hyper-parameter {declared.Key} is declared twice", nameof(declared));
        _declared.Add(declared);
        return declared;
    }
}
