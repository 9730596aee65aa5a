using System.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>Loops over whole rows, and over the parameters that an optimizer updates, each split into fixed chunks.</summary>
internal static class RowLoops
{
    /// <summary>Elements a thread takes at a time.</summary>
    private const int Grain = 1 << 14;

    public static void Run<TKernel, T>(TKernel kernel, View x, View y)
        where TKernel : struct, IRowKernel
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int length = x.Shape.Rank == 0 ? 1 : x.Shape[^1], rows = y.Numel == 0 ? 0 : y.Numel / length;
        if (rows == 0) return;
        var body = new RowBody<TKernel, T>(kernel, x, y, length, rows, Math.Max(1, Grain / length));
        ParallelFor.Run(body.Chunks, body);
    }

    public static void Run<TKernel, T>(TKernel kernel, View a, View b, View y)
        where TKernel : struct, IRowPairKernel
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int length = a.Shape.Rank == 0 ? 1 : a.Shape[^1], rows = y.Numel == 0 ? 0 : y.Numel / length;
        if (rows == 0) return;
        var body = new PairBody<TKernel, T>(kernel, a, b, y, length, rows, Math.Max(1, Grain / length));
        ParallelFor.Run(body.Chunks, body);
    }

    /// <summary>Running totals, accumulated in a type that may be wider than the elements'.</summary>
    public static void Scan<TKernel, T, TTotal>(TKernel kernel, View x, View y)
        where TKernel : struct, IScanKernel
        where T : unmanaged, INumber<T>
        where TTotal : unmanaged, INumber<TTotal>
    {
        int length = x.Shape.Rank == 0 ? 1 : x.Shape[^1], rows = y.Numel == 0 ? 0 : y.Numel / length;
        if (rows == 0) return;
        var body = new ScanBody<TKernel, T, TTotal>(kernel, x, y, length, rows, Math.Max(1, Grain / length));
        ParallelFor.Run(body.Chunks, body);
    }

    public static void Indexed<TKernel, T>(TKernel kernel, View x, View values, View indices)
        where TKernel : struct, IIndexedRowKernel
        where T : unmanaged, INumber<T>
    {
        if (values.Numel == 0) return;
        int length = x.Shape[^1], count = values.Shape[^1], rows = values.Numel / count;
        var body = new IndexedBody<TKernel, T>(kernel, x, length, values, indices, count, rows, Math.Max(1, Grain / length));
        ParallelFor.Run(body.Chunks, body);
    }

    public static void Update<TKernel, T>(TKernel kernel, View parameter, View gradient, View? state0, View? state1, View? state2)
        where TKernel : struct, IUpdateKernel
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (parameter.Numel == 0) return;
        var body = new UpdateBody<TKernel, T>(kernel, parameter, gradient, state0, state1, state2);
        ParallelFor.Run((parameter.Numel - 1) / Grain + 1, body);
    }

    private readonly struct RowBody<TKernel, T>(TKernel kernel, View x, View y, int length, int rows, int perChunk) : IChunkBody
        where TKernel : struct, IRowKernel
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        public int Chunks => (rows - 1) / perChunk + 1;

        public void Run(int chunk)
        {
            ReadOnlySpan<T> from = x.Span<T>();
            Span<T> to = y.Span<T>();
            for (int r = chunk * perChunk, end = Math.Min(rows, r + perChunk); r < end; r++)
                kernel.Invoke(from.Slice(r * length, length), to.Slice(r * length, length));
        }
    }

    private readonly struct PairBody<TKernel, T>(TKernel kernel, View a, View b, View y, int length, int rows, int perChunk) : IChunkBody
        where TKernel : struct, IRowPairKernel
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        public int Chunks => (rows - 1) / perChunk + 1;

        public void Run(int chunk)
        {
            ReadOnlySpan<T> left = a.Span<T>(), right = b.Span<T>();
            Span<T> to = y.Span<T>();
            for (int r = chunk * perChunk, end = Math.Min(rows, r + perChunk); r < end; r++)
                kernel.Invoke(left.Slice(r * length, length), right.Slice(r * length, length), to.Slice(r * length, length));
        }
    }

    private readonly struct ScanBody<TKernel, T, TTotal>(TKernel kernel, View x, View y, int length, int rows, int perChunk) : IChunkBody
        where TKernel : struct, IScanKernel
        where T : unmanaged, INumber<T>
        where TTotal : unmanaged, INumber<TTotal>
    {
        public int Chunks => (rows - 1) / perChunk + 1;

        public void Run(int chunk)
        {
            for (int r = chunk * perChunk, end = Math.Min(rows, r + perChunk); r < end; r++)
            {
                ReadOnlySpan<T> from = x.Span<T>().Slice(r * length, length);
                Span<T> to = y.Span<T>().Slice(r * length, length);
                int step = kernel.Reverse ? -1 : 1, first = kernel.Reverse ? length - 1 : 0;
                TTotal total = TTotal.CreateTruncating(from[first]);
                to[first] = from[first];
                for (int i = first + step; (uint)i < (uint)length; i += step)
                {
                    total = kernel.Next(total, TTotal.CreateTruncating(from[i]));
                    to[i] = T.CreateTruncating(total);
                }
            }
        }
    }

    private readonly struct IndexedBody<TKernel, T>(
        TKernel kernel, View x, int length, View values, View indices, int count, int rows, int perChunk)
        : IChunkBody
        where TKernel : struct, IIndexedRowKernel
        where T : unmanaged, INumber<T>
    {
        public int Chunks => (rows - 1) / perChunk + 1;

        public void Run(int chunk)
        {
            ReadOnlySpan<T> from = x.Span<T>();
            Span<T> to = values.Span<T>();
            Span<long> positions = indices.Span<long>();
            for (int r = chunk * perChunk, end = Math.Min(rows, r + perChunk); r < end; r++)
                kernel.Invoke(from.Slice(r * length, length), to.Slice(r * count, count), positions.Slice(r * count, count));
        }
    }

    private readonly struct UpdateBody<TKernel, T>(TKernel kernel, View parameter, View gradient, View? state0, View? state1, View? state2)
        : IChunkBody
        where TKernel : struct, IUpdateKernel
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            int start = chunk * Grain, count = Math.Min(Grain, parameter.Numel - start);
            kernel.Invoke(
                parameter.Span<T>().Slice(start, count),
                gradient.Span<T>().Slice(start, count),
                Slice(state0, start, count),
                Slice(state1, start, count),
                Slice(state2, start, count));
        }

        private static Span<T> Slice(View? state, int start, int count) => state is { } view ? view.Span<T>().Slice(start, count) : default;
    }
}
