using System.Globalization;
using System.Numerics;

namespace Autograd;

/// <summary>
/// A C# number as an operand or argument: <c>x * 2</c>, <c>x.Clamp(min: 0)</c>. The built-in numbers convert to it implicitly.
/// </summary>
/// <remarks>
/// Whether it was written as an integer or as a floating number decides the result's dtype: an int64 tensor times <c>2</c> stays
/// int64, times <c>2.0</c> becomes float32. A float32 tensor combined with any number stays float32.
/// </remarks>
public readonly partial struct Scalar : IEquatable<Scalar>
{
    private readonly double _floating;
    private readonly long _integer;

    /// <summary>A floating number.</summary>
    /// <param name="value">The value; <see cref="IsFloating"/> is true, even where it is whole.</param>
    public Scalar(double value)
    {
        _floating = value;
        IsFloating = true;
    }

    /// <summary>An integer.</summary>
    /// <param name="value">The value, kept exactly.</param>
    public Scalar(long value)
    {
        _integer = value;
        _floating = value;
    }

    /// <summary>True when it was given as <see cref="float"/> or <see cref="double"/>.</summary>
    public bool IsFloating { get; }

    /// <summary>The value as <see cref="double"/>.</summary>
    public double ToDouble() => _floating;

    /// <summary>The value in a tensor's element type, rounded as a C# cast would (integers wrap).</summary>
    /// <typeparam name="T">A built-in number type.</typeparam>
    public T To<T>()
        where T : INumberBase<T>
        => IsFloating ? T.CreateTruncating(_floating) : T.CreateTruncating(_integer);

    /// <summary>An integer.</summary>
    /// <param name="value">The value, kept exactly.</param>
    public static implicit operator Scalar(int value) => new((long)value);

    /// <summary>An integer.</summary>
    /// <param name="value">The value, kept exactly.</param>
    public static implicit operator Scalar(long value) => new(value);

    /// <summary>A floating number.</summary>
    /// <param name="value">The value; <see cref="IsFloating"/> is true, even where it is whole.</param>
    public static implicit operator Scalar(float value) => new((double)value);

    /// <summary>A floating number.</summary>
    /// <param name="value">The value; <see cref="IsFloating"/> is true, even where it is whole.</param>
    public static implicit operator Scalar(double value) => new(value);

    /// <inheritdoc/>
    public bool Equals(Scalar other) => IsFloating == other.IsFloating && _floating.Equals(other._floating) && _integer == other._integer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_floating, _integer, IsFloating);

    /// <summary>Whether two numbers are equal in kind (integer or floating) and value: 1 and 1.0 are not.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    public static bool operator ==(Scalar left, Scalar right) => left.Equals(right);

    /// <summary>Whether two numbers differ in kind (integer or floating) or value: 1 and 1.0 do.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    public static bool operator !=(Scalar left, Scalar right) => !left.Equals(right);

    /// <summary>The number, in the invariant culture.</summary>
    public override string ToString() =>
        IsFloating ? _floating.ToString(CultureInfo.InvariantCulture) : _integer.ToString(CultureInfo.InvariantCulture);
}
