using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

/// <summary>Ways to make a tensor.</summary>
public partial class Tensor
{
    /// <summary>A tensor of the given shape with a copy of the values.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="values">The elements in row-major order; copied.</param>
    /// <param name="shape">The sizes, whose product is the number of values.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="ShapeException">The shape holds a different number of elements.</exception>
    /// <exception cref="DTypeException">
    /// No dtype holds <typeparamref name="T"/>, or the tensor is to require grad and its dtype is not floating.
    /// </exception>
    public static Tensor Create<T>(ReadOnlySpan<T> values, Shape shape, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
    {
        if (shape.Numel != values.Length)
            throw new ShapeException($"create: shape {shape} holds {shape.Numel} elements, and {values.Length} are given");
        return FromArray(values.ToArray(), shape, device).With(requiresGrad);
    }

    /// <summary>A one-dimensional tensor with a copy of the values.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="values">The elements; copied.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">
    /// No dtype holds <typeparamref name="T"/>, or the tensor is to require grad and its dtype is not floating.
    /// </exception>
    public static Tensor Create<T>(ReadOnlySpan<T> values, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
        => FromArray(values.ToArray(), device: device).With(requiresGrad);

    /// <summary>A one-dimensional tensor with a copy of the values.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="values">The elements; copied. To share the array instead, use <see cref="FromArray"/>.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">
    /// No dtype holds <typeparamref name="T"/>, or the tensor is to require grad and its dtype is not floating.
    /// </exception>
    public static Tensor Create<T>(T[] values, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
        => FromArray((T[])values.NotNull().Clone(), device: device).With(requiresGrad);

    /// <summary>A matrix with a copy of the values.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="values">The elements, [row, column]; copied.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">
    /// No dtype holds <typeparamref name="T"/>, or the tensor is to require grad and its dtype is not floating.
    /// </exception>
    public static Tensor Create<T>(T[,] values, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
    {
        T[] flat = new T[values.NotNull().Length];
        int at = 0;
        foreach (T value in values) flat[at++] = value;
        return FromArray(flat, [values.GetLength(0), values.GetLength(1)], device).With(requiresGrad);
    }

    /// <summary>A three-dimensional tensor with a copy of the values.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="values">The elements, in the order of the tensor's dimensions; copied.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">
    /// No dtype holds <typeparamref name="T"/>, or the tensor is to require grad and its dtype is not floating.
    /// </exception>
    public static Tensor Create<T>(T[,,] values, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
    {
        T[] flat = new T[values.NotNull().Length];
        int at = 0;
        foreach (T value in values) flat[at++] = value;
        return FromArray(flat, [values.GetLength(0), values.GetLength(1), values.GetLength(2)], device).With(requiresGrad);
    }

    /// <summary>A matrix with a copy of the rows.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="rows">The rows, all of one length; copied.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>The new tensor, [rows, columns].</returns>
    /// <exception cref="ShapeException">The rows are of different lengths.</exception>
    /// <exception cref="DTypeException">
    /// No dtype holds <typeparamref name="T"/>, or the tensor is to require grad and its dtype is not floating.
    /// </exception>
    public static Tensor Create<T>(T[][] rows, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
    {
        int width = rows.NotNull().Length == 0 ? 0 : rows[0]?.Length ?? 0;
        T[] flat = new T[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is null) throw NullTensor.At("create", "row", i);
            if (rows[i].Length != width)
                throw new ShapeException(
                    $"create: row 0 has {width} elements, but row {i} has {rows[i].Length}; a matrix has rows of one length");
            rows[i].CopyTo(flat, i * width);
        }

        return FromArray(flat, [rows.Length, width], device).With(requiresGrad);
    }

    /// <summary>
    /// A tensor that shares the array's memory, like <c>torch.from_numpy</c>: a change of one is seen in the other. On a device other than
    /// the CPU, a copy.
    /// </summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">The sizes; one dimension if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <exception cref="ShapeException">The shape holds a different number of elements than the array.</exception>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    public static Tensor FromArray<T>(T[] values, Shape? shape = null, Device? device = null)
        where T : unmanaged
    {
        Shape sizes = shape ?? [values.NotNull().Length];
        if (sizes.Numel != values.NotNull().Length)
            throw new ShapeException($"from_array: shape {sizes} holds {sizes.Numel} elements, but the array has {values.Length}");
        return OfNew(On(device).FromArray(values), Layout.Contiguous(sizes));
    }

    /// <summary>A zero-dimensional tensor.</summary>
    /// <param name="value">The number; written into an integer dtype, it is truncated.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <exception cref="DTypeException">
    /// The dtype does not hold the number, or the tensor is to require grad and its dtype is not floating.
    /// </exception>
    public static Tensor Scalar(double value, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Filled("scalar", [], Autograd.Scalar.Whole(value), dtype, requiresGrad, device);

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">The tensor is to require grad, and its dtype is not floating.</exception>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        OfNew(On(device).AllocateInScope(dtype, shape.Numel, zeroed: true), Layout.Contiguous(shape)).With(requiresGrad);

    /// <summary>A tensor of ones.</summary>
    /// <inheritdoc cref="Zeros(Shape, DType, bool, Device)"/>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Full(shape, 1, dtype, requiresGrad, device);

    /// <summary>A tensor filled with one number.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="value">The number that every element becomes.</param>
    /// <param name="dtype">The element type; if null, int64 for an integer and float32 for a floating number.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <exception cref="DTypeException">
    /// The dtype does not hold the number, or the tensor is to require grad and its dtype is not floating.
    /// </exception>
    public static Tensor Full(Shape shape, Scalar value, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Filled("full", shape, value, dtype, requiresGrad, device);

    /// <summary>A tensor whose elements are uninitialized.</summary>
    /// <inheritdoc cref="Zeros(Shape, DType, bool, Device)"/>
    public static Tensor Empty(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Uninitialized(new TensorSpec(shape, dtype), On(device)).With(requiresGrad);

    /// <summary>A matrix of zeros with ones on the main diagonal.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns; as many as rows if null.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <exception cref="ShapeException">A number is negative.</exception>
    /// <exception cref="DTypeException">The tensor is to require grad, and its dtype is not floating.</exception>
    public static Tensor Eye(int rows, int? columns = null, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null)
    {
        Tensor matrix = Zeros([rows, columns ?? rows], dtype, device: device);
        int count = Math.Min(rows, columns ?? rows);
        if (count > 0)
        {
            var diagonal = new Layout([count], [(columns ?? rows) + 1], 0);
            matrix.Device.Fill(new View(matrix.Storage, diagonal), 1);
        }

        return matrix.With(requiresGrad);
    }

    /// <summary>Zeros of this tensor's shape.</summary>
    /// <param name="dtype">The element type; this tensor's if null.</param>
    /// <param name="requiresGrad">Whether operations on the new tensor are recorded.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    /// <exception cref="DTypeException">The tensor is to require grad, and its dtype is not floating.</exception>
    public Tensor ZerosLike(DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Zeros(Shape, dtype ?? DType, requiresGrad, device ?? Device);

    /// <summary>Ones of this tensor's shape.</summary>
    /// <param name="dtype">The element type; this tensor's if null.</param>
    /// <param name="requiresGrad">Whether operations on the new tensor are recorded.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    /// <exception cref="DTypeException">The tensor is to require grad, and its dtype is not floating.</exception>
    public Tensor OnesLike(DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Ones(Shape, dtype ?? DType, requiresGrad, device ?? Device);

    /// <summary>A tensor of this tensor's shape, filled with one number.</summary>
    /// <param name="value">The number that every element becomes.</param>
    /// <param name="dtype">The element type; this tensor's if null.</param>
    /// <param name="requiresGrad">Whether operations on the new tensor are recorded.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    /// <exception cref="DTypeException">
    /// The dtype does not hold the number, or the tensor is to require grad and its dtype is not floating.
    /// </exception>
    public Tensor FullLike(Scalar value, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Filled("full_like", Shape, value, dtype ?? DType, requiresGrad, device ?? Device);

    /// <summary>An uninitialized tensor of this tensor's shape.</summary>
    /// <param name="dtype">The element type; this tensor's if null.</param>
    /// <param name="requiresGrad">Whether operations on the new tensor are recorded.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    /// <exception cref="DTypeException">The tensor is to require grad, and its dtype is not floating.</exception>
    public Tensor EmptyLike(DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Empty(Shape, dtype ?? DType, requiresGrad, device ?? Device);

    // The numbers are passed by reference, which a C# caller does not notice, to hide these conversions from F#: with two ways to pass a
    // number, as a Scalar and as a tensor, it would refuse x.Gt(2.0).

    /// <summary>A number as a zero-dimensional int64 tensor: for <c>x[0] = 5</c>, where it takes the dtype of x.</summary>
    /// <param name="value">The number, kept exactly until it is converted.</param>
    public static implicit operator Tensor(in int value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional int64 tensor: for <c>x[0] = 5</c>, where it takes the dtype of x.</summary>
    /// <param name="value">The number, kept exactly until it is converted.</param>
    public static implicit operator Tensor(in long value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional float32 tensor: for <c>x[0] = 0.5</c>, where it takes the dtype of x.</summary>
    /// <param name="value">The number, kept exactly until it is converted.</param>
    public static implicit operator Tensor(in float value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional float32 tensor: for <c>x[0] = 0.5</c>, where it takes the dtype of x.</summary>
    /// <param name="value">The number, kept exactly until it is converted.</param>
    public static implicit operator Tensor(in double value) => NumberTensor.Of(value);

    /// <summary>A truth value as a zero-dimensional bool tensor: for <c>mask[0] = true</c>.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Tensor(in bool value) => Operand(value ? 1 : 0, DType.Bool, Device.Cpu);

    /// <summary>A number as a zero-dimensional tensor; assigned to a part of x, it takes the dtype of x.</summary>
    /// <param name="value">The number, kept exactly until it is converted.</param>
    public static implicit operator Tensor(Scalar value) => NumberTensor.Of(value);

    /// <summary>The device for a new tensor: the CPU unless one is given.</summary>
    private static Device On(Device? device) => device ?? Device.Cpu;

    /// <summary>A number as an operand of arithmetic: in an integer dtype it wraps, as the result does.</summary>
    internal static Tensor Operand(Scalar value, DType dtype, Device device)
    {
        Tensor tensor = Uninitialized(new TensorSpec([], dtype), device);
        tensor.Device.Fill(tensor.Raw, value);
        return tensor;
    }

    private static Tensor Filled(string op, Shape shape, Scalar value, DType? dtype, bool requiresGrad, Device? device)
    {
        DType type = dtype ?? (value.IsFloating ? DType.Float32 : DType.Int64);
        value.RequireIn(type, op);
        Tensor tensor = Uninitialized(new TensorSpec(shape, type), On(device));
        tensor.Device.Fill(tensor.Raw, value);
        return tensor.With(requiresGrad);
    }

    private Tensor With(bool requiresGrad)
    {
        if (requiresGrad) RequiresGrad = true;
        return this;
    }

    /// <inheritdoc cref="ZerosLike(DType?, bool, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dtype">The element type; the input's if null.</param>
    /// <param name="requiresGrad">Whether operations on the result are recorded.</param>
    /// <param name="device">Where the result is stored; the input's device if null.</param>
    public static Tensor ZerosLike(Tensor input, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        input.NotNull().ZerosLike(dtype, requiresGrad, device);

    /// <inheritdoc cref="OnesLike(DType?, bool, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dtype">The element type; the input's if null.</param>
    /// <param name="requiresGrad">Whether operations on the result are recorded.</param>
    /// <param name="device">Where the result is stored; the input's device if null.</param>
    public static Tensor OnesLike(Tensor input, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        input.NotNull().OnesLike(dtype, requiresGrad, device);

    /// <inheritdoc cref="FullLike(Scalar, DType?, bool, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="value">The number.</param>
    /// <param name="dtype">The element type; the input's if null.</param>
    /// <param name="requiresGrad">Whether operations on the result are recorded.</param>
    /// <param name="device">Where the result is stored; the input's device if null.</param>
    public static Tensor FullLike(Tensor input, Scalar value, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        input.NotNull().FullLike(value, dtype, requiresGrad, device);

    /// <inheritdoc cref="EmptyLike(DType?, bool, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dtype">The element type; the input's if null.</param>
    /// <param name="requiresGrad">Whether operations on the result are recorded.</param>
    /// <param name="device">Where the result is stored; the input's device if null.</param>
    public static Tensor EmptyLike(Tensor input, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        input.NotNull().EmptyLike(dtype, requiresGrad, device);
}
