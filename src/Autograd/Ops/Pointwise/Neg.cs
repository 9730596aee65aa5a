using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The negative of each element. Numbers of any dtype. Gradient: −grad.</summary>
    public Tensor Neg() => new NegOp().Apply(this);

    /// <summary>Negates each element.</summary>
    public Tensor Neg_() => Engine.InPlace.Apply(new NegOp(), this, this);

    /// <inheritdoc cref="Neg()"/>
    public static Tensor operator -(Tensor value) => value.Neg();
}

internal sealed class NegOp : NumericUnaryOp<NegOp.Kernel>
{
    protected internal override Tensor Vjp(int input, Tensor grad) => -grad;

    internal readonly struct Kernel : INumericUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Negate(x, y);
    }
}
