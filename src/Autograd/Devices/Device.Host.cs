using Autograd.Memory;

namespace Autograd.Devices;

/// <content>Reading and writing from the program's side, by the two copies that every device has.</content>
public abstract partial class Device
{
    /// <summary>
    /// As <see cref="Allocate"/>, for a tensor: the memory ends with the <see cref="TensorScope"/> that the thread is in.
    /// </summary>
    internal virtual Storage AllocateInScope(DType dtype, int length, bool zeroed)
    {
        Storage storage = Allocate(dtype, length, zeroed);
        TensorScope.Innermost?.Add(storage);
        return storage;
    }

    /// <summary>A storage that holds an array's elements; the processor's shares the array itself.</summary>
    internal virtual Storage FromArray<T>(T[] values)
        where T : unmanaged
    {
        Storage storage = Allocate(DTypeExtensions.Of<T>(), values.Length, zeroed: false);
        if (values.Length > 0) CopyFromHost<T>(values, new View(storage, Layout.Contiguous([values.Length])));
        return storage;
    }

    /// <summary>The elements of any view in row-major order, converted where the dtype is another.</summary>
    internal virtual T[] ToArray<T>(View x)
        where T : unmanaged
    {
        T[] values = GC.AllocateUninitializedArray<T>(x.Numel);
        if (values.Length > 0) CopyToHost<T>(Contiguous(x, DTypeExtensions.Of<T>()), values);
        return values;
    }

    /// <summary>The element of a view of one, converted where the dtype is another.</summary>
    internal virtual T Item<T>(View x)
        where T : unmanaged
        => ToArray<T>(x)[0];

    /// <summary>The elements of a contiguous view themselves, if the program can reach this device's memory.</summary>
    internal virtual bool TryGetSpan<T>(View x, out Span<T> span)
        where T : unmanaged
    {
        span = default;
        return false;
    }

    /// <summary>Copies between two devices, by way of the program's memory. Both views are contiguous and of one dtype and shape.</summary>
    internal static void Transfer(View x, View y)
    {
        if (x.Numel > 0) DTypeGate.Element(x.DType, new TransferAction(x, y));
    }

    private readonly struct TransferAction(View x, View y) : IElementAction
    {
        void IElementAction.Invoke<T>()
        {
            Device from = x.Storage.Device, to = y.Storage.Device;
            if (from.TryGetSpan(x, out Span<T> source)) to.CopyFromHost<T>(source, y);
            else if (to.TryGetSpan(y, out Span<T> target)) from.CopyToHost(x, target);
            else to.CopyFromHost<T>(from.ToArray<T>(x), y);
        }
    }

    private View Contiguous(View x, DType dtype)
    {
        if (x.Layout.IsContiguous && x.DType == dtype) return x;
        var y = new View(Allocate(dtype, x.Numel, zeroed: false), Layout.Contiguous(x.Shape));
        Copy(x, y);
        return y;
    }
}
