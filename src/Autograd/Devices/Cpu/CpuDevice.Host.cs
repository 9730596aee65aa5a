using Autograd.Memory;

namespace Autograd.Devices.Cpu;

/// <summary>The program's memory is this device's own: what others copy is read and written where it is.</summary>
internal sealed partial class CpuDevice
{
    protected internal override void CopyToHost<T>(View x, Span<T> destination) => x.Span<T>().CopyTo(destination);

    protected internal override void CopyFromHost<T>(ReadOnlySpan<T> source, View y) => source.CopyTo(y.Span<T>());

    // Every storage is made in the scope there is, the scratch of a kernel too.
    internal override Storage AllocateInScope(DType dtype, int length, bool zeroed) => Allocate(dtype, length, zeroed);

    internal override Storage FromArray<T>(T[] values) => new Storage<T>(values) { IsShared = true };

    // Whatever the layout and the dtype, in one pass.
    internal override T[] ToArray<T>(View x)
    {
        var copy = new Storage<T>(GC.AllocateUninitializedArray<T>(x.Numel));
        if (x.Numel > 0) Copy(x, new View(copy, Layout.Contiguous(x.Shape)));
        return copy.Data;
    }

    internal override T Item<T>(View x) => x.Storage is Storage<T> own ? own.Data[x.Layout.Offset] : ToArray<T>(x)[0];

    internal override bool TryGetSpan<T>(View x, out Span<T> span)
    {
        span = x.Span<T>();
        return true;
    }
}
