using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The normalized sinc, sin(πx) / (πx); 1 at 0, NaN at infinities. Floating result. Gradient: grad · (cos(πx) − sinc(x)) / x; 0 at 0.</summary>
    public Tensor Sinc() => new SincOp().Apply(this);

    /// <summary>Replaces each element by its normalized sinc.</summary>
    public Tensor Sinc_() => Engine.InPlace.Apply(new SincOp(), this, this);
}

internal sealed class SincOp : UnaryOp<SincOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor x = Saved(0), angle = x * double.Pi;
        return grad * ((angle * angle.Cos() - angle.Sin()) / (angle * x)).MaskedFill(x.Eq(0), 0);
    }

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++)
            {
                T angle = T.Pi * x[i];
                y[i] = T.IsZero(angle) ? T.One : T.Sin(angle) / angle;
            }
        }
    }
}
