using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd;

/// <summary>Tensors of this one's dtype and on its device, of any shape.</summary>
public partial class Tensor
{
    /// <summary>Zeros of this tensor's dtype and on its device, unless others are given.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">The element type; this tensor's if null.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">The new tensor is to require grad, and its dtype is not floating.</exception>
    public Tensor NewZeros(Shape shape, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Zeros(shape, dtype ?? DType, requiresGrad, device ?? Device);

    /// <summary>Zeros of this tensor's dtype and on its device, by bare sizes: <c>x.NewZeros(2, 3)</c>.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <returns>The new tensor.</returns>
    public Tensor NewZeros(params Shape sizes) => NewZeros(sizes, DType);

    /// <summary>Ones of this tensor's dtype and on its device, unless others are given.</summary>
    /// <inheritdoc cref="NewZeros(Shape, DType?, bool, Device)"/>
    public Tensor NewOnes(Shape shape, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Ones(shape, dtype ?? DType, requiresGrad, device ?? Device);

    /// <summary>Ones of this tensor's dtype and on its device, by bare sizes: <c>x.NewOnes(2, 3)</c>.</summary>
    /// <inheritdoc cref="NewZeros(Shape)"/>
    public Tensor NewOnes(params Shape sizes) => NewOnes(sizes, DType);

    /// <summary>An uninitialized tensor of this tensor's dtype and on its device, unless others are given.</summary>
    /// <inheritdoc cref="NewZeros(Shape, DType?, bool, Device)"/>
    public Tensor NewEmpty(Shape shape, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Empty(shape, dtype ?? DType, requiresGrad, device ?? Device);

    /// <summary>An uninitialized tensor of this tensor's dtype and on its device, by bare sizes: <c>x.NewEmpty(2, 3)</c>.</summary>
    /// <inheritdoc cref="NewZeros(Shape)"/>
    public Tensor NewEmpty(params Shape sizes) => NewEmpty(sizes, DType);

    /// <summary>A tensor filled with one number, of this tensor's dtype and on its device, unless others are given.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="value">The number.</param>
    /// <param name="dtype">The element type; this tensor's if null.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">The new tensor is to require grad, and its dtype is not floating.</exception>
    public Tensor NewFull(Shape shape, Scalar value, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        Full(shape, value, dtype ?? DType, requiresGrad, device ?? Device);

    /// <summary>
    /// A one-dimensional tensor with a copy of the values, of this tensor's dtype and on its device, unless others are given.
    /// </summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; the values are converted.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="dtype">The element type; this tensor's if null.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">
    /// No dtype holds <typeparamref name="T"/>, or the new tensor is to require grad and its dtype is not floating.
    /// </exception>
    public Tensor NewTensor<T>(ReadOnlySpan<T> values, DType? dtype = null, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
        => Create(values, device: device ?? Device).To(dtype ?? DType).With(requiresGrad);

    /// <summary>
    /// A one-dimensional tensor with a copy of the values, of this tensor's dtype and on its device, unless others are given.
    /// </summary>
    /// <inheritdoc cref="NewTensor{T}(ReadOnlySpan{T}, DType?, bool, Device)"/>
    [OverloadResolutionPriority(-1)]
    public Tensor NewTensor<T>(IEnumerable<T> values, DType? dtype = null, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
        => Create(values, device: device ?? Device).To(dtype ?? DType).With(requiresGrad);

    /// <summary>A matrix with a copy of the values, of this tensor's dtype and on its device, unless others are given.</summary>
    /// <inheritdoc cref="NewTensor{T}(ReadOnlySpan{T}, DType?, bool, Device)"/>
    public Tensor NewTensor<T>(T[,] values, DType? dtype = null, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
        => Create(values, device: device ?? Device).To(dtype ?? DType).With(requiresGrad);

    /// <summary>A zero-dimensional tensor of this tensor's dtype and on its device, unless others are given.</summary>
    /// <param name="value">The number.</param>
    /// <param name="dtype">The element type; this tensor's if null.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">The new tensor is to require grad, and its dtype is not floating.</exception>
    public Tensor NewTensor(Scalar value, DType? dtype = null, bool requiresGrad = false, Device? device = null) =>
        NewFull([], value, dtype, requiresGrad, device);
}
