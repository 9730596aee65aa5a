using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Normalisation and its gradients, one group at a time: while its numbers are in the cache, they are read two or three times and
/// written once.
/// </summary>
internal static class NormKernels
{
    /// <summary>Elements a thread takes at a time.</summary>
    private const int Grain = 1 << 14;

    /// <summary>The maximum number of partial sums for the gradients of shared weights.</summary>
    private const int MaxParts = 16;

    public static void Forward<T>(in NormGeometry geometry, View x, View? weight, View? bias, double eps, View y, View mean, View deviation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (geometry.Groups == 0 || geometry.Count == 0) return;
        if (geometry.IsColumns)
        {
            NormColumns.Forward<T>(geometry, x, weight, bias, eps, y, mean, deviation);
            return;
        }

        var body = new ForwardBody<T>(geometry, Math.Max(1, Grain / geometry.Count), x, weight, bias, eps, y, mean, deviation);
        ParallelFor.Run((geometry.Groups - 1) / body.GroupsPerChunk + 1, body);
    }

    public static void Backward<T>(
        in NormGeometry geometry, View grad, View x, View? weight, View mean, View deviation, double eps, View? gradInput, View? gradWeight,
        View? gradBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        gradWeight?.Span<T>().Clear();
        gradBias?.Span<T>().Clear();
        if (geometry.Groups == 0 || geometry.Count == 0) return;
        if (geometry.IsColumns)
        {
            NormColumns.Backward<T>(geometry, grad, x, weight, mean, deviation, eps, gradInput, gradWeight, gradBias);
            return;
        }

        // The gradient of a weight shared by several groups is computed as one partial sum per chunk, added in order afterwards.
        bool shared = !geometry.OneWeightAGroup && (gradWeight ?? gradBias) is not null;
        int groups = Math.Max(1, Grain / geometry.Count), chunks = (geometry.Groups - 1) / groups + 1;
        if (shared && chunks > MaxParts)
        {
            groups = (geometry.Groups - 1) / MaxParts + 1;
            chunks = (geometry.Groups - 1) / groups + 1;
        }

        T[]? weightParts = shared && gradWeight is not null ? new T[chunks * geometry.Weights] : null;
        T[]? biasParts = shared && gradBias is not null ? new T[chunks * geometry.Weights] : null;
        ParallelFor.Run(
            chunks,
            new BackwardBody<T>(
                geometry, groups, grad, x, weight, mean, deviation, eps, gradInput, gradWeight, gradBias, weightParts, biasParts));
        AddParts(weightParts, gradWeight);
        AddParts(biasParts, gradBias);

        static void AddParts(T[]? parts, View? total)
        {
            if (parts is null || total is not { } view) return;
            Span<T> sum = view.Span<T>();
            for (int start = 0; start < parts.Length; start += sum.Length) TensorPrimitives.Add(sum, parts.AsSpan(start, sum.Length), sum);
        }
    }

    /// <summary>1 / √(variance + eps).</summary>
    public static T Scale<T>(double deviation, double eps)
        where T : unmanaged, IFloatingPointIeee754<T>
        => T.CreateTruncating(NormWide.Scale(deviation, eps));

    private readonly struct ForwardBody<T>(
        NormGeometry geometry, int groupsPerChunk, View x, View? weight, View? bias, double eps, View y, View mean, View deviation)
        : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public int GroupsPerChunk => groupsPerChunk;

        public void Run(int chunk)
        {
            for (int group = chunk * groupsPerChunk, end = Math.Min(geometry.Groups, group + groupsPerChunk); group < end; group++)
            {
                (T centre, double spread) = Measure(group);
                Write(group, centre, Scale<T>(spread, eps));
            }
        }

        private (T Centre, double Spread) Measure(int group)
        {
            ReadOnlySpan<T> from = x.Span<T>();
            var all = new NormWide.Group<T>(
                from, group * geometry.Length, geometry.Length, geometry.Groups * geometry.Length, geometry.Count);
            double total = 0;
            T centre = T.Zero;
            if (geometry.Centred)
            {
                for (int n = 0; n < geometry.Outer; n++)
                    total += NormLoops.Sum(from.Slice((n * geometry.Groups + group) * geometry.Length, geometry.Length));
                centre = double.IsFinite(total) ? T.CreateTruncating(total / geometry.Count) : NormWide.Mean(all);
                total = 0;
            }

            for (int n = 0; n < geometry.Outer; n++)
                total += NormLoops.SumOfSquares(from.Slice((n * geometry.Groups + group) * geometry.Length, geometry.Length), centre);
            bool lost = NormWide.IsLost<T>(total, geometry.Count, eps);
            double spread = lost ? NormWide.Deviation(all, centre) : Math.Sqrt(total / geometry.Count);
            mean.Span<T>()[group] = centre;
            deviation.Span<double>()[group] = spread;
            return (centre, spread);
        }

        private void Write(int group, T centre, T scale)
        {
            ReadOnlySpan<T> from = x.Span<T>(), weights = weight is { } w ? w.Span<T>() : default;
            ReadOnlySpan<T> biases = bias is { } b ? b.Span<T>() : default;
            Span<T> to = y.Span<T>();
            for (int n = 0; n < geometry.Outer; n++)
            {
                int start = (n * geometry.Groups + group) * geometry.Length, end = start + geometry.Length;
                if (weights.IsEmpty)
                {
                    NormLoops.Normalize(from[start..end], centre, scale, T.Zero, to[start..end]);
                }
                else if (geometry.WeightRun == 1)
                {
                    int at = start % geometry.Weights;
                    ReadOnlySpan<T> shifts = biases.IsEmpty ? biases : biases.Slice(at, geometry.Length);
                    NormLoops.Normalize(from[start..end], centre, scale, weights.Slice(at, geometry.Length), shifts, to[start..end]);
                }
                else
                {
                    for (int i = start; i < end; i += geometry.WeightRun)
                    {
                        int at = i / geometry.WeightRun % geometry.Weights;
                        T shift = biases.IsEmpty ? T.Zero : biases[at];
                        NormLoops.Normalize(
                            from.Slice(i, geometry.WeightRun), centre, scale * weights[at], shift, to.Slice(i, geometry.WeightRun));
                    }
                }
            }
        }
    }

    private readonly struct BackwardBody<T>(
        NormGeometry geometry,
        int groupsPerChunk,
        View grad,
        View x,
        View? weight,
        View mean,
        View deviation,
        double eps,
        View? gradInput,
        View? gradWeight,
        View? gradBias,
        T[]? weightParts,
        T[]? biasParts) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Groups whose shares in the gradients of weight and bias are added one after another; blocks of them are combined pairwise.
        private const int GroupBlock = 64;

        public void Run(int chunk)
        {
            Span<T> gw = Target(weightParts, gradWeight, chunk), gb = Target(biasParts, gradBias, chunk);
            int first = chunk * groupsPerChunk, end = Math.Min(geometry.Groups, first + groupsPerChunk);
            bool shared = weightParts is not null || biasParts is not null;
            if (!shared || end - first <= GroupBlock)
            {
                Groups(first, end, gw, gb);
                return;
            }

            int levels = PairwiseSums<T>.Levels((end - first - 1) / GroupBlock + 1);
            T[] memory = ArrayPool<T>.Shared.Rent(levels * (gw.Length + gb.Length));
            var weightSums = new PairwiseSums<T>(memory, gw.Length);
            var biasSums = new PairwiseSums<T>(memory.AsSpan(levels * gw.Length), gb.Length);
            for (; first < end; first += GroupBlock)
            {
                weightSums.Next.Clear();
                biasSums.Next.Clear();
                Groups(first, Math.Min(end, first + GroupBlock), weightSums.Next, biasSums.Next);
                weightSums.Push(default(AddingNumbers<T>));
                biasSums.Push(default(AddingNumbers<T>));
            }

            weightSums.Total(gw, default(AddingNumbers<T>));
            biasSums.Total(gb, default(AddingNumbers<T>));
            ArrayPool<T>.Shared.Return(memory);
        }

        private void Groups(int first, int end, Span<T> gw, Span<T> gb)
        {
            for (int group = first; group < end; group++)
            {
                double s = NormWide.Scale(deviation.Span<double>()[group], eps);
                T centre = mean.Span<T>()[group], scale = T.CreateTruncating(s);
                (double sum, double product) = Sum(group, centre, scale, gw, gb);
                if (gradInput is not { } target) continue;
                if (NormWide.IsExtreme<T>(s))
                {
                    WriteWide(group, centre, s, geometry.Centred ? sum / geometry.Count : 0, product / geometry.Count, target.Span<T>());
                    continue;
                }

                s = double.CreateTruncating(scale);
                T slope = T.CreateTruncating(-s * s * s * product / geometry.Count);
                T shift = geometry.Centred ? T.CreateTruncating(-s * sum / geometry.Count) : T.Zero;
                Write(group, centre, scale, slope, shift, target.Span<T>());
            }
        }

        private Span<T> Target(T[]? parts, View? whole, int chunk) =>
            parts is not null ? parts.AsSpan(chunk * geometry.Weights, geometry.Weights) : whole is { } view ? view.Span<T>() : default;

        /// <summary>
        /// The sums of weighted gradients and of their products with x − mean; also accumulates the gradients of weight and bias.
        /// </summary>
        private (double Sum, double Product) Sum(int group, T centre, T scale, Span<T> gw, Span<T> gb)
        {
            ReadOnlySpan<T> g = grad.Span<T>(), values = x.Span<T>(), weights = weight is { } w ? w.Span<T>() : default;
            double sum = 0, product = 0;
            for (int n = 0; n < geometry.Outer; n++)
            {
                int start = (n * geometry.Groups + group) * geometry.Length, end = start + geometry.Length;
                if (geometry.WeightRun == 1)
                {
                    int at = start % geometry.Weights;
                    (double s, double p) = NormLoops.Sums(
                        g[start..end], values[start..end], centre, weights.IsEmpty ? weights : weights.Slice(at, geometry.Length));
                    sum += s;
                    product += p;
                    if (!gw.IsEmpty) NormLoops.AddProducts(g[start..end], values[start..end], centre, scale, gw.Slice(at, geometry.Length));
                    if (!gb.IsEmpty) TensorPrimitives.Add(gb.Slice(at, geometry.Length), g[start..end], gb.Slice(at, geometry.Length));
                    continue;
                }

                for (int i = start; i < end; i += geometry.WeightRun)
                {
                    int at = i / geometry.WeightRun % geometry.Weights;
                    (double s, double p) = NormLoops.Sums(
                        g.Slice(i, geometry.WeightRun), values.Slice(i, geometry.WeightRun), centre, default);
                    double factor = weights.IsEmpty ? 1 : double.CreateTruncating(weights[at]);
                    sum += s * factor;
                    product += p * factor;
                    if (!gw.IsEmpty) gw[at] += T.CreateTruncating(p) * scale;
                    if (!gb.IsEmpty) gb[at] += T.CreateTruncating(s);
                }
            }

            return (sum, product);
        }

        /// <summary>The same as <see cref="Write"/>, for a factor outside the range of the element type.</summary>
        private void WriteWide(int group, T centre, double scale, double sum, double product, Span<T> target)
        {
            ReadOnlySpan<T> g = grad.Span<T>(), values = x.Span<T>(), weights = weight is { } w ? w.Span<T>() : default;
            for (int n = 0; n < geometry.Outer; n++)
            {
                int start = (n * geometry.Groups + group) * geometry.Length;
                for (int i = start; i < start + geometry.Length; i++)
                {
                    double given = double.CreateTruncating(g[i]);
                    double apart = double.CreateTruncating(values[i]) - double.CreateTruncating(centre);
                    if (!weights.IsEmpty) given *= double.CreateTruncating(weights[i / geometry.WeightRun % geometry.Weights]);
                    target[i] = T.CreateTruncating(NormWide.Gradient(given, apart, scale, sum, product));
                }
            }
        }

        private void Write(int group, T centre, T scale, T slope, T shift, Span<T> target)
        {
            ReadOnlySpan<T> g = grad.Span<T>(), values = x.Span<T>(), weights = weight is { } w ? w.Span<T>() : default;
            int run = weights.IsEmpty || geometry.WeightRun == 1 ? geometry.Length : geometry.WeightRun;
            for (int n = 0; n < geometry.Outer; n++)
            {
                int start = (n * geometry.Groups + group) * geometry.Length, end = start + geometry.Length;
                for (int i = start; i < end; i += run)
                {
                    bool each = !weights.IsEmpty && geometry.WeightRun == 1;
                    T factor = weights.IsEmpty || each ? scale : scale * weights[i / geometry.WeightRun % geometry.Weights];
                    ReadOnlySpan<T> row = each ? weights.Slice(i % geometry.Weights, run) : default;
                    NormLoops.Combine(g.Slice(i, run), factor, row, values.Slice(i, run), centre, slope, shift, target.Slice(i, run));
                }
            }
        }
    }
}
