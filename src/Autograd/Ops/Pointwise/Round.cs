using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>Each element rounded to a number of decimals, halves to even. Integers are unchanged. Gradient: 0.</summary>
    /// <param name="decimals">The number of decimals: 0 rounds to integers, negative numbers to tens, hundreds, ….</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">The elements are integers and decimals is not 0, or the elements are bools.</exception>
    public Tensor Round(int decimals = 0)
    {
        if (DType.IsFloating()) return new RoundOp(decimals).Apply(this);
        RoundOp.RequireWhole(DType, decimals);
        return Promotion.RequireNumber("round", this).Clone();
    }

    /// <summary>Rounds each element to a number of decimals, halves to even.</summary>
    /// <inheritdoc cref="Round(int)"/>
    /// <returns>This tensor.</returns>
    public Tensor Round_(int decimals = 0)
    {
        if (DType.IsFloating()) return Engine.InPlace.Apply(new RoundOp(decimals), this, this);
        RoundOp.RequireWhole(DType, decimals);
        return Promotion.RequireNumber("round_", this);
    }

    /// <inheritdoc cref="Round(int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="decimals">The number of decimals: 0 rounds to integers, negative numbers to tens, hundreds, ….</param>
    public static Tensor Round(Tensor input, int decimals = 0) => input.NotNull().Round(decimals);
}

internal sealed class RoundOp(int decimals) : UnaryOp<RoundOp.Kernel>(new Kernel(decimals))
{
    public static void RequireWhole(DType dtype, int decimals)
    {
        if (decimals != 0)
        {
            throw new DTypeException(
                $"round: {dtype.Text()} has no decimals to round to (decimals is {decimals}); convert with To(DType.Float32) first");
        }
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.ZerosLike();

    internal readonly struct Kernel(int decimals) : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            if (decimals == 0)
            {
                TensorPrimitives.Round(x, y);
                return;
            }

            // Scaled, rounded and scaled back, as PyTorch does; dividing by 10ⁿ is exact where multiplying by 10⁻ⁿ is not.
            T scale = T.CreateSaturating(Math.Pow(10, Math.Abs((double)decimals)));
            for (int i = 0; i < x.Length; i++)
                y[i] = decimals > 0 ? T.Round(x[i] * scale) / scale : T.Round(x[i] / scale) * scale;
        }
    }
}
