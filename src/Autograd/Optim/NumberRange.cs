using System.Globalization;

namespace Autograd.Optim;

/// <summary>The values that a hyper-parameter can have. NaN is in no range.</summary>
public sealed class NumberRange
{
    private readonly double _min, _max;
    private readonly bool _includesMin, _includesMax;

    private NumberRange(double min, double max, bool includesMin, bool includesMax)
    {
        (_min, _max, _includesMin, _includesMax) = (min, max, includesMin, includesMax);
    }

    /// <summary>Finite numbers.</summary>
    public static NumberRange Finite { get; } = new(double.NegativeInfinity, double.PositiveInfinity, false, false);

    /// <summary>Finite numbers of at least 0: a rate, a penalty, a term added to a divisor.</summary>
    public static NumberRange NotNegative { get; } = new(0, double.PositiveInfinity, true, false);

    /// <summary>At least 0 and below 1: the decay of a running mean that is corrected for its start.</summary>
    public static NumberRange BelowOne { get; } = new(0, 1, true, false);

    /// <summary>From 0 to 1, both included: a share.</summary>
    public static NumberRange ZeroToOne { get; } = new(0, 1, true, true);

    /// <summary>Finite numbers above a bound.</summary>
    /// <param name="min">The bound, which is not in the range.</param>
    /// <returns>The range.</returns>
    public static NumberRange Above(double min) => new(min, double.PositiveInfinity, false, false);

    /// <summary>Numbers between two bounds.</summary>
    /// <param name="min">The lower bound.</param>
    /// <param name="max">The upper bound.</param>
    /// <param name="includesMin">Whether the lower bound is in the range.</param>
    /// <param name="includesMax">Whether the upper bound is in the range.</param>
    /// <returns>The range.</returns>
    /// <exception cref="ArgumentException">The bounds are NaN or in the wrong order.</exception>
    public static NumberRange Between(double min, double max, bool includesMin = true, bool includesMax = true) =>
        min <= max ? new(min, max, includesMin, includesMax) : throw new ArgumentException($"there are no numbers from {min} to {max}");

    /// <summary>Whether a number is in the range.</summary>
    /// <param name="value">The number.</param>
    /// <returns>True if it is; false for NaN.</returns>
    public bool Contains(double value) =>
        (value > _min || (_includesMin && value == _min)) && (value < _max || (_includesMax && value == _max));

    /// <summary>The range as messages describe it: "at least 0 and below 1".</summary>
    public override string ToString()
    {
        bool open = double.IsPositiveInfinity(_max) && !_includesMax;
        if (open && double.IsNegativeInfinity(_min)) return "a finite number";
        string lower = (_includesMin ? "at least " : "above ") + Text(_min), upper = (_includesMax ? "at most " : "below ") + Text(_max);
        if (open) return _includesMin ? "a finite number of " + lower : "a finite number " + lower;
        return _includesMin && _includesMax ? $"from {Text(_min)} to {Text(_max)}" : $"{lower} and {upper}";
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
