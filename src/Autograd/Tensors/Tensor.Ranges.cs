using Autograd.Devices;

namespace Autograd;

/// <summary>Tensors of evenly spaced numbers.</summary>
public partial class Tensor
{
    /// <summary>The numbers 0, 1, … up to an end, which is not included.</summary>
    /// <param name="end">The end, which is not included.</param>
    /// <param name="dtype">The element type; if null, int64 for an integer and float32 for a floating number.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is negative.</exception>
    public static Tensor Arange(Scalar end, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Arange(0, end, 1, dtype, requiresGrad, device);

    /// <summary>The numbers start, start + 1, … up to an end, which is not included.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="end">The end, which is not included.</param>
    /// <param name="dtype">The element type; if null, int64 when all are integers, else float32.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is below the start.</exception>
    public static Tensor Arange(Scalar start, Scalar end, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Arange(start, end, 1, dtype, requiresGrad, device);

    /// <summary>The numbers start, start + step, … up to an end, which is not included.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="end">The end, which is not included.</param>
    /// <param name="step">The difference from one number to the next; negative to count down.</param>
    /// <param name="dtype">The element type; if null, int64 when all are integers, else float32.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <remarks>
    /// Bitwise equal to PyTorch's (with one thread and AVX2): computed in double, and rounded once more at every vector's start. An integer
    /// dtype truncates start, end and step to integers first.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0 or leads away from the end.</exception>
    public static Tensor Arange(
        Scalar start, Scalar end, Scalar step, DType? dtype = null, bool requiresGrad = false, Device? device = null)
    {
        DType type = dtype ?? (start.IsFloating || end.IsFloating || step.IsFloating ? DType.Float32 : DType.Int64);
        if (!type.IsFloating()) return FromArray(WholeSteps(start, end, step, type), device: device).To(type).With(requiresGrad);
        var range = new ArangeAction(start.ToDouble(), step.ToDouble(), Count(start, end, step), device);
        DTypeGate.Floating(type, ref range);
        return range.Values!.With(requiresGrad);
    }

    private struct ArangeAction(double start, double step, int count, Device? device) : IFloatingAction
    {
        static string IFloatingAction.Operation => "arange";

        public Tensor? Values { get; private set; }

        void IFloatingAction.Invoke<T>() => Values = FromArray(Ranges.Arange<T>(start, step, count), device: device);
    }

    /// <summary>
    /// Evenly spaced numbers from start to end, both included. Bitwise equal to PyTorch's (with one thread and AVX2).
    /// </summary>
    /// <param name="start">The first number.</param>
    /// <param name="end">The last number.</param>
    /// <param name="steps">How many numbers; with 1, only the start.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <remarks>An integer dtype truncates start and end to integers first, and then each number.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    /// <exception cref="DTypeException">The dtype is bool, or does not hold start and end.</exception>
    public static Tensor Linspace(
        double start, double end, int steps, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null)
    {
        if (steps < 0) throw new ArgumentOutOfRangeException(nameof(steps), $"linspace: the number of steps cannot be negative ({steps})");
        if (dtype == DType.Bool) throw new DTypeException("linspace: a bool tensor cannot hold numbers");
        Autograd.Scalar.Whole(start).RequireIn(dtype, "linspace");
        Autograd.Scalar.Whole(end).RequireIn(dtype, "linspace");
        var range = new LinspaceAction(start, end, steps, device);
        DTypeGate.Number(dtype, ref range);
        return range.Values!.With(requiresGrad);
    }

    private struct LinspaceAction(double start, double end, int steps, Device? device) : INumberAction
    {
        public Tensor? Values { get; private set; }

        void INumberAction.Invoke<T>() =>
            Values = FromArray(
                Element<T>.IsFloat32 ? Ranges.Linspace<T, float>(start, end, steps) : Ranges.Linspace<T, double>(start, end, steps),
                device: device);
    }

    private static int Count(Scalar start, Scalar end, Scalar step)
    {
        double by = step.ToDouble(), steps = (end.ToDouble() - start.ToDouble()) / by;
        if (!(by != 0 && steps >= 0)) throw NeverArrives(start, end, step);
        return Math.Ceiling(steps) <= Array.MaxLength ? (int)Math.Ceiling(steps) : throw TooMany(start, end, step);
    }

    /// <summary>The numbers of an integer range, without converting to double, which is exact only up to 2⁵³.</summary>
    private static long[] WholeSteps(Scalar start, Scalar end, Scalar step, DType type)
    {
        long from = start.To<long>(), by = step.To<long>();
        Int128 distance = (Int128)end.To<long>() - from;
        if (by == 0 && step.ToDouble() != 0)
            throw new ArgumentOutOfRangeException(nameof(step), $"arange: a step of {step} is 0 in {type.Text()}; choose a floating dtype");
        if (by == 0 || (distance != 0 && Int128.IsNegative(distance) != (by < 0))) throw NeverArrives(start, end, step);
        // PyTorch computes the count from integers only for int64; for smaller dtypes, before it truncates start, end and step.
        bool cut = type != DType.Int64 && (start.IsFloating || end.IsFloating || step.IsFloating);
        Int128 count = cut ? Count(start, end, step) : (distance + by - Math.Sign(by)) / by;
        if (count > Array.MaxLength) throw TooMany(start, end, step);
        long[] values = new long[(int)count];
        for (int i = 0; i < values.Length; i++) values[i] = from + i * by;
        return values;
    }

    private static ArgumentOutOfRangeException TooMany(Scalar start, Scalar end, Scalar step) =>
        new(
            nameof(end), $"arange: from {start} to {end} by {step} there are more numbers than the {Array.MaxLength} that a tensor can "
            + "hold");

    private static ArgumentOutOfRangeException NeverArrives(Scalar start, Scalar end, Scalar step) =>
        new(nameof(step), $"arange: a step of {step} never leads from {start} to {end}");
}
