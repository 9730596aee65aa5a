using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>−1, 0 or 1 by the sign of each element; 0 for NaN, as in PyTorch. Any dtype: bools are unchanged. Gradient: 0.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Sign() => DType == DType.Bool ? Clone() : new SignOp().Apply(this);

    /// <summary>Replaces each element by −1, 0 or 1 by its sign.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Sign_() => DType == DType.Bool ? this : Engine.InPlace.Apply(new SignOp(), this, this);

    /// <inheritdoc cref="Sign()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Sign(Tensor input) => input.NotNull().Sign();
}

internal sealed class SignOp : NumericUnaryOp<SignOp.Kernel>
{
    protected internal override Tensor? Vjp(int input, Tensor grad) => grad.ZerosLike();

    internal readonly struct Kernel : INumericUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            // The sign of NaN is 0, as in PyTorch: neither comparison holds.
            for (int i = 0; i < x.Length; i++) y[i] = x[i] > T.Zero ? T.One : x[i] < T.Zero ? -T.One : T.Zero;
        }
    }
}
