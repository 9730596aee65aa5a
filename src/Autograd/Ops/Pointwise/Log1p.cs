using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>ln(1 + x), exact for small x too; −inf at −1, NaN below. Floating result. Gradient: grad / (1 + x).</summary>
    public Tensor Log1p() => new Log1pOp().Apply(this);

    /// <summary>Replaces each element by ln(1 + x).</summary>
    public Tensor Log1p_() => Engine.InPlace.Apply(new Log1pOp(), this, this);
}

internal sealed class Log1pOp : UnaryOp<Log1pOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad / (Saved(0) + 1);

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++)
            {
                // 1 + x loses the low digits of a small x; dividing by what is left of it puts them back (Goldberg 1991, theorem 4).
                T sum = T.One + x[i];
                y[i] = sum == T.One ? x[i] : T.IsPositiveInfinity(sum) ? sum : T.Log(sum) * (x[i] / (sum - T.One));
            }
        }
    }
}
