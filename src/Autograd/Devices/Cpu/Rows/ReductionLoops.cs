using System.Numerics;
using Autograd.Memory;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Reductions over any dimensions. If the reduced elements are contiguous, each output is the reduction of runs; if the kept ones are,
/// whole rows are accumulated at once. Either way the inner loop is contiguous and vectorised.
/// </summary>
/// <remarks>The order of every sum depends on the shape alone, never on the number of threads.</remarks>
internal static class ReductionLoops
{
    /// <summary>Elements below which a second thread costs more than it saves.</summary>
    private const int Grain = 1 << 16;

    /// <summary>
    /// Rows, or runs, accumulated one after another; blocks of them are combined pairwise: keeps long float sums accurate.
    /// </summary>
    private const int RowBlock = 64;

    public static void Run<TKernel, T>(TKernel kernel, T[] x, Layout layout, ReadOnlySpan<bool> reduced, Block<T> y, int outputs)
        where TKernel : struct, IReduceKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (outputs == 0) return;
        if (outputs == 1 && layout.IsContiguous)
        {
            y.Span(0, 1)[0] = Flat(kernel, new Block<T>(x, layout.Offset), layout.Shape.Numel);
            return;
        }

        var axes = new Axes(layout, reduced);
        int perOutput = layout.Shape.Numel / outputs;
        if (axes.InnerReduced == 1) // the innermost stride-1 run is reduced, or every run has one element
        {
            var body = new RunsBody<TKernel, T>(kernel, x, axes, y, outputs, Math.Max(1, Grain / perOutput));
            ParallelFor.Run(body.Chunks, body);
            return;
        }

        if (axes.InnerKept == 1)
        {
            var body = new RowsBody<TKernel, T>(kernel, x, axes, y);
            bool whole = outputs * (long)perOutput < Grain;
            ParallelFor.Run(whole ? 1 : body.Chunks, body with { Whole = whole });
            return;
        }

        // No innermost dimension is contiguous: copy the elements together once, then reduce.
        T[] copy = GC.AllocateUninitializedArray<T>(layout.Shape.Numel);
        if (Transposition.Fits(layout)) Transposition.Run(x, layout, copy, 0);
        else new StridedWalk(layout).Read(x, 0, copy);
        Run(kernel, copy, Layout.Contiguous(layout.Shape), reduced, y, outputs);
    }

    /// <summary>Reduces one contiguous run, in fixed blocks combined in order.</summary>
    private static T Flat<TKernel, T>(TKernel kernel, Block<T> x, int count)
        where TKernel : struct, IReduceKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (count <= Grain) return kernel.Row<T>(x.Span(0, count));
        T[] partial = new T[(count - 1) / Grain + 1];
        ParallelFor.Run(partial.Length, new BlocksBody<TKernel, T>(kernel, x, count, partial));
        return kernel.Row<T>(partial);
    }

    /// <summary>The dimensions, divided into kept and reduced ones, with adjacent ones merged where their strides allow.</summary>
    private sealed class Axes
    {
        public Axes(Layout layout, ReadOnlySpan<bool> reduced)
        {
            Offset = layout.Offset;
            List<int> keptSizes = [], keptStrides = [], redSizes = [], redStrides = [];
            int last = -1; // the list that the previous dimension went to
            ReadOnlySpan<int> dims = layout.Shape, strides = layout.Strides;
            for (int i = 0; i < dims.Length; i++)
            {
                if (dims[i] == 1) continue;
                int to = reduced[i] ? 1 : 0;
                (List<int> sizes, List<int> steps) = to == 1 ? (redSizes, redStrides) : (keptSizes, keptStrides);
                if (last == to && steps[^1] == (long)dims[i] * strides[i])
                {
                    sizes[^1] *= dims[i];
                    steps[^1] = strides[i];
                }
                else
                {
                    sizes.Add(dims[i]);
                    steps.Add(strides[i]);
                }

                last = to;
            }

            if (redSizes.Count == 0)
            {
                redSizes.Add(1);
                redStrides.Add(1);
            }

            (KeptSizes, KeptStrides) = (keptSizes.ToArray(), keptStrides.ToArray());
            (ReducedSizes, ReducedStrides) = (redSizes.ToArray(), redStrides.ToArray());
        }

        public int Offset { get; }

        public int[] KeptSizes { get; }

        public int[] KeptStrides { get; }

        public int[] ReducedSizes { get; }

        public int[] ReducedStrides { get; }

        public int InnerReduced => ReducedStrides[^1];

        public int InnerKept => KeptStrides.Length == 0 ? 0 : KeptStrides[^1];
    }

    private readonly struct BlocksBody<TKernel, T>(TKernel kernel, Block<T> x, int count, T[] partial) : IChunkBody
        where TKernel : struct, IReduceKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public void Run(int chunk)
        {
            int start = chunk * Grain;
            partial[chunk] = kernel.Row<T>(x.Span(start, Math.Min(Grain, count - start)));
        }
    }

    /// <summary>Each output is the reduction of one or more contiguous runs.</summary>
    private readonly struct RunsBody<TKernel, T>(TKernel kernel, T[] x, Axes axes, Block<T> y, int outputs, int perChunk) : IChunkBody
        where TKernel : struct, IReduceKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public int Chunks => (outputs - 1) / perChunk + 1;

        public void Run(int chunk)
        {
            int start = chunk * perChunk, end = Math.Min(outputs, start + perChunk);
            Span<int> keptScratch = stackalloc int[axes.KeptSizes.Length];
            Span<int> redScratch = stackalloc int[axes.ReducedSizes.Length];
            var kept = new Odometer(axes.KeptSizes, axes.KeptStrides, axes.Offset, keptScratch);
            kept.Seek(start);
            int run = axes.ReducedSizes[^1];
            ReadOnlySpan<int> outerSizes = axes.ReducedSizes.AsSpan()[..^1], outerStrides = axes.ReducedStrides.AsSpan()[..^1];
            int runs = 1;
            foreach (int size in outerSizes) runs *= size;
            Span<T> totals = y.Span(start, end - start);
            if (runs <= RowBlock)
            {
                for (int i = 0; i < totals.Length; i++, kept.Next())
                {
                    var rows = new Odometer(outerSizes, outerStrides, kept.Offset, redScratch);
                    totals[i] = Block(ref rows, run, runs);
                }

                return;
            }

            var adding = new Adding<TKernel, T>(kernel);
            Span<T> levels = stackalloc T[PairwiseSums<T>.Levels((runs - 1) / RowBlock + 1)];
            for (int i = 0; i < totals.Length; i++, kept.Next())
            {
                var rows = new Odometer(outerSizes, outerStrides, kept.Offset, redScratch);
                var sums = new PairwiseSums<T>(levels, 1);
                for (int done = 0; done < runs; done += RowBlock)
                {
                    sums.Next[0] = Block(ref rows, run, Math.Min(RowBlock, runs - done));
                    sums.Push(adding);
                }

                sums.Total(totals.Slice(i, 1), adding);
            }
        }

        /// <summary>Reduces this many runs, in order.</summary>
        private T Block(ref Odometer rows, int run, int count)
        {
            T block = kernel.Row<T>(x.AsSpan(rows.Offset, run));
            for (int r = 1; r < count; r++)
            {
                rows.Next();
                block = kernel.Combine(block, kernel.Row<T>(x.AsSpan(rows.Offset, run)));
            }

            rows.Next();
            return block;
        }
    }

    /// <summary>The kept elements are contiguous: rows of them are accumulated, element by element.</summary>
    private readonly record struct RowsBody<TKernel, T>(TKernel Kernel, T[] X, Axes Axes, Block<T> Y) : IChunkBody
        where TKernel : struct, IReduceKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        /// <summary>Outputs a thread takes at a time.</summary>
        private const int Width = 512;

        /// <summary>All of it as one chunk.</summary>
        public bool Whole { get; init; }

        public int Chunks => Outer * PerRow;

        private int PerRow => (Axes.KeptSizes[^1] - 1) / Width + 1;

        private int Outer
        {
            get
            {
                int outer = 1;
                foreach (int size in Axes.KeptSizes.AsSpan()[..^1]) outer *= size;
                return outer;
            }
        }

        public void Run(int chunk)
        {
            if (!Whole)
            {
                One(chunk);
                return;
            }

            for (int i = 0, all = Chunks; i < all; i++) One(i);
        }

        private void One(int chunk)
        {
            (int outer, int part) = Math.DivRem(chunk, PerRow);
            int row = Axes.KeptSizes[^1], from = part * Width, width = Math.Min(Width, row - from);
            Span<int> keptScratch = stackalloc int[Axes.KeptSizes.Length];
            Span<int> redScratch = stackalloc int[Axes.ReducedSizes.Length];
            var kept = new Odometer(Axes.KeptSizes.AsSpan()[..^1], Axes.KeptStrides.AsSpan()[..^1], Axes.Offset, keptScratch);
            kept.Seek(outer);
            var rows = new Odometer(Axes.ReducedSizes, Axes.ReducedStrides, kept.Offset + from, redScratch);
            int count = 1;
            foreach (int size in Axes.ReducedSizes) count *= size;
            Span<T> total = Y.Span(outer * row + from, width);
            if (count <= RowBlock)
            {
                Block(total, ref rows, count);
                return;
            }

            var adding = new Adding<TKernel, T>(Kernel);
            Span<T> levels = stackalloc T[PairwiseSums<T>.Levels((count - 1) / RowBlock + 1) * width];
            var sums = new PairwiseSums<T>(levels, width);
            for (int done = 0; done < count; done += RowBlock)
            {
                Block(sums.Next, ref rows, Math.Min(RowBlock, count - done));
                sums.Push(adding);
            }

            sums.Total(total, adding);
        }

        private void Block(Span<T> into, ref Odometer rows, int count)
        {
            X.AsSpan(rows.Offset, into.Length).CopyTo(into);
            rows.Next();
            for (int r = 1; r < count; r++, rows.Next()) Kernel.Accumulate<T>(into, X.AsSpan(rows.Offset, into.Length));
        }
    }

    private readonly struct Adding<TKernel, T>(TKernel kernel) : IAddRows<T>
        where TKernel : struct, IReduceKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public void Add(Span<T> sum, ReadOnlySpan<T> other)
        {
            if (sum.Length == 1) sum[0] = kernel.Combine(sum[0], other[0]);
            else kernel.Accumulate(sum, other);
        }
    }
}
