using System.Runtime.InteropServices;
using Autograd.Devices;
using Autograd.Memory;

namespace Autograd.ReferenceDevice;

/// <summary>
/// A device that is plain, slow and obviously right: its own storage, one element at a time, every member as the seam's documentation says
/// it. It stands in for a device that shares no memory with the program, and shows what one must implement.
/// </summary>
public sealed partial class PlainDevice : Device
{
    /// <inheritdoc/>
    public override string Name => "plain";

    /// <inheritdoc/>
    protected override Storage Allocate(DType dtype, int length, bool zeroed)
    {
        return dtype switch
        {
            DType.Float32 => Make<float>(1e30f),
            DType.Float64 => Make<double>(1e300),
            DType.Int64 => Make<long>(long.MinValue),
            DType.Int32 => Make<int>(int.MinValue),
            _ => Make<byte>(byte.MaxValue),
        };

        // What is not asked to be zeroed holds rubbish, so that reading before writing shows.
        ReferenceStorage Make<T>(T rubbish)
            where T : unmanaged
        {
            T[] elements = new T[length];
            if (!zeroed) Array.Fill(elements, rubbish);
            return new ReferenceStorage(this, dtype, elements);
        }
    }

    /// <inheritdoc/>
    protected override void CopyToHost<T>(View x, Span<T> destination) =>
        Bytes(x).CopyTo(MemoryMarshal.AsBytes(destination));

    /// <inheritdoc/>
    protected override void CopyFromHost<T>(ReadOnlySpan<T> source, View y) =>
        MemoryMarshal.AsBytes(source).CopyTo(Bytes(y));

    /// <summary>The memory of a contiguous view.</summary>
    private static Span<byte> Bytes(View view)
    {
        int size = view.DType.ItemSize();
        Array elements = ((ReferenceStorage)view.Storage).Elements;
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(elements), elements.Length * size)
            .Slice(view.Layout.Offset * size, view.Numel * size);
    }
}
