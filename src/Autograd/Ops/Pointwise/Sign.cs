using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>−1, 0 or 1 by the sign of each element; 0 for NaN, as in PyTorch. Any dtype: bools are themselves. Gradient: 0.</summary>
    public Tensor Sign() => DType == DType.Bool ? Clone() : new SignOp().Apply(this);

    /// <summary>Replaces each element by −1, 0 or 1 by its sign.</summary>
    public Tensor Sign_() => DType == DType.Bool ? this : Engine.InPlace.Apply(new SignOp(), this, this);
}

internal sealed class SignOp : NumericUnaryOp<SignOp.Kernel>
{
    protected internal override Tensor? Vjp(int input, Tensor grad) => grad.ZerosLike();

    internal readonly struct Kernel : INumericUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            // PyTorch's sign of NaN is 0: neither comparison holds.
            for (int i = 0; i < x.Length; i++) y[i] = x[i] > T.Zero ? T.One : x[i] < T.Zero ? -T.One : T.Zero;
        }
    }
}
