using System.Runtime.CompilerServices;

namespace Autograd.Optim;

/// <summary>A number for every group of an optimizer, or one for each: <c>0.1</c> or <c>[0.1, 0.2]</c>.</summary>
[CollectionBuilder(typeof(PerGroup), nameof(Create))]
public readonly struct PerGroup : IEquatable<PerGroup>
{
    private readonly double[]? _values;
    private readonly double _value;

    private PerGroup(double value, double[]? values) => (_value, _values) = (value, values);

    /// <summary>One number for all groups.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator PerGroup(double value) => new(value, null);

    /// <summary>A number for each group.</summary>
    /// <param name="values">The numbers, in the order of the groups.</param>
    public static implicit operator PerGroup(double[] values) => Create(values.NotNull(method: nameof(PerGroup)));

    /// <summary>Whether both have the same numbers.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(PerGroup left, PerGroup right) => left.Equals(right);

    /// <summary>Whether the numbers differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(PerGroup left, PerGroup right) => !left.Equals(right);

    /// <summary>A number for each group.</summary>
    /// <param name="values">The numbers, in the order of the groups.</param>
    /// <returns>The numbers together.</returns>
    public static PerGroup Create(ReadOnlySpan<double> values) => new(0, values.ToArray());

    /// <summary>The numbers given.</summary>
    /// <returns>One number, or one for each group.</returns>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)(_values ?? [_value])).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PerGroup other) =>
        (_values is null) == (other._values is null) && (_values ?? [_value]).AsSpan().SequenceEqual(other._values ?? [other._value]);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PerGroup other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (double value in _values ?? [_value]) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>The numbers for the groups of an optimizer, checked.</summary>
    internal double[] For(Optimizer optimizer, string op, string name, NumberRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        range ??= NumberRange.NotNegative;
        int count = optimizer.Groups.Count;
        if (_values is not null && _values.Length != count)
        {
            throw new ArgumentException(
                $"{op}: {name} has {_values.Length} numbers, and the optimizer {count} groups: give one for each, or one for all",
                name);
        }

        double[] values = new double[count];
        for (int g = 0; g < count; g++)
        {
            values[g] = _values is null ? _value : _values[g];
            if (!range.Contains(values[g])) throw new ArgumentOutOfRangeException(name, $"{op}: {name} must be {range}, not {values[g]}");
        }

        return values;
    }
}
