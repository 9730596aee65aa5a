using Autograd.Devices;

namespace Autograd;

/// <summary>Ways to make a tensor.</summary>
public partial class Tensor
{
    /// <summary>A tensor with a copy of the values, in row-major order; without a shape, one dimension.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <exception cref="ShapeException">The shape holds another number of elements.</exception>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    public static Tensor Create<T>(ReadOnlySpan<T> values, Shape shape, bool requiresGrad = false)
        where T : unmanaged
    {
        if (shape.Numel != values.Length) throw new ShapeException($"create: shape {shape} holds {shape.Numel} elements, and {values.Length} are given");
        return FromArray(values.ToArray(), shape).With(requiresGrad);
    }

    /// <summary>A one-dimensional tensor with a copy of the values.</summary>
    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, Shape, bool)"/>
    public static Tensor Create<T>(ReadOnlySpan<T> values, bool requiresGrad = false)
        where T : unmanaged
        => FromArray(values.ToArray()).With(requiresGrad);

    /// <summary>A one-dimensional tensor with a copy of the values.</summary>
    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, Shape, bool)"/>
    public static Tensor Create<T>(T[] values, bool requiresGrad = false)
        where T : unmanaged
        => FromArray((T[])values.Clone()).With(requiresGrad);

    /// <summary>A matrix with a copy of the values.</summary>
    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, Shape, bool)"/>
    public static Tensor Create<T>(T[,] values, bool requiresGrad = false)
        where T : unmanaged
    {
        T[] flat = new T[values.Length];
        int at = 0;
        foreach (T value in values) flat[at++] = value;
        return FromArray(flat, [values.GetLength(0), values.GetLength(1)]).With(requiresGrad);
    }

    /// <summary>A three-dimensional tensor with a copy of the values.</summary>
    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, Shape, bool)"/>
    public static Tensor Create<T>(T[,,] values, bool requiresGrad = false)
        where T : unmanaged
    {
        T[] flat = new T[values.Length];
        int at = 0;
        foreach (T value in values) flat[at++] = value;
        return FromArray(flat, [values.GetLength(0), values.GetLength(1), values.GetLength(2)]).With(requiresGrad);
    }

    /// <summary>A matrix with a copy of the rows.</summary>
    /// <exception cref="ShapeException">The rows are of different lengths.</exception>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    public static Tensor Create<T>(T[][] rows, bool requiresGrad = false)
        where T : unmanaged
    {
        int width = rows.Length == 0 ? 0 : rows[0].Length;
        T[] flat = new T[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length != width)
                throw new ShapeException($"create: row 0 has {width} elements, but row {i} has {rows[i].Length}; a matrix has rows of one length");
            rows[i].CopyTo(flat, i * width);
        }

        return FromArray(flat, [rows.Length, width]).With(requiresGrad);
    }

    /// <summary>A tensor over the array itself, as <c>torch.from_numpy</c>: each sees what the other changes.</summary>
    /// <exception cref="ShapeException">The shape holds another number of elements than the array.</exception>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    public static Tensor FromArray<T>(T[] values, Shape? shape = null)
        where T : unmanaged
    {
        Shape sizes = shape ?? [values.Length];
        if (sizes.Numel != values.Length)
            throw new ShapeException($"from_array: shape {sizes} holds {sizes.Numel} elements, but the array has {values.Length}");
        return new Tensor(new Storage<T>(values) { IsShared = true }, Layout.Contiguous(sizes));
    }

    /// <summary>A zero-dimensional tensor.</summary>
    public static Tensor Scalar(double value, DType dtype = DType.Float32, bool requiresGrad = false) => Full([], value, dtype, requiresGrad);

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false) =>
        new Tensor(Device.Cpu.Allocate(dtype, shape.Numel, zeroed: true), Layout.Contiguous(shape)).With(requiresGrad);

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false) => Full(shape, 1, dtype, requiresGrad);

    /// <summary>A tensor of one number; without a dtype, int64 for an integer and float32 for a floating one.</summary>
    public static Tensor Full(Shape shape, Scalar value, DType? dtype = null, bool requiresGrad = false)
    {
        Tensor tensor = Uninitialized(new TensorSpec(shape, dtype ?? (value.IsFloating ? DType.Float32 : DType.Int64)));
        tensor.Device.Fill(tensor.Raw, value);
        return tensor.With(requiresGrad);
    }

    /// <summary>A tensor whose elements are whatever the memory held.</summary>
    public static Tensor Empty(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false) =>
        Uninitialized(new TensorSpec(shape, dtype)).With(requiresGrad);

    /// <summary>The identity matrix, or its first columns or rows.</summary>
    public static Tensor Eye(int rows, int? columns = null, DType dtype = DType.Float32, bool requiresGrad = false)
    {
        Tensor matrix = Zeros([rows, columns ?? rows], dtype);
        int count = Math.Min(rows, columns ?? rows);
        if (count > 0)
        {
            var diagonal = new Layout([count], [(columns ?? rows) + 1], 0);
            matrix.Device.Fill(new View(matrix.Storage, diagonal), 1);
        }

        return matrix.With(requiresGrad);
    }

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
    /// Each number is computed by itself in double and rounded once, where PyTorch's vectors may differ by a unit in the last place.
    /// An integer dtype cuts start, end and step to integers first.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0 or leads away from the end.</exception>
    public static Tensor Arange(Scalar start, Scalar end, Scalar step, DType? dtype = null, bool requiresGrad = false)
    {
        DType type = dtype ?? (start.IsFloating || end.IsFloating || step.IsFloating ? DType.Float32 : DType.Int64);
        Tensor values = type.IsFloating() ? FromArray(Steps(start, end, step)) : FromArray(WholeSteps(start, end, step));
        return values.To(type).With(requiresGrad);
    }

    /// <summary>Evenly spaced numbers from start to end, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    public static Tensor Linspace(double start, double end, int steps, DType dtype = DType.Float32, bool requiresGrad = false)
    {
        if (steps < 0) throw new ArgumentOutOfRangeException(nameof(steps), $"linspace: the number of steps cannot be negative ({steps})");
        double[] values = new double[steps];
        double by = steps > 1 ? (end - start) / (steps - 1) : 0;
        // From both ends towards the middle, as PyTorch does: the last number is the end itself. Rounded to float32 once, where PyTorch's steps are float32.
        for (int i = 0; i < steps; i++) values[i] = i < (steps + 1) / 2 ? start + i * by : end - (steps - 1 - i) * by;
        return FromArray(values).To(dtype).With(requiresGrad);
    }

    /// <summary>Zeros of this tensor's shape, and of its dtype unless another is given.</summary>
    public Tensor ZerosLike(DType? dtype = null, bool requiresGrad = false) => Zeros(Shape, dtype ?? DType, requiresGrad);

    /// <summary>Ones of this tensor's shape, and of its dtype unless another is given.</summary>
    public Tensor OnesLike(DType? dtype = null, bool requiresGrad = false) => Ones(Shape, dtype ?? DType, requiresGrad);

    /// <summary>One number in this tensor's shape, and in its dtype unless another is given.</summary>
    public Tensor FullLike(Scalar value, DType? dtype = null, bool requiresGrad = false) => Full(Shape, value, dtype ?? DType, requiresGrad);

    /// <summary>A tensor of this shape, and of this dtype unless another is given, whose elements are whatever the memory held.</summary>
    public Tensor EmptyLike(DType? dtype = null, bool requiresGrad = false) => Empty(Shape, dtype ?? DType, requiresGrad);

    /// <summary>A number as a zero-dimensional int64 tensor: for <c>x[0] = 5</c>.</summary>
    public static implicit operator Tensor(int value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional int64 tensor: for <c>x[0] = 5</c>.</summary>
    public static implicit operator Tensor(long value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional float32 tensor: for <c>x[0] = 0.5</c>.</summary>
    public static implicit operator Tensor(float value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional float32 tensor: for <c>x[0] = 0.5</c>.</summary>
    public static implicit operator Tensor(double value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional tensor.</summary>
    public static implicit operator Tensor(Scalar value) => NumberTensor.Of(value);

    private static double[] Steps(Scalar start, Scalar end, Scalar step)
    {
        double from = start.ToDouble(), by = step.ToDouble(), steps = (end.ToDouble() - from) / by;
        if (by == 0 || !(steps >= 0)) throw NeverArrives(start, end, step);
        double[] values = new double[checked((int)Math.Ceiling(steps))];
        for (int i = 0; i < values.Length; i++) values[i] = from + i * by;
        return values;
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

    private Tensor With(bool requiresGrad)
    {
        if (requiresGrad) RequiresGrad = true;
        return this;
    }
}
