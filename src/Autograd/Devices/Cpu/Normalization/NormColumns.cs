using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Normalisation of a matrix's columns, and its gradients: rows are read one after another, in memory order, and the sums of adjacent
/// columns are adjacent.
/// </summary>
/// <remarks>A chunk is a strip of columns, whose sums stay in the first-level cache.</remarks>
internal static class NormColumns
{
    /// <summary>Columns in a strip.</summary>
    private const int Width = 256;

    /// <summary>Rows summed in the element type before their sum is added in double.</summary>
    private const int Block = 256;

    public static void Forward<T>(in NormGeometry geometry, View x, View? weight, View? bias, double eps, View y, View mean, View deviation)
        where T : unmanaged, IFloatingPointIeee754<T>
        => ParallelFor.Run(
            Strips(geometry),
            (long)geometry.Outer * geometry.Groups * 4,
            new ForwardBody<T>(geometry, x, weight, bias, eps, y, mean, deviation));

    public static void Backward<T>(
        in NormGeometry geometry, View grad, View x, View? weight, View mean, View deviation, double eps, View? gradInput, View? gradWeight,
        View? gradBias)
        where T : unmanaged, IFloatingPointIeee754<T>
        => ParallelFor.Run(
            Strips(geometry),
            (long)geometry.Outer * geometry.Groups * 4,
            new BackwardBody<T>(geometry, grad, x, weight, mean, deviation, eps, gradInput, gradWeight, gradBias));

    private static int Strips(in NormGeometry geometry) => (geometry.Groups - 1) / Width + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ref T from, int at)
        where T : unmanaged
        => Vector.LoadUnsafe(ref from, (nuint)at);

    /// <summary>Adds the sums of a block of rows.</summary>
    private static void AddTo<T>(Span<double> totals, ReadOnlySpan<T> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < totals.Length; i++) totals[i] += double.CreateTruncating(sums[i]);
    }

    private readonly struct ForwardBody<T>(
        NormGeometry geometry, View x, View? weight, View? bias, double eps, View y, View mean, View deviation) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [SkipLocalsInit]
        public void Run(int chunk)
        {
            int first = chunk * Width, columns = Math.Min(Width, geometry.Groups - first);
            Span<double> totals = stackalloc double[columns];
            Span<T> sums = stackalloc T[columns], factors = stackalloc T[columns], shifts = stackalloc T[columns];
            Span<T> centres = mean.Span<T>().Slice(first, columns);
            Span<double> spreads = deviation.Span<double>().Slice(first, columns);
            if (geometry.Centred)
            {
                shifts.Clear();
                Sum<Plain>(first, shifts, sums, totals);
                for (int i = 0; i < columns; i++)
                {
                    centres[i] = double.IsFinite(totals[i])
                        ? T.CreateTruncating(totals[i] / geometry.Outer)
                        : NormWide.Mean(Column(first + i));
                }
            }

            Sum<Squared>(first, centres, sums, totals);
            for (int i = 0; i < columns; i++)
            {
                bool lost = NormWide.IsLost<T>(totals[i], geometry.Outer, eps);
                spreads[i] = lost ? NormWide.Deviation(Column(first + i), centres[i]) : Math.Sqrt(totals[i] / geometry.Outer);
            }

            for (int i = 0; i < columns; i++)
            {
                factors[i] = NormKernels.Scale<T>(spreads[i], eps) * (weight is { } w ? w.Span<T>()[first + i] : T.One);
                shifts[i] = bias is { } b ? b.Span<T>()[first + i] : T.Zero;
            }

            Write(first, centres, factors, shifts);
        }

        private NormWide.Group<T> Column(int column) => new(x.Span<T>(), column, 1, geometry.Groups, geometry.Outer);

        /// <summary>Σ x or Σ (x − centre)² of each column.</summary>
        private void Sum<TTerm>(int first, ReadOnlySpan<T> centres, Span<T> sums, Span<double> totals)
            where TTerm : struct, ITerm
        {
            totals.Clear();
            ReadOnlySpan<T> all = x.Span<T>();
            int columns = sums.Length, step = geometry.Groups;
            for (int block = 0; block < geometry.Outer; block += Block)
            {
                sums.Clear();
                int row = block, end = Math.Min(geometry.Outer, block + Block);
                for (; row <= end - 4; row += 4) Add<TTerm>(all.Slice(row * step + first, 3 * step + columns), step, 4, centres, sums);
                for (; row < end; row++) Add<TTerm>(all.Slice(row * step + first, columns), step, 1, centres, sums);
                AddTo<T>(totals, sums);
            }
        }

        /// <summary>Adds four rows, or one, to the sums: four at a time, so that the sums are loaded and stored less often.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add<TTerm>(ReadOnlySpan<T> rows, int step, int count, ReadOnlySpan<T> centres, Span<T> sums)
            where TTerm : struct, ITerm
        {
            ref T from = ref MemoryMarshal.GetReference(rows), to = ref MemoryMarshal.GetReference(sums);
            ref T centre = ref MemoryMarshal.GetReference(centres);
            int i = 0, width = Vector<T>.Count;
            for (; i <= sums.Length - width; i += width)
            {
                Vector<T> c = TTerm.IsSquared ? Load(ref centre, i) : Vector<T>.Zero, sum = Term<TTerm>(Load(ref from, i), c);
                if (count == 4)
                {
                    sum += Term<TTerm>(Load(ref from, i + step), c);
                    sum += Term<TTerm>(Load(ref from, i + 2 * step), c) + Term<TTerm>(Load(ref from, i + 3 * step), c);
                }

                (Load(ref to, i) + sum).StoreUnsafe(ref to, (nuint)i);
            }

            for (; i < sums.Length; i++)
            {
                for (int row = 0; row < count; row++)
                {
                    T value = rows[i + row * step], d = value - centres[i];
                    sums[i] += TTerm.IsSquared ? d * d : value;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<T> Term<TTerm>(Vector<T> x, Vector<T> centre)
            where TTerm : struct, ITerm
            => TTerm.IsSquared ? (x - centre) * (x - centre) : x;

        /// <summary>y = (x − centre) · factor + shift.</summary>
        private void Write(int first, ReadOnlySpan<T> centres, ReadOnlySpan<T> factors, ReadOnlySpan<T> shifts)
        {
            ref T centre = ref MemoryMarshal.GetReference(centres), factor = ref MemoryMarshal.GetReference(factors);
            ref T shift = ref MemoryMarshal.GetReference(shifts);
            int columns = centres.Length, width = Vector<T>.Count;
            for (int row = 0; row < geometry.Outer; row++)
            {
                ReadOnlySpan<T> from = x.Span<T>().Slice(row * geometry.Groups + first, columns);
                Span<T> to = y.Span<T>().Slice(row * geometry.Groups + first, columns);
                ref T source = ref MemoryMarshal.GetReference(from), target = ref MemoryMarshal.GetReference(to);
                int i = 0;
                for (; i <= columns - width; i += width)
                {
                    Vector<T> value = (Load(ref source, i) - Load(ref centre, i)) * Load(ref factor, i) + Load(ref shift, i);
                    value.StoreUnsafe(ref target, (nuint)i);
                }

                for (; i < columns; i++) to[i] = (from[i] - centres[i]) * factors[i] + shifts[i];
            }
        }

        /// <summary>The summand: x itself, or (x − centre)².</summary>
        private interface ITerm
        {
            static abstract bool IsSquared { get; }
        }

        private readonly struct Plain : ITerm
        {
            public static bool IsSquared => false;
        }

        private readonly struct Squared : ITerm
        {
            public static bool IsSquared => true;
        }
    }

    private readonly struct BackwardBody<T>(
        NormGeometry geometry, View grad, View x, View? weight, View mean, View deviation, double eps, View? gradInput, View? gradWeight,
        View? gradBias) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [SkipLocalsInit]
        public void Run(int chunk)
        {
            int first = chunk * Width, columns = Math.Min(Width, geometry.Groups - first);
            Span<double> totals = stackalloc double[columns], products = stackalloc double[columns];
            Span<T> a = stackalloc T[columns], b = stackalloc T[columns], c = stackalloc T[columns];
            ReadOnlySpan<T> centres = mean.Span<T>().Slice(first, columns);
            ReadOnlySpan<double> spreads = deviation.Span<double>().Slice(first, columns);
            Sum(first, centres, a, b, totals, products);
            for (int i = 0; i < columns; i++)
            {
                T scale = NormKernels.Scale<T>(spreads[i], eps);
                if (gradWeight is { } gw) gw.Span<T>()[first + i] = T.CreateTruncating(products[i]) * scale;
                if (gradBias is { } gb) gb.Span<T>()[first + i] = T.CreateTruncating(totals[i]);
                double s = double.CreateTruncating(scale);
                double w = weight is { } weights ? double.CreateTruncating(weights.Span<T>()[first + i]) : 1;
                a[i] = T.CreateTruncating(s * w);
                b[i] = T.CreateTruncating(-s * s * s * w * products[i] / geometry.Outer);
                c[i] = geometry.Centred ? T.CreateTruncating(-s * w * totals[i] / geometry.Outer) : T.Zero;
            }

            if (gradInput is not { } target) return;
            Write(first, centres, a, b, c, target);
            for (int i = 0; i < columns; i++)
            {
                double scale = NormWide.Scale(spreads[i], eps);
                if (NormWide.IsExtreme<T>(scale))
                    WriteWide(first + i, centres[i], scale, geometry.Centred ? totals[i] : 0, products[i], target);
            }
        }

        /// <summary>Recomputes one column where a factor is outside the range of the element type.</summary>
        private void WriteWide(int column, T centre, double scale, double total, double product, View target)
        {
            ReadOnlySpan<T> gs = grad.Span<T>(), xs = x.Span<T>();
            Span<T> to = target.Span<T>();
            double w = weight is { } weights ? double.CreateTruncating(weights.Span<T>()[column]) : 1;
            for (int row = 0; row < geometry.Outer; row++)
            {
                int at = row * geometry.Groups + column;
                double apart = double.CreateTruncating(xs[at]) - double.CreateTruncating(centre);
                to[at] = T.CreateTruncating(
                    NormWide.Gradient(
                        double.CreateTruncating(gs[at]) * w, apart, scale, total * w / geometry.Outer, product * w / geometry.Outer));
            }
        }

        /// <summary>Σ g and Σ g · (x − centre) of each column.</summary>
        private void Sum(int first, ReadOnlySpan<T> centres, Span<T> sums, Span<T> parts, Span<double> totals, Span<double> products)
        {
            totals.Clear();
            products.Clear();
            int columns = sums.Length, step = geometry.Groups;
            ReadOnlySpan<T> gs = grad.Span<T>(), xs = x.Span<T>();
            for (int block = 0; block < geometry.Outer; block += Block)
            {
                sums.Clear();
                parts.Clear();
                int row = block, end = Math.Min(geometry.Outer, block + Block);
                for (; row <= end - 4; row += 4)
                {
                    int at = row * step + first, span = 3 * step + columns;
                    Add(gs.Slice(at, span), xs.Slice(at, span), step, 4, centres, sums, parts);
                }

                for (; row < end; row++)
                    Add(gs.Slice(row * step + first, columns), xs.Slice(row * step + first, columns), step, 1, centres, sums, parts);
                AddTo<T>(totals, sums);
                AddTo<T>(products, parts);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add(
            ReadOnlySpan<T> gs, ReadOnlySpan<T> xs, int step, int count, ReadOnlySpan<T> centres, Span<T> sums, Span<T> parts)
        {
            ref T g = ref MemoryMarshal.GetReference(gs), from = ref MemoryMarshal.GetReference(xs);
            ref T centre = ref MemoryMarshal.GetReference(centres);
            ref T to = ref MemoryMarshal.GetReference(sums), part = ref MemoryMarshal.GetReference(parts);
            int i = 0, width = Vector<T>.Count;
            for (; i <= sums.Length - width; i += width)
            {
                Vector<T> m = Load(ref centre, i), v = Load(ref g, i), sum = v, product = v * (Load(ref from, i) - m);
                if (count == 4)
                {
                    v = Load(ref g, i + step);
                    sum += v;
                    product += v * (Load(ref from, i + step) - m);
                    v = Load(ref g, i + 2 * step);
                    sum += v;
                    product += v * (Load(ref from, i + 2 * step) - m);
                    v = Load(ref g, i + 3 * step);
                    sum += v;
                    product += v * (Load(ref from, i + 3 * step) - m);
                }

                (Load(ref to, i) + sum).StoreUnsafe(ref to, (nuint)i);
                (Load(ref part, i) + product).StoreUnsafe(ref part, (nuint)i);
            }

            for (; i < sums.Length; i++)
            {
                for (int row = 0; row < count; row++)
                {
                    sums[i] += gs[i + row * step];
                    parts[i] += gs[i + row * step] * (xs[i + row * step] - centres[i]);
                }
            }
        }

        /// <summary>g · a + (x − centre) · b + c.</summary>
        private void Write(int first, ReadOnlySpan<T> centres, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, View target)
        {
            ref T centre = ref MemoryMarshal.GetReference(centres), steep = ref MemoryMarshal.GetReference(a);
            ref T slope = ref MemoryMarshal.GetReference(b), shift = ref MemoryMarshal.GetReference(c);
            int columns = centres.Length, width = Vector<T>.Count;
            for (int row = 0; row < geometry.Outer; row++)
            {
                int at = row * geometry.Groups + first;
                ReadOnlySpan<T> gs = grad.Span<T>().Slice(at, columns), xs = x.Span<T>().Slice(at, columns);
                Span<T> to = target.Span<T>().Slice(at, columns);
                ref T g = ref MemoryMarshal.GetReference(gs), from = ref MemoryMarshal.GetReference(xs);
                ref T result = ref MemoryMarshal.GetReference(to);
                int i = 0;
                for (; i <= columns - width; i += width)
                {
                    Vector<T> value = Load(ref g, i) * Load(ref steep, i)
                        + (Load(ref from, i) - Load(ref centre, i)) * Load(ref slope, i)
                        + Load(ref shift, i);
                    value.StoreUnsafe(ref result, (nuint)i);
                }

                for (; i < columns; i++) to[i] = gs[i] * a[i] + (xs[i] - centres[i]) * b[i] + c[i];
            }
        }
    }
}
