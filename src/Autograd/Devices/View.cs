using System.Runtime.CompilerServices;
using Autograd.Memory;

namespace Autograd.Devices;

/// <summary>What a device works on: storage, and how to walk it. It knows nothing of gradients.</summary>
internal readonly struct View(Storage storage, Layout layout)
{
    public Storage Storage { get; } = storage;

    public Layout Layout { get; } = layout;

    public DType DType => Storage.DType;

    public Shape Shape => Layout.Shape;

    public int Numel => Layout.Shape.Numel;

    /// <summary>The array behind the view; the caller knows the dtype. Bools can be had as bytes: in memory the two are the same.</summary>
    public T[] Data<T>()
        where T : unmanaged
        => Element<T>.IsUInt8 && Storage is Storage<bool> bools ? Unsafe.As<T[]>(bools.Data) : ((Storage<T>)Storage).Data;

    /// <summary>The elements of a contiguous view.</summary>
    public Span<T> Span<T>()
        where T : unmanaged
        => Data<T>().AsSpan(Layout.Offset, Numel);

    /// <summary>The same elements with their dimensions in another order.</summary>
    public View Permuted(ReadOnlySpan<int> order) => new(Storage, Layout.Permuted(order));
}
