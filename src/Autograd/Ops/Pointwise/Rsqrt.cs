using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>1 / √x; +inf at 0, NaN below. Floating result. Gradient: −grad · y³ / 2.</summary>
    public Tensor Rsqrt() => new RsqrtOp().Apply(this);

    /// <summary>Replaces each element by 1 / √x.</summary>
    public Tensor Rsqrt_() => Engine.InPlace.Apply(new RsqrtOp(), this, this);
}

internal sealed class RsqrtOp : UnaryOp<RsqrtOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * (Saved(0).Pow(3) * -0.5);

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.One / T.Sqrt(x[i]);
        }
    }
}
