using System.Numerics;
using Autograd.Devices;

namespace Autograd.ReferenceDevice;

/// <content>Losses, as their formulas are written, in double.</content>
public sealed partial class PlainDevice
{
    /// <inheritdoc/>
    protected override double NllLoss(View x, View target, View? weight, long ignoreIndex, bool sum, View y)
    {
        return x.DType == DType.Float32 ? Run<float>() : Run<double>();

        double Run<T>()
            where T : unmanaged, INumber<T>
        {
            var to = new Elements<T>(y);
            double total = 0, weights = 0;
            for (int i = 0; i < target.Numel; i++)
            {
                double loss = 0;
                if (Class("nll_loss", target, i, x.Shape[1], ignoreIndex) is { } c)
                {
                    double w = weight is { } given ? Of<T>(given, c) : 1;
                    loss = -w * Of<T>(x, OfClass(x.Shape, i, c));
                    weights += w;
                }

                total += loss;
                if (!sum) to[i] = T.CreateTruncating(loss);
            }

            if (sum) to[0] = T.CreateTruncating(total);
            return weights;
        }
    }

    /// <inheritdoc/>
    protected override void NllLossGrad(View grad, View target, View? weight, long ignoreIndex, double divisor, View x)
    {
        if (x.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var to = new Elements<T>(x);
            for (int i = 0; i < to.Length; i++) to[i] = T.Zero;
            for (int i = 0; i < target.Numel; i++)
            {
                if (Class("nll_loss", target, i, x.Shape[1], ignoreIndex) is not { } c) continue;
                double w = weight is { } given ? Of<T>(given, c) : 1;
                to[OfClass(x.Shape, i, c)] = T.CreateTruncating(-w * Of<T>(grad, grad.Shape == target.Shape ? i : 0) / divisor);
            }
        }
    }

    /// <inheritdoc/>
    protected override double CrossEntropy(View x, View target, View? weight, long ignoreIndex, View losses, View max, View sum)
    {
        return x.DType == DType.Float32 ? Run<float>() : Run<double>();

        double Run<T>()
            where T : unmanaged, INumber<T>
        {
            Elements<T> to = new(losses), maxima = new(max), sums = new(sum);
            int classes = x.Shape[^1];
            double weights = 0;
            for (int row = 0; row < target.Numel; row++)
            {
                double[] logits = [.. Enumerable.Range(row * classes, classes).Select(i => Of<T>(x, i))];
                double most = logits.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NegativeInfinity).Max(), exponentials = logits.Sum(v => Math.Exp(v - most));
                (maxima[row], sums[row]) = (T.CreateTruncating(most), T.CreateTruncating(exponentials));
                to[row] = T.Zero;
                if (Class("cross_entropy", target, row, classes, ignoreIndex) is not { } c) continue;
                double w = weight is { } given ? Of<T>(given, c) : 1;
                to[row] = T.CreateTruncating(w * (Math.Log(exponentials) - (logits[c] - most)));
                weights += w;
            }

            return weights;
        }
    }

    /// <inheritdoc/>
    protected override void CrossEntropyGrad(
        View grad, View x, View target, View? weight, long ignoreIndex, double divisor, View max, View sum, View gradInput)
    {
        if (x.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>()
            where T : unmanaged, INumber<T>
        {
            var to = new Elements<T>(gradInput);
            int classes = x.Shape[^1];
            for (int i = 0; i < to.Length; i++)
            {
                int row = i / classes;
                to[i] = T.Zero;
                if (Class("cross_entropy", target, row, classes, ignoreIndex) is not { } c) continue;
                double factor = (weight is { } given ? Of<T>(given, c) : 1) * Of<T>(grad, grad.Shape == target.Shape ? row : 0) / divisor;
                double softmax = Math.Exp(Of<T>(x, i) - Of<T>(max, row)) / Of<T>(sum, row);
                to[i] = T.CreateTruncating(factor * (softmax - (i % classes == c ? 1 : 0)));
            }
        }
    }

    /// <summary>The class at a place; null for the one that counts for nothing.</summary>
    private static int? Class(string op, View target, int place, int classes, long ignoreIndex)
    {
        long asked = new Elements<long>(target)[place];
        if (asked == ignoreIndex) return null;
        return asked >= 0 && asked < classes ? (int)asked : throw NotAClass(op, asked, place, classes, ignoreIndex);
    }

    /// <summary>The element of [batch, classes, …] that belongs to a class at a place of [batch, …].</summary>
    private static int OfClass(Shape x, int place, int c)
    {
        int inner = 1;
        for (int dim = 2; dim < x.Rank; dim++) inner *= x[dim];
        return (((place / inner * x[1]) + c) * inner) + (place % inner);
    }
}
