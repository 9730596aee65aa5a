namespace Autograd;

/// <summary>Tensors of evenly spaced numbers.</summary>
public partial class Tensor
{
    /// <summary>0, 1, … up to end (left out), as int64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The end is negative.</exception>
    public static Tensor Arange(long end) => Arange(0, end, 1);

    /// <summary>0, 1, … up to end (left out): int64 for an integer, float32 for a floating one, or the given dtype.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The end is negative.</exception>
    public static Tensor Arange(Scalar end, DType? dtype = null, bool requiresGrad = false) => Arange(0, end, 1, dtype, requiresGrad);

    /// <summary>start, start + 1, … up to end (left out): int64 when both are integers, else float32, or the given dtype.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The end is before the start.</exception>
    public static Tensor Arange(Scalar start, Scalar end, DType? dtype = null, bool requiresGrad = false) => Arange(start, end, 1, dtype, requiresGrad);

    /// <summary>start, start + step, … up to end (left out): int64 when all three are integers, else float32, or the given dtype.</summary>
    /// <remarks>
    /// PyTorch's numbers (of one thread, with AVX2) to the bit: in double, and rounded once more at every vector's start. An integer dtype cuts start, end and
    /// step to integers first.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0 or leads away from the end.</exception>
    public static Tensor Arange(Scalar start, Scalar end, Scalar step, DType? dtype = null, bool requiresGrad = false)
    {
        DType type = dtype ?? (start.IsFloating || end.IsFloating || step.IsFloating ? DType.Float32 : DType.Int64);
        Tensor values = type switch
        {
            DType.Float32 => FromArray(Ranges.Arange<float>(start.ToDouble(), step.ToDouble(), Count(start, end, step))),
            DType.Float64 => FromArray(Ranges.Arange<double>(start.ToDouble(), step.ToDouble(), Count(start, end, step))),
            _ => FromArray(WholeSteps(start, end, step)).To(type),
        };
        return values.With(requiresGrad);
    }

    /// <summary>Evenly spaced numbers from start to end, both included. PyTorch's (of one thread, with AVX2) to the bit.</summary>
    /// <remarks>An integer dtype cuts start and end to integers first, and then each number.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    /// <exception cref="DTypeException">The dtype is bool.</exception>
    public static Tensor Linspace(double start, double end, int steps, DType dtype = DType.Float32, bool requiresGrad = false)
    {
        if (steps < 0) throw new ArgumentOutOfRangeException(nameof(steps), $"linspace: the number of steps cannot be negative ({steps})");
        Tensor values = dtype switch
        {
            DType.Float32 => FromArray(Ranges.Linspace<float, float>(start, end, steps)),
            DType.Float64 => FromArray(Ranges.Linspace<double, double>(start, end, steps)),
            DType.Int64 => FromArray(Ranges.Linspace<long, double>(start, end, steps)),
            DType.Int32 => FromArray(Ranges.Linspace<int, double>(start, end, steps)),
            DType.UInt8 => FromArray(Ranges.Linspace<byte, double>(start, end, steps)),
            _ => throw new DTypeException("linspace: a bool tensor cannot hold numbers"),
        };
        return values.With(requiresGrad);
    }

    private static int Count(Scalar start, Scalar end, Scalar step)
    {
        double by = step.ToDouble(), steps = (end.ToDouble() - start.ToDouble()) / by;
        return by != 0 && steps >= 0 ? checked((int)Math.Ceiling(steps)) : throw NeverArrives(start, end, step);
    }

    /// <summary>Not by way of doubles, which end being exact at 2⁵³.</summary>
    private static long[] WholeSteps(Scalar start, Scalar end, Scalar step)
    {
        long from = start.To<long>(), by = step.To<long>();
        Int128 distance = (Int128)end.To<long>() - from;
        if (by == 0 || (distance != 0 && Int128.IsNegative(distance) != (by < 0))) throw NeverArrives(start, end, step);
        long[] values = new long[checked((int)((distance + by - Math.Sign(by)) / by))];
        for (int i = 0; i < values.Length; i++) values[i] = from + i * by;
        return values;
    }

    private static ArgumentOutOfRangeException NeverArrives(Scalar start, Scalar end, Scalar step) =>
        new(nameof(step), $"arange: a step of {step} never leads from {start} to {end}");
}
