using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Autograd.Memory;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Copies between two views of one shape in separate memory, whatever their layouts. Dimensions that can be merged in both views are
/// merged, and the last one moves in runs: contiguous, reversed, one element repeated, or strided.
/// </summary>
internal static class StridedCopy
{
    /// <summary>Elements a thread takes at a time.</summary>
    private const int Grain = 1 << 15;

    /// <summary>Shorter runs are not worth a call each.</summary>
    private const int ShortRun = 8;

    /// <summary>Elements reversed at a time: they stay in the first-level cache between the two passes.</summary>
    private const int ReversedAtOnce = 1024;

    public static void Run<T>(T[] from, Layout x, T[] to, Layout y)
        where T : unmanaged
    {
        if (y.Shape.Numel == 0) return;
        var body = new Body<T>(from, x, to, y);
        if (y.Shape.Numel <= Grain) body.Run(0);
        else ParallelFor.Run(body.Chunks, body);
    }

    private readonly struct Body<T>(T[] from, Layout x, T[] to, Layout y) : IChunkBody
        where T : unmanaged
    {
        public int Chunks
        {
            get
            {
                var dims = new Dims(x, y, stackalloc int[Dims.Room(x.Shape.Rank)]);
                return ((dims.Runs - 1) / dims.RunsPerChunk + 1) * dims.Pieces;
            }
        }

        public void Run(int chunk)
        {
            var dims = new Dims(x, y, stackalloc int[Dims.Room(x.Shape.Rank)]);
            ReadOnlySpan<int> sizes = dims.Sizes, reads = dims.Reads, writes = dims.Writes;
            RequireInside(sizes, reads, x.Offset, from.Length);
            RequireInside(sizes, writes, y.Offset, to.Length);
            (int block, int piece) = Math.DivRem(chunk, dims.Pieces);
            int start = piece * Grain, length = dims.Pieces == 1 ? sizes[^1] : Math.Min(Grain, sizes[^1] - start);
            int run = block * dims.RunsPerChunk, end = Math.Min(dims.Runs, run + dims.RunsPerChunk), perPlane = sizes[^2];
            var read = new Odometer(sizes[..^2], reads[..^2], x.Offset + start * reads[^1], stackalloc int[sizes.Length - 2]);
            var write = new Odometer(sizes[..^2], writes[..^2], y.Offset + start * writes[^1], stackalloc int[sizes.Length - 2]);
            (int plane, int row) = Math.DivRem(run, perPlane);
            if (plane > 0)
            {
                read.Seek(plane);
                write.Seek(plane);
            }

            while (true)
            {
                int rows = Math.Min(perPlane - row, end - run);
                Plane(
                    rows, length,
                    ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(from), read.Offset + row * reads[^2]), reads[^2], reads[^1],
                    ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(to), write.Offset + row * writes[^2]), writes[^2], writes[^1]);
                run += rows;
                if (run == end) return;
                row = 0;
                read.Next();
                write.Next();
            }
        }

        private static void Plane(int rows, int length, ref T source, int readRow, int readStep, ref T target, int writeRow, int writeStep)
        {
            bool contiguous = writeStep == 1 && length >= ShortRun;
            bool shortCopy = contiguous && readStep == 1 && length * Unsafe.SizeOf<T>() is >= 32 and <= 64;
            for (int r = 0; r < rows; r++)
            {
                ref T first = ref Unsafe.Add(ref source, (nint)r * readRow);
                ref T place = ref Unsafe.Add(ref target, (nint)r * writeRow);
                if (shortCopy) CopyShort(length * Unsafe.SizeOf<T>(), ref Unsafe.As<T, byte>(ref first), ref Unsafe.As<T, byte>(ref place));
                else if (contiguous && readStep == 1)
                    MemoryMarshal.CreateReadOnlySpan(ref first, length).CopyTo(MemoryMarshal.CreateSpan(ref place, length));
                else if (contiguous && readStep == 0) MemoryMarshal.CreateSpan(ref place, length).Fill(first);
                else if (contiguous && readStep == -1) CopyReversed(ref first, MemoryMarshal.CreateSpan(ref place, length));
                else Strided(length, ref first, readStep, ref place, writeStep);
            }
        }

        /// <summary>One or two vectors, which may overlap: at these lengths a call costs as much as the copy.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void CopyShort(int bytes, ref byte source, ref byte target)
        {
            Vector256<byte> first = Vector256.LoadUnsafe(ref source), last = Vector256.LoadUnsafe(ref source, (nuint)bytes - 32);
            first.StoreUnsafe(ref target);
            last.StoreUnsafe(ref target, (nuint)bytes - 32);
        }

        private static void CopyReversed(ref T last, Span<T> target)
        {
            for (int at = 0; at < target.Length; at += ReversedAtOnce)
            {
                Span<T> reversed = target[at..Math.Min(target.Length, at + ReversedAtOnce)];
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref last, 1 - at - reversed.Length), reversed.Length).CopyTo(reversed);
                reversed.Reverse();
            }
        }

        private static void Strided(int length, ref T source, nint readStep, ref T target, nint writeStep)
        {
            nint read = 0, write = 0;
            int i = 0;
            for (; i <= length - 4; i += 4, read += 4 * readStep, write += 4 * writeStep)
            {
                Unsafe.Add(ref target, write) = Unsafe.Add(ref source, read);
                Unsafe.Add(ref target, write + writeStep) = Unsafe.Add(ref source, read + readStep);
                Unsafe.Add(ref target, write + 2 * writeStep) = Unsafe.Add(ref source, read + 2 * readStep);
                Unsafe.Add(ref target, write + 3 * writeStep) = Unsafe.Add(ref source, read + 3 * readStep);
            }

            for (; i < length; i++, read += readStep, write += writeStep) Unsafe.Add(ref target, write) = Unsafe.Add(ref source, read);
        }

        // Checked once here, so that the runs need no checks.
        private static void RequireInside(ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, int offset, int length)
        {
            long low = offset, high = offset;
            for (int i = 0; i < sizes.Length; i++)
            {
                long reach = (sizes[i] - 1L) * strides[i];
                if (reach < 0) low += reach;
                else high += reach;
            }

            ArgumentOutOfRangeException.ThrowIfNegative(low);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(high, length);
        }
    }

    /// <summary>The merged dimensions of both views; at least two, of which the last one is the run.</summary>
    private readonly ref struct Dims
    {
        public Dims(Layout x, Layout y, Span<int> room)
        {
            ReadOnlySpan<int> dims = y.Shape;
            int places = room.Length / 3, count = 1;
            Span<int> sizes = room[..places], reads = room.Slice(places, places), writes = room[(2 * places)..];
            (sizes[0], reads[0], writes[0]) = (1, 0, 0);
            for (int i = 0; i < dims.Length; i++)
            {
                int size = dims[i], read = x.Strides[i], write = y.Strides[i];
                if (size == 1) continue;
                if (count > 1 && reads[count - 1] == (long)size * read && writes[count - 1] == (long)size * write)
                    (sizes[count - 1], reads[count - 1], writes[count - 1]) = (sizes[count - 1] * size, read, write);
                else
                    (sizes[count], reads[count], writes[count++]) = (size, read, write);
            }

            if (count == 1) (sizes[count], reads[count], writes[count++]) = (1, 1, 1);
            Sizes = sizes[..count];
            Reads = reads[..count];
            Writes = writes[..count];
            if (Sizes[^1] < ShortRun && Sizes[^2] > Sizes[^1])
            {
                // A few long strided runs instead of many short ones.
                (Sizes[^1], Sizes[^2]) = (Sizes[^2], Sizes[^1]);
                (Reads[^1], Reads[^2]) = (Reads[^2], Reads[^1]);
                (Writes[^1], Writes[^2]) = (Writes[^2], Writes[^1]);
            }

            Runs = y.Shape.Numel / Sizes[^1];
            RunsPerChunk = Math.Max(1, Grain / Sizes[^1]);
            Pieces = (Sizes[^1] - 1) / Grain + 1;
        }

        public Span<int> Sizes { get; }

        public Span<int> Reads { get; }

        public Span<int> Writes { get; }

        public int Runs { get; }

        public int RunsPerChunk { get; }

        /// <summary>The number of pieces that a run is split into if it exceeds what a thread takes at a time.</summary>
        public int Pieces { get; }

        /// <summary>The scratch size needed for the given rank.</summary>
        public static int Room(int rank) => 3 * (rank + 2);
    }
}
