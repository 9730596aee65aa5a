using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Serialization;

/// <summary>Arrays as bytes in a given order, read and written in blocks: more than 2 GiB of them too, which no byte span holds.</summary>
internal static class RawElements
{
    private const int Block = 1 << 16; // elements

    /// <summary>Fills the span, or as much of it as there is; returns how many bytes there were.</summary>
    public static long Read<T>(Stream stream, Span<T> destination, bool bigEndian)
        where T : unmanaged
    {
        long read = 0;
        while (!destination.IsEmpty)
        {
            Span<T> part = destination[..Math.Min(destination.Length, Block)];
            Span<byte> bytes = MemoryMarshal.AsBytes(part);
            int found = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            read += found;
            if (found < bytes.Length) break;
            Swap(part, bigEndian);
            destination = destination[part.Length..];
        }

        return read;
    }

    /// <summary>Writes the elements of a tensor of this element type, in row-major order.</summary>
    public static void Write<T>(Stream stream, Tensor tensor, bool bigEndian)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = tensor.IsContiguous ? tensor.Read<T>() : tensor.ToArray<T>();
        bool asTheyAre = bigEndian != BitConverter.IsLittleEndian || Unsafe.SizeOf<T>() == 1;
        T[] swapped = asTheyAre ? [] : new T[Math.Min(values.Length, Block)];
        while (!values.IsEmpty)
        {
            ReadOnlySpan<T> part = values[..Math.Min(values.Length, Block)];
            values = values[part.Length..];
            if (!asTheyAre)
            {
                part.CopyTo(swapped);
                Swap(swapped.AsSpan(), bigEndian);
                part = swapped.AsSpan(0, part.Length);
            }

            stream.Write(MemoryMarshal.AsBytes(part));
        }
    }

    private static void Swap<T>(Span<T> values, bool bigEndian)
        where T : unmanaged
    {
        if (bigEndian != BitConverter.IsLittleEndian) return;
        switch (Unsafe.SizeOf<T>())
        {
            case 2:
                Span<short> shorts = MemoryMarshal.Cast<T, short>(values);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                Span<int> ints = MemoryMarshal.Cast<T, int>(values);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                Span<long> longs = MemoryMarshal.Cast<T, long>(values);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
