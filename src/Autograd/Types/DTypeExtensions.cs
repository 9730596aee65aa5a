namespace Autograd;

/// <summary>Facts about a <see cref="DType"/>.</summary>
public static class DTypeExtensions
{
    /// <summary>
    /// Whether a dtype is floating, and so may carry a gradient: <see cref="DType.Float32"/> and <see cref="DType.Float64"/>.
    /// </summary>
    /// <param name="dtype">The dtype to ask about.</param>
    public static bool IsFloating(this DType dtype) => dtype >= DType.Float32;

    /// <summary>The size of one element in bytes.</summary>
    /// <param name="dtype">The dtype to ask about.</param>
    public static int ItemSize(this DType dtype) => dtype switch
    {
        DType.Bool or DType.UInt8 => 1,
        DType.Int32 or DType.Float32 => 4,
        _ => 8,
    };

    /// <summary>The name as in messages and printed tensors: <c>float32</c>, <c>int64</c>, …</summary>
    internal static string Text(this DType dtype) => dtype switch
    {
        DType.Bool => "bool",
        DType.UInt8 => "uint8",
        DType.Int32 => "int32",
        DType.Int64 => "int64",
        DType.Float32 => "float32",
        _ => "float64",
    };

    /// <summary>The smallest value of an element: −∞ for floating dtypes, false for bool.</summary>
    internal static Scalar Least(this DType dtype) => RangeOf(dtype).Least;

    /// <summary>The largest value of an element: ∞ for floating dtypes, true for bool.</summary>
    internal static Scalar Most(this DType dtype) => RangeOf(dtype).Most;

    /// <summary>The largest n for which the dtype represents every whole number from 0 to n.</summary>
    internal static long LastWholeNumber(this DType dtype) => RangeOf(dtype).LastWholeNumber;

    /// <summary>The dtype of elements of type <typeparamref name="T"/>; if there is none, an error lists the six types.</summary>
    internal static DType Of<T>()
        where T : unmanaged
    {
        if (Element<T>.IsFloat32) return DType.Float32;
        if (Element<T>.IsFloat64) return DType.Float64;
        if (Element<T>.IsInt64) return DType.Int64;
        if (Element<T>.IsInt32) return DType.Int32;
        if (Element<T>.IsUInt8) return DType.UInt8;
        if (Element<T>.IsBool) return DType.Bool;
        if (Element<T>.IsChar) throw new DTypeException("a tensor cannot hold text: parse it first, for example with double.Parse");
        throw new DTypeException(
            $"a tensor cannot hold {typeof(T).Name}: use float, double, long, int, byte or bool (convert the array first)");
    }

    private static NumberRange RangeOf(DType dtype)
    {
        var range = new NumberRange(isBool: dtype == DType.Bool);
        DTypeGate.Number(dtype, ref range);
        return range;
    }

    private struct NumberRange(bool isBool) : INumberAction
    {
        private const int Float32Digits = 24, Float64Digits = 53; // bits, the hidden one included

        public Scalar Least { get; private set; }

        public Scalar Most { get; private set; }

        public long LastWholeNumber { get; private set; }

        void INumberAction.Invoke<T>()
        {
            if (Element<T>.IsFloating)
            {
                (Least, Most) = (double.NegativeInfinity, double.PositiveInfinity);
                LastWholeNumber = 1L << (Element<T>.IsFloat32 ? Float32Digits : Float64Digits);
                return;
            }

            LastWholeNumber = isBool ? 1 : long.CreateChecked(T.MaxValue);
            (Least, Most) = (long.CreateChecked(T.MinValue), LastWholeNumber);
        }
    }
}
