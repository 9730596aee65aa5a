using System.Runtime.CompilerServices;
using Autograd.Memory;

namespace Autograd.Devices;

/// <summary>What a device works on: storage, and how to walk it. It knows nothing of gradients.</summary>
/// <param name="storage">The memory.</param>
/// <param name="layout">How the elements are arranged in it.</param>
public readonly struct View(Storage storage, Layout layout)
{
    /// <summary>The memory.</summary>
    public Storage Storage { get; } = storage;

    /// <summary>How the elements are arranged in the memory.</summary>
    public Layout Layout { get; } = layout;

    /// <summary>The type of an element.</summary>
    public DType DType => Storage.DType;

    /// <summary>The sizes of the dimensions.</summary>
    public Shape Shape => Layout.Shape;

    /// <summary>The number of elements.</summary>
    public int Numel => Layout.Shape.Numel;

    /// <summary>
    /// The array behind a view of the processor's memory; the caller knows the dtype. Bools can be had as bytes: in memory the two are the
    /// same.
    /// </summary>
    internal T[] Data<T>()
        where T : unmanaged
        => Element<T>.IsUInt8 && Storage is Storage<bool> bools ? Unsafe.As<T[]>(bools.Data) : ((Storage<T>)Storage).Data;

    /// <summary>The elements of a contiguous view of the processor's memory.</summary>
    internal Span<T> Span<T>()
        where T : unmanaged
        => Data<T>().AsSpan(Layout.Offset, Numel);

    /// <summary>The same elements with their dimensions in another order.</summary>
    /// <param name="order">For each dimension of the result, the one of this view that it shows.</param>
    public View Permuted(ReadOnlySpan<int> order) => new(Storage, Layout.Permuted(order));
}
