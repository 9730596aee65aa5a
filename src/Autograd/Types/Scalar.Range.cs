using System.Globalization;

namespace Autograd;

public readonly partial struct Scalar
{
    /// <summary>The number that a <see cref="double"/> stands for where a method takes nothing else: an integer if it is whole.</summary>
    internal static Scalar Whole(double value) =>
        Math.Truncate(value) == value && Math.Abs(value) < long.MaxValue ? new Scalar((long)value) : new Scalar(value);

    /// <summary>
    /// Throws unless a tensor of a dtype can hold the number, so that it does not silently become a different one. As in PyTorch, a
    /// negative integer may be written into uint8, and wraps; a fraction into an integer dtype, and is truncated; and any number into bool.
    /// </summary>
    /// <exception cref="DTypeException">The dtype cannot hold the number.</exception>
    internal void RequireIn(DType dtype, string op)
    {
        if (IsIn(dtype)) return;
        string range = dtype == DType.Float32
            ? $"numbers to ±{float.MaxValue.ToString("G8", CultureInfo.InvariantCulture)}"
            : $"integers from {dtype.Least()} to {dtype.Most()}";
        throw new DTypeException(
            $"{op}: {this} cannot be converted to {dtype.Text()} without overflow: it holds {range}. Give a number in that range, or "
            + "choose another dtype.");
    }

    /// <summary>Whether a tensor of a dtype can hold the number, apart from rounding and truncation.</summary>
    internal bool IsIn(DType dtype)
    {
        if (dtype is DType.Bool or DType.Float64) return true;
        if (dtype == DType.Float32) return !double.IsFinite(_floating) || Math.Abs(_floating) <= float.MaxValue;
        if (!IsFloating) return dtype == DType.Int64 || IsIntegerIn(dtype);
        // 2⁶³ is the double next to the largest int64, which no double represents.
        return dtype == DType.Int64
            ? _floating is >= long.MinValue and < long.MaxValue
            : _floating >= dtype.Least().ToDouble() && _floating <= dtype.Most().ToDouble();
    }

    private bool IsIntegerIn(DType dtype)
    {
        long most = dtype.Most()._integer, least = dtype == DType.UInt8 ? -most : dtype.Least()._integer;
        return _integer >= least && _integer <= most;
    }
}
