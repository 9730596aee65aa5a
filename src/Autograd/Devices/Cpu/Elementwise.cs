using System.Runtime.CompilerServices;
using Autograd.Memory;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>One loop for each number of operands. Everything pointwise goes through here: kernels, comparisons, casts, copies.</summary>
internal static class Elementwise
{
    /// <summary>Elements of a strided operand that are brought together at a time: small enough to stay in the first-level cache.</summary>
    private const int Run = 1024;

    /// <summary>Elements a thread takes at a time; fixed, so that no result depends on the number of threads.</summary>
    private const int Grain = 1 << 15;

    /// <summary>A pass over one operand.</summary>
    internal interface IPass<TX, TY>
    {
        void Invoke(ReadOnlySpan<TX> x, Span<TY> y);
    }

    /// <summary>A pass over two operands.</summary>
    internal interface IPass<TA, TB, TY>
    {
        void Invoke(ReadOnlySpan<TA> a, ReadOnlySpan<TB> b, Span<TY> y);
    }

    public static void Map<TPass, TX, TY>(TPass pass, View x, View y)
        where TPass : struct, IPass<TX, TY>
        where TX : unmanaged
        where TY : unmanaged
    {
        int count = y.Numel;
        if (count == 0) return;
        if (count <= Grain && x.Layout.IsContiguous && y.Layout.IsContiguous)
        {
            // Small and straight, as most are: without the set-up of the general case.
            pass.Invoke(x.Span<TX>(), y.Span<TY>());
            return;
        }

        // Along memory: then an operand with the same order is read contiguously too.
        if (y.Layout.MemoryOrder() is { } order) (x, y) = (x.Permuted(order), y.Permuted(order));
        var body = new UnaryBody<TPass, TX, TY>(pass, Operand<TX>.ToRead(x), Operand<TY>.Of(y), count);
        ParallelFor.Run(Chunks(count), body);
    }

    public static void Map<TPass, TA, TB, TY>(TPass pass, View a, View b, View y)
        where TPass : struct, IPass<TA, TB, TY>
        where TA : unmanaged
        where TB : unmanaged
        where TY : unmanaged
    {
        int count = y.Numel;
        if (count == 0) return;
        if (count <= Grain && a.Layout.IsContiguous && b.Layout.IsContiguous && y.Layout.IsContiguous)
        {
            pass.Invoke(a.Span<TA>(), b.Span<TB>(), y.Span<TY>());
            return;
        }

        if (y.Layout.MemoryOrder() is { } order) (a, b, y) = (a.Permuted(order), b.Permuted(order), y.Permuted(order));
        var body = new BinaryBody<TPass, TA, TB, TY>(pass, Operand<TA>.ToRead(a), Operand<TB>.ToRead(b), Operand<TY>.Of(y), count);
        ParallelFor.Run(Chunks(count), body);
    }

    private static int Chunks(int count) => (count - 1) / Grain + 1;

    /// <summary>An array and the way through it: straight on where it is contiguous.</summary>
    private readonly struct Operand<T>
        where T : unmanaged
    {
        private readonly T[] _data;
        private readonly int _offset;
        private readonly StridedWalk _walk;

        private Operand(T[] data, Layout layout)
        {
            _data = data;
            _offset = layout.Offset;
            IsContiguous = layout.IsContiguous;
            if (!IsContiguous) _walk = new StridedWalk(layout);
        }

        public bool IsContiguous { get; }

        public static Operand<T> Of(View view) => new(view.Data<T>(), view.Layout);

        /// <summary>A transposed view is written out first: an element at a time, every one would be a line of the cache apart.</summary>
        public static Operand<T> ToRead(View view) =>
            Transposition.Fits(view.Layout)
                ? new(Transposition.Written(view.Data<T>(), view.Layout), Layout.Contiguous(view.Shape))
                : Of(view);

        public Span<T> Direct(int start, int count) => _data.AsSpan(_offset + start, count);

        public ReadOnlySpan<T> Read(int start, Span<T> buffer)
        {
            if (IsContiguous) return Direct(start, buffer.Length);
            _walk.Read(_data, start, buffer);
            return buffer;
        }

        public void Write(int start, ReadOnlySpan<T> values) => _walk.Write(_data, start, values);
    }

    private readonly struct UnaryBody<TPass, TX, TY>(TPass pass, Operand<TX> x, Operand<TY> y, int count) : IChunkBody
        where TPass : struct, IPass<TX, TY>
        where TX : unmanaged
        where TY : unmanaged
    {
        [SkipLocalsInit]
        public void Run(int chunk)
        {
            int start = chunk * Grain, end = Math.Min(count, start + Grain);
            if (x.IsContiguous && y.IsContiguous)
            {
                pass.Invoke(x.Direct(start, end - start), y.Direct(start, end - start));
                return;
            }

            Span<TX> xs = stackalloc TX[Elementwise.Run];
            Span<TY> ys = stackalloc TY[Elementwise.Run];
            for (int i = start; i < end; i += Elementwise.Run)
            {
                int n = Math.Min(Elementwise.Run, end - i);
                Span<TY> target = y.IsContiguous ? y.Direct(i, n) : ys[..n];
                pass.Invoke(x.Read(i, xs[..n]), target);
                if (!y.IsContiguous) y.Write(i, target);
            }
        }
    }

    private readonly struct BinaryBody<TPass, TA, TB, TY>(TPass pass, Operand<TA> a, Operand<TB> b, Operand<TY> y, int count) : IChunkBody
        where TPass : struct, IPass<TA, TB, TY>
        where TA : unmanaged
        where TB : unmanaged
        where TY : unmanaged
    {
        [SkipLocalsInit]
        public void Run(int chunk)
        {
            int start = chunk * Grain, end = Math.Min(count, start + Grain);
            if (a.IsContiguous && b.IsContiguous && y.IsContiguous)
            {
                int n = end - start;
                pass.Invoke(a.Direct(start, n), b.Direct(start, n), y.Direct(start, n));
                return;
            }

            Span<TA> aBuffer = stackalloc TA[Elementwise.Run];
            Span<TB> bBuffer = stackalloc TB[Elementwise.Run];
            Span<TY> yBuffer = stackalloc TY[Elementwise.Run];
            for (int i = start; i < end; i += Elementwise.Run)
            {
                int n = Math.Min(Elementwise.Run, end - i);
                Span<TY> target = y.IsContiguous ? y.Direct(i, n) : yBuffer[..n];
                pass.Invoke(a.Read(i, aBuffer[..n]), b.Read(i, bBuffer[..n]), target);
                if (!y.IsContiguous) y.Write(i, target);
            }
        }
    }
}
