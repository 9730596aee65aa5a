using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Memory;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Writes out a view whose last dimension is not the contiguous one in memory: in squares of 8 by 8, each read along the source's lines
/// and written along the result's, so that both sides use whole cache lines.
/// </summary>
internal static class Transposition
{
    /// <summary>The side of a square; dimensions shorter than that are not worth it.</summary>
    private const int Side = 8;

    /// <summary>Elements a thread takes at a time.</summary>
    private const int Grain = 1 << 15;

    /// <summary>Whether a view fits: its last dimension is strided, another is contiguous, and both are long enough.</summary>
    public static bool Fits(Layout layout)
    {
        if (layout.IsContiguous) return false;
        ReadOnlySpan<int> dims = layout.Shape, strides = layout.Strides;
        int last = Last(dims), side = Contiguous(dims, strides);
        return last >= 0 && side >= 0 && side != last && strides[last] > 1
            && dims[last] >= Side && dims[side] >= Side && layout.Shape.Numel > 0;
    }

    /// <summary>Writes the elements of a fitting view in row-major order.</summary>
    public static void Run<T>(T[] data, Layout layout, T[] target, int offset)
        where T : unmanaged
    {
        var body = new Body<T>(data, layout, target, offset);
        ParallelFor.Run(body.Chunks, body);
    }

    /// <summary>The elements of a fitting view in row-major order, in a new array.</summary>
    public static T[] Written<T>(T[] data, Layout layout)
        where T : unmanaged
    {
        T[] copy = GC.AllocateUninitializedArray<T>(layout.Shape.Numel);
        Run(data, layout, copy, 0);
        return copy;
    }

    private static int Last(ReadOnlySpan<int> dims)
    {
        int last = dims.Length - 1;
        while (last >= 0 && dims[last] == 1) last--;
        return last;
    }

    /// <summary>The longest dimension of stride 1, or −1.</summary>
    private static int Contiguous(ReadOnlySpan<int> dims, ReadOnlySpan<int> strides)
    {
        int found = -1;
        for (int i = 0; i < dims.Length; i++)
        {
            if (strides[i] == 1 && dims[i] > 1 && (found < 0 || dims[i] > dims[found])) found = i;
        }

        return found;
    }

    private readonly struct Body<T> : IChunkBody
        where T : unmanaged
    {
        private readonly T[] _data;
        private readonly T[] _target;
        private readonly int _from;
        private readonly int _to;
        private readonly int[] _sizes; // of the dimensions other than the two that make the squares
        private readonly int[] _reads;
        private readonly int[] _writes;
        private readonly int _rows; // along memory
        private readonly int _columns; // along the result
        private readonly int _readStep;
        private readonly int _writeStep;
        private readonly int _perChunk;

        public Body(T[] data, Layout layout, T[] target, int offset)
        {
            (_data, _target, _from, _to) = (data, target, layout.Offset, offset);
            ReadOnlySpan<int> dims = layout.Shape, strides = layout.Strides;
            int last = Last(dims), side = Contiguous(dims, strides);
            List<int> sizes = [], reads = [], writes = [];
            for (int i = dims.Length - 1, step = 1; i >= 0; i--)
            {
                if (i == side) _writeStep = step;
                if (i != side && i != last && dims[i] > 1)
                {
                    sizes.Insert(0, dims[i]);
                    reads.Insert(0, strides[i]);
                    writes.Insert(0, step);
                }

                step *= dims[i];
            }

            (_sizes, _reads, _writes) = ([.. sizes], [.. reads], [.. writes]);
            (_rows, _columns, _readStep) = (dims[side], dims[last], strides[last]);
            Strips = (_rows - 1) / Side + 1;
            _perChunk = Math.Max(1, Grain / (Side * _columns));
            Chunks = (layout.Shape.Numel / (_rows * _columns) * Strips - 1) / _perChunk + 1;
        }

        public int Chunks { get; }

        /// <summary>Rows of squares in one plane.</summary>
        private int Strips { get; }

        public void Run(int chunk)
        {
            Span<int> readPlace = stackalloc int[_sizes.Length], writePlace = stackalloc int[_sizes.Length];
            var reads = new Odometer(_sizes, _reads, _from, readPlace);
            var writes = new Odometer(_sizes, _writes, _to, writePlace);
            int planes = 1;
            foreach (int size in _sizes) planes *= size;
            (int plane, int strip) = Math.DivRem(chunk * _perChunk, Strips);
            reads.Seek(plane);
            writes.Seek(plane);
            for (int i = 0; i < _perChunk && plane < planes; i++)
            {
                Strip(reads.Offset, writes.Offset, strip * Side);
                if (++strip < Strips) continue;
                (strip, plane) = (0, plane + 1);
                if (plane == planes) break;
                reads.Next();
                writes.Next();
            }
        }

        private void Strip(int from, int to, int row)
        {
            int rows = Math.Min(Side, _rows - row), column = 0;
            // The farthest element is checked here, so that the squares need no checks.
            ref T source = ref _data.AsSpan(from + row, (_columns - 1) * _readStep + rows)[0];
            ref T target = ref _target.AsSpan(to + row * _writeStep, (rows - 1) * _writeStep + _columns)[0];
            if (Unsafe.SizeOf<T>() == 4 && Avx.IsSupported && rows == Side)
            {
                for (; column <= _columns - Side; column += Side)
                {
                    Square(
                        ref Unsafe.As<T, float>(ref Unsafe.Add(ref source, column * _readStep)),
                        _readStep,
                        ref Unsafe.As<T, float>(ref Unsafe.Add(ref target, column)),
                        _writeStep);
                }
            }

            for (; column < _columns; column += Side)
            {
                int width = Math.Min(Side, _columns - column);
                for (int r = 0; r < rows; r++)
                {
                    ref T read = ref Unsafe.Add(ref source, column * _readStep + r);
                    ref T write = ref Unsafe.Add(ref target, r * _writeStep + column);
                    for (int c = 0; c < width; c++) Unsafe.Add(ref write, c) = Unsafe.Add(ref read, c * _readStep);
                }
            }
        }

        /// <summary>A square of 32-bit numbers in registers.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Square(ref float source, int readStep, ref float target, int writeStep)
        {
            // Lines 0 and 4, 1 and 5, … share a register, one per half, so that all shuffles stay within 128-bit halves.
            Vector256<float> a = Pair(ref source, readStep, 0, 0), b = Pair(ref source, readStep, 1, 0);
            Vector256<float> c = Pair(ref source, readStep, 2, 0), d = Pair(ref source, readStep, 3, 0);
            Quad(a, b, c, d, ref target, writeStep);
            (a, b) = (Pair(ref source, readStep, 0, 4), Pair(ref source, readStep, 1, 4));
            (c, d) = (Pair(ref source, readStep, 2, 4), Pair(ref source, readStep, 3, 4));
            Quad(a, b, c, d, ref Unsafe.Add(ref target, 4 * writeStep), writeStep);

            static Vector256<float> Pair(ref float source, int step, int line, int at) => Vector256.Create(
                Vector128.LoadUnsafe(ref source, (nuint)(line * step + at)),
                Vector128.LoadUnsafe(ref source, (nuint)((line + 4) * step + at)));

            static void Quad(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, ref float target, int step)
            {
                Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), cd = Avx.UnpackLow(c, d).AsDouble();
                Vector256<double> abHigh = Avx.UnpackHigh(a, b).AsDouble(), cdHigh = Avx.UnpackHigh(c, d).AsDouble();
                Avx.UnpackLow(ab, cd).AsSingle().StoreUnsafe(ref target);
                Avx.UnpackHigh(ab, cd).AsSingle().StoreUnsafe(ref target, (nuint)step);
                Avx.UnpackLow(abHigh, cdHigh).AsSingle().StoreUnsafe(ref target, (nuint)(2 * step));
                Avx.UnpackHigh(abHigh, cdHigh).AsSingle().StoreUnsafe(ref target, (nuint)(3 * step));
            }
        }
    }
}
