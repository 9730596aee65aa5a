using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

/// <summary>Ways to make a tensor.</summary>
public partial class Tensor
{
    /// <summary>A tensor with a copy of the values, in row-major order; without a shape, one dimension.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <exception cref="ShapeException">The shape holds another number of elements.</exception>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    public static Tensor Create<T>(ReadOnlySpan<T> values, Shape shape, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
    {
        if (shape.Numel != values.Length) throw new ShapeException($"create: shape {shape} holds {shape.Numel} elements, and {values.Length} are given");
        return FromArray(values.ToArray(), shape, device).With(requiresGrad);
    }

    /// <summary>A one-dimensional tensor with a copy of the values.</summary>
    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, Shape, bool, Device)"/>
    public static Tensor Create<T>(ReadOnlySpan<T> values, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
        => FromArray(values.ToArray(), device: device).With(requiresGrad);

    /// <summary>A one-dimensional tensor with a copy of the values.</summary>
    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, Shape, bool, Device)"/>
    public static Tensor Create<T>(T[] values, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
        => FromArray((T[])values.Clone(), device: device).With(requiresGrad);

    /// <summary>A matrix with a copy of the values.</summary>
    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, Shape, bool, Device)"/>
    public static Tensor Create<T>(T[,] values, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
    {
        T[] flat = new T[values.Length];
        int at = 0;
        foreach (T value in values) flat[at++] = value;
        return FromArray(flat, [values.GetLength(0), values.GetLength(1)], device).With(requiresGrad);
    }

    /// <summary>A three-dimensional tensor with a copy of the values.</summary>
    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, Shape, bool, Device)"/>
    public static Tensor Create<T>(T[,,] values, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
    {
        T[] flat = new T[values.Length];
        int at = 0;
        foreach (T value in values) flat[at++] = value;
        return FromArray(flat, [values.GetLength(0), values.GetLength(1), values.GetLength(2)], device).With(requiresGrad);
    }

    /// <summary>A matrix with a copy of the rows.</summary>
    /// <exception cref="ShapeException">The rows are of different lengths.</exception>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    public static Tensor Create<T>(T[][] rows, bool requiresGrad = false, Device? device = null)
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

        return FromArray(flat, [rows.Length, width], device).With(requiresGrad);
    }

    /// <summary>A tensor over the array itself, as <c>torch.from_numpy</c>: each sees what the other changes. On another device than the processor, a copy.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">The sizes; without them, one dimension.</param>
    /// <param name="device">Where the tensor is; the processor if not given.</param>
    /// <exception cref="ShapeException">The shape holds another number of elements than the array.</exception>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    public static Tensor FromArray<T>(T[] values, Shape? shape = null, Device? device = null)
        where T : unmanaged
    {
        Shape sizes = shape ?? [values.Length];
        if (sizes.Numel != values.Length)
            throw new ShapeException($"from_array: shape {sizes} holds {sizes.Numel} elements, but the array has {values.Length}");
        return OfNew(On(device).FromArray(values), Layout.Contiguous(sizes));
    }

    /// <summary>A zero-dimensional tensor.</summary>
    public static Tensor Scalar(double value, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Filled("scalar", [], Autograd.Scalar.Whole(value), dtype, requiresGrad, device);

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is; the processor if not given.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">It is to require grad, and its dtype is not floating.</exception>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        OfNew(On(device).AllocateInScope(dtype, shape.Numel, zeroed: true), Layout.Contiguous(shape)).With(requiresGrad);

    /// <summary>A tensor of ones.</summary>
    /// <inheritdoc cref="Zeros(Shape, DType, bool, Device)"/>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Full(shape, 1, dtype, requiresGrad, device);

    /// <summary>A tensor filled with one number; without a dtype, int64 for an integer and float32 for a floating one.</summary>
    /// <exception cref="DTypeException">The dtype does not hold the number.</exception>
    public static Tensor Full(Shape shape, Scalar value, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Filled("full", shape, value, dtype, requiresGrad, device);

    /// <summary>A tensor whose elements are uninitialized.</summary>
    /// <inheritdoc cref="Zeros(Shape, DType, bool, Device)"/>
    public static Tensor Empty(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Device? device = null) =>
        Uninitialized(new TensorSpec(shape, dtype), On(device)).With(requiresGrad);

    /// <summary>The identity matrix, or its first columns or rows.</summary>
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

    /// <summary>Zeros of this tensor's shape, and of its dtype unless another is given.</summary>
    public Tensor ZerosLike(DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Zeros(Shape, dtype ?? DType, requiresGrad, device ?? Device);

    /// <summary>Ones of this tensor's shape, and of its dtype unless another is given.</summary>
    public Tensor OnesLike(DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Ones(Shape, dtype ?? DType, requiresGrad, device ?? Device);

    /// <summary>A tensor filled with one number, of this tensor's shape, and of its dtype unless another is given.</summary>
    /// <exception cref="DTypeException">The dtype does not hold the number.</exception>
    public Tensor FullLike(Scalar value, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Filled("full_like", Shape, value, dtype ?? DType, requiresGrad, device ?? Device);

    /// <summary>An uninitialized tensor of this tensor's shape, and of its dtype unless another is given.</summary>
    public Tensor EmptyLike(DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Empty(Shape, dtype ?? DType, requiresGrad, device ?? Device);

    // Passed by reference, which C# does not show, so that F# does not see these conversions: with two ways to pass a number, as a Scalar and as
    // a tensor, it would refuse x.Gt(2.0).

    /// <summary>A number as a zero-dimensional int64 tensor: for <c>x[0] = 5</c>, where it takes the dtype of x.</summary>
    public static implicit operator Tensor(in int value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional int64 tensor: for <c>x[0] = 5</c>, where it takes the dtype of x.</summary>
    public static implicit operator Tensor(in long value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional float32 tensor: for <c>x[0] = 0.5</c>, where it takes the dtype of x.</summary>
    public static implicit operator Tensor(in float value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional float32 tensor: for <c>x[0] = 0.5</c>, where it takes the dtype of x.</summary>
    public static implicit operator Tensor(in double value) => NumberTensor.Of(value);

    /// <summary>A number as a zero-dimensional tensor; assigned to a part of x, it takes the dtype of x.</summary>
    public static implicit operator Tensor(Scalar value) => NumberTensor.Of(value);

    /// <summary>The device of a tensor that was made for none in particular.</summary>
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
    /// <param name="dtype">The element type; the input's if not given.</param>
    /// <param name="requiresGrad">Whether operations on the result are recorded.</param>
    /// <param name="device">Where the result is; the input's device if not given.</param>
    public static Tensor ZerosLike(Tensor input, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        input.ZerosLike(dtype, requiresGrad, device);

    /// <inheritdoc cref="OnesLike(DType?, bool, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dtype">The element type; the input's if not given.</param>
    /// <param name="requiresGrad">Whether operations on the result are recorded.</param>
    /// <param name="device">Where the result is; the input's device if not given.</param>
    public static Tensor OnesLike(Tensor input, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        input.OnesLike(dtype, requiresGrad, device);

    /// <inheritdoc cref="FullLike(Scalar, DType?, bool, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="value">The number.</param>
    /// <param name="dtype">The element type; the input's if not given.</param>
    /// <param name="requiresGrad">Whether operations on the result are recorded.</param>
    /// <param name="device">Where the result is; the input's device if not given.</param>
    public static Tensor FullLike(Tensor input, Scalar value, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        input.FullLike(value, dtype, requiresGrad, device);

    /// <inheritdoc cref="EmptyLike(DType?, bool, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dtype">The element type; the input's if not given.</param>
    /// <param name="requiresGrad">Whether operations on the result are recorded.</param>
    /// <param name="device">Where the result is; the input's device if not given.</param>
    public static Tensor EmptyLike(Tensor input, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        input.EmptyLike(dtype, requiresGrad, device);
}
