using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>Picks one class at each position of [N, C, …], or scatters its gradient. Operands are contiguous; checks classes.</summary>
internal static class NllLossKernels
{
    public static double Run<T>(View x, View target, View? weight, long ignoreIndex, bool sum, View y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> values = x.Span<T>(), weights = weight is { } given ? given.Span<T>() : default;
        ReadOnlySpan<long> classes = target.Span<long>();
        Span<T> losses = y.Span<T>();
        var offsets = new ClassOffsets(x.Shape, ignoreIndex);
        // In double, so that a long sum of float32 losses keeps its precision.
        double total = 0, totalWeight = 0;
        for (int i = 0; i < classes.Length; i++)
        {
            int at = offsets.Find(classes[i], i);
            T loss = T.Zero;
            if (at >= 0)
            {
                T w = weights.IsEmpty ? T.One : weights[(int)classes[i]];
                loss = -w * values[at];
                totalWeight += double.CreateTruncating(w);
            }

            if (sum) total += double.CreateTruncating(loss);
            else losses[i] = loss;
        }

        if (sum) losses[0] = T.CreateTruncating(total);
        return totalWeight;
    }

    public static void Grad<T>(View grad, View target, View? weight, long ignoreIndex, double divisor, View x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> grads = grad.Span<T>(), weights = weight is { } given ? given.Span<T>() : default;
        ReadOnlySpan<long> classes = target.Span<long>();
        Span<T> result = x.Span<T>();
        result.Clear();
        bool one = grad.Shape != target.Shape;
        T by = T.CreateTruncating(divisor);
        var offsets = new ClassOffsets(x.Shape, ignoreIndex);
        for (int i = 0; i < classes.Length; i++)
        {
            int at = offsets.Find(classes[i], i);
            if (at < 0) continue;
            T w = weights.IsEmpty ? T.One : weights[(int)classes[i]];
            result[at] = -w * (grads[one ? 0 : i] / by);
        }
    }

    /// <summary>Offsets into [N, C, …] of the target classes.</summary>
    private readonly struct ClassOffsets
    {
        private readonly int _classes;
        private readonly int _inner;
        private readonly long _ignoreIndex;

        public ClassOffsets(Shape x, long ignoreIndex)
        {
            _classes = x[1];
            _inner = 1;
            for (int i = 2; i < x.Rank; i++) _inner *= x[i];
            _ignoreIndex = ignoreIndex;
        }

        /// <summary>The offset, or −1 if the class is the ignored one.</summary>
        public int Find(long wanted, int position)
        {
            if (wanted == _ignoreIndex) return -1;
            if ((ulong)wanted >= (ulong)_classes) throw Device.NotAClass("nll_loss", wanted, position, _classes, _ignoreIndex);
            return ((position / _inner * _classes) + (int)wanted) * _inner + position % _inner;
        }
    }
}
