using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The logarithm of the cumulative sum of eˣ along a dimension, without overflow. Floating result. Gradient: 0 where all elements so
    /// far are −inf.
    /// </summary>
    /// <param name="dim">The dimension to sum along.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor LogCumSumExp(int dim) => RowsAlong.Apply(new LogCumSumExpOp(), To(Promotion.ToFloating(DType)), dim);

    /// <inheritdoc cref="LogCumSumExp(int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to sum along.</param>
    public static Tensor LogCumSumExp(Tensor input, int dim) => input.NotNull().LogCumSumExp(dim);
}

/// <remarks>
/// The gradient e^(xᵢ−yᵢ) · Σₖ gradₖ·e^(yᵢ−yₖ), k ≥ i, is summed by a recurrence from the end whose factors e^(yᵢ−yᵢ₊₁) are at most 1.
/// </remarks>
internal sealed class LogCumSumExpOp : RowOp<LogCumSumExpOp.Kernel>
{
    public override string Name => "logcumsumexp";

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(output);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        if (grad.Numel == 0) return grad;
        Tensor y = Saved(1), none = y.Eq(double.NegativeInfinity), finite = y.MaskedFill(none, 0);
        Tensor factors = (finite - Shifted.By(finite, ahead: true, fill: double.PositiveInfinity)).Exp().MaskedFill(none, 0);
        return (Saved(0) - finite).Exp() * new LinearScanOp(reverse: true).Apply(factors, grad);
    }

    internal readonly struct Kernel : IRowKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T total = y[0] = x[0];
            for (int i = 1; i < x.Length; i++)
            {
                (T large, T small) = total > x[i] ? (total, x[i]) : (x[i], total);
                // The difference of equal infinities would be NaN; a NaN from the input propagates.
                total = large == small && !T.IsFinite(large) ? large : T.IsNaN(total) ? total : large + T.Log(T.One + T.Exp(small - large));
                y[i] = total;
            }
        }
    }
}
