using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd;

/// <summary>Overloads that take lists and other sequences, next to those that take arrays and collection expressions.</summary>
/// <remarks>The compiler chooses these only where nothing else fits: for a list, a query or a sequence of F#.</remarks>
public partial class Tensor
{
    /// <summary>A one-dimensional tensor with a copy of the values of a list or any other sequence.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    [OverloadResolutionPriority(-1)]
    public static Tensor Create<T>(IEnumerable<T> values, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
        => FromArray(values.NotNull().ToArray(), device: device).With(requiresGrad);

    /// <summary>A tensor with a copy of the values of a list or any other sequence, in row-major order.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="ShapeException">The shape holds a different number of elements.</exception>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    [OverloadResolutionPriority(-1)]
    public static Tensor Create<T>(IEnumerable<T> values, Shape shape, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
        => Create<T>((ReadOnlySpan<T>)values.NotNull().ToArray(), shape, requiresGrad, device);

    /// <summary>A matrix with a copy of the rows: a list of lists, of arrays, or any other sequence of sequences.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool; it decides the dtype.</typeparam>
    /// <param name="rows">The rows, all of one length.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="ShapeException">The rows are of different lengths.</exception>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    [OverloadResolutionPriority(-1)]
    public static Tensor Create<T>(IEnumerable<IEnumerable<T>> rows, bool requiresGrad = false, Device? device = null)
        where T : unmanaged
    {
        DTypeExtensions.Of<T>(); // first, because a list of strings is a sequence of sequences of characters
        return Create(rows.NotNull().Select(row => row?.ToArray()!).ToArray(), requiresGrad, device);
    }

    /// <inheritdoc cref="Cat(ReadOnlySpan{Tensor}, int)"/>
    [OverloadResolutionPriority(-1)]
    public static Tensor Cat(IEnumerable<Tensor> tensors, int dim = 0) => Cat((ReadOnlySpan<Tensor>)tensors.NotNull().ToArray(), dim);

    /// <inheritdoc cref="Stack(ReadOnlySpan{Tensor}, int)"/>
    [OverloadResolutionPriority(-1)]
    public static Tensor Stack(IEnumerable<Tensor> tensors, int dim = 0) => Stack((ReadOnlySpan<Tensor>)tensors.NotNull().ToArray(), dim);

    /// <inheritdoc cref="HStack(ReadOnlySpan{Tensor})"/>
    [OverloadResolutionPriority(-1)]
    public static Tensor HStack(IEnumerable<Tensor> tensors) => HStack((ReadOnlySpan<Tensor>)tensors.NotNull().ToArray());

    /// <inheritdoc cref="VStack(ReadOnlySpan{Tensor})"/>
    [OverloadResolutionPriority(-1)]
    public static Tensor VStack(IEnumerable<Tensor> tensors) => VStack((ReadOnlySpan<Tensor>)tensors.NotNull().ToArray());

    /// <inheritdoc cref="Meshgrid(ReadOnlySpan{Tensor}, bool)"/>
    [OverloadResolutionPriority(-1)]
    public static Tensor[] Meshgrid(IEnumerable<Tensor> vectors, bool xy = false) =>
        Meshgrid((ReadOnlySpan<Tensor>)vectors.NotNull().ToArray(), xy);

    /// <inheritdoc cref="BroadcastTensors(ReadOnlySpan{Tensor})"/>
    [OverloadResolutionPriority(-1)]
    public static Tensor[] BroadcastTensors(IEnumerable<Tensor> tensors) =>
        BroadcastTensors((ReadOnlySpan<Tensor>)tensors.NotNull().ToArray());

    /// <inheritdoc cref="Einsum(string, ReadOnlySpan{Tensor})"/>
    [OverloadResolutionPriority(-1)]
    public static Tensor Einsum(string equation, IEnumerable<Tensor> operands) =>
        Einsum(equation, (ReadOnlySpan<Tensor>)operands.NotNull().ToArray());
}
