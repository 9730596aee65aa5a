using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Cross-entropy of rows of logits, and its gradient. All operands are contiguous; classes are checked before anything is written.
/// </summary>
internal static class CrossEntropyKernels
{
    /// <summary>Elements a thread takes at a time.</summary>
    private const int Grain = 1 << 14;

    public static double Run<T>(View x, View target, View? weight, long ignoreIndex, View losses, View max, View sum)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int classes = x.Shape[^1];
        double total = Check<T>(target.Span<long>(), classes, weight, ignoreIndex);
        if (target.Numel == 0) return total;
        int rows = Math.Max(1, Grain / Math.Max(1, classes));
        ParallelFor.Run((target.Numel - 1) / rows + 1, new ForwardBody<T>(classes, rows, x, target, weight, ignoreIndex, losses, max, sum));
        return total;
    }

    public static void Grad<T>(
        View grad, View x, View target, View? weight, long ignoreIndex, double divisor, View max, View sum, View result)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (result.Numel == 0) return;
        int classes = x.Shape[^1], rows = Math.Max(1, Grain / classes);
        ParallelFor.Run(
            (target.Numel - 1) / rows + 1,
            new GradBody<T>(classes, rows, grad, x, target, weight, ignoreIndex, T.CreateTruncating(divisor), max, sum, result));
    }

    private static double Check<T>(ReadOnlySpan<long> targets, int classes, View? weight, long ignoreIndex)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> weights = weight is { } given ? given.Span<T>() : default;
        double total = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] == ignoreIndex) continue;
            if ((ulong)targets[i] >= (ulong)classes) throw Device.NotAClass("cross_entropy", targets[i], i, classes, ignoreIndex);
            total += weights.IsEmpty ? 1 : double.CreateTruncating(weights[(int)targets[i]]);
        }

        return total;
    }

    private readonly struct ForwardBody<T>(
        int classes, int rowsPerChunk, View x, View target, View? weight, long ignoreIndex, View losses, View max, View sum) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        public void Run(int chunk)
        {
            ReadOnlySpan<T> logits = x.Span<T>(), weights = weight is { } given ? given.Span<T>() : default;
            ReadOnlySpan<long> targets = target.Span<long>();
            Span<T> maxima = max.Span<T>(), sums = sum.Span<T>();
            int first = chunk * rowsPerChunk, end = Math.Min(targets.Length, first + rowsPerChunk);
            bool areShort = classes <= ExponentialRows.MaxShort<T>();
            if (areShort) ExponentialRows.Short(logits[(first * classes)..(end * classes)], classes, maxima[first..end], sums[first..end]);
            for (int row = first; row < end; row++)
            {
                ReadOnlySpan<T> values = logits.Slice(row * classes, classes);
                if (!areShort)
                {
                    maxima[row] = ExponentialRows.Max(values);
                    sums[row] = ExponentialRows.SumExp(values, maxima[row]);
                }

                T most = maxima[row], exponentials = sums[row];
                // Subtract first: a small loss of large logits keeps its precision.
                int at = targets[row] == ignoreIndex ? -1 : (int)targets[row];
                T loss = at < 0 ? T.Zero : T.Log(exponentials) - (values[at] - most);
                losses.Span<T>()[row] = weights.IsEmpty || at < 0 ? loss : weights[at] * loss;
            }
        }
    }

    private readonly struct GradBody<T>(
        int classes, int rowsPerChunk, View grad, View x, View target, View? weight, long ignoreIndex, T divisor, View max, View sum,
        View result) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        public void Run(int chunk)
        {
            ReadOnlySpan<T> grads = grad.Span<T>(), logits = x.Span<T>(), weights = weight is { } given ? given.Span<T>() : default;
            ReadOnlySpan<long> targets = target.Span<long>();
            bool one = grad.Shape != target.Shape;
            for (int row = chunk * rowsPerChunk, end = Math.Min(targets.Length, row + rowsPerChunk); row < end; row++)
            {
                Span<T> to = result.Span<T>().Slice(row * classes, classes);
                if (targets[row] == ignoreIndex)
                {
                    to.Clear();
                    continue;
                }

                int at = (int)targets[row];
                T factor = grads[one ? 0 : row] / divisor;
                if (!weights.IsEmpty) factor *= weights[at];
                VectorLoop.Run(new Share<T>(max.Span<T>()[row], factor / sum.Span<T>()[row]), logits.Slice(row * classes, classes), to);
                to[at] -= factor;
            }
        }
    }

    /// <summary>A class's share of the sum of exponentials, times the gradient.</summary>
    private readonly struct Share<TNumber>(TNumber max, TNumber factor) : IVectorForm
        where TNumber : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Exponential.ExpBelow(x - new Vector<TNumber>(max).As<TNumber, T>()) * new Vector<TNumber>(factor).As<TNumber, T>();
    }
}
