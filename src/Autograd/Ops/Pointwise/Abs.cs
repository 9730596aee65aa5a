using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The absolute value. Numbers of any dtype. Gradient: grad · sign(x), 0 at 0.</summary>
    public Tensor Abs() => new AbsOp().Apply(this);

    /// <summary>Replaces each element by its absolute value.</summary>
    public Tensor Abs_() => Engine.InPlace.Apply(new AbsOp(), this, this);
}

internal sealed class AbsOp : NumericUnaryOp<AbsOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * Saved(0).Sign();

    internal readonly struct Kernel : INumericUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Abs(x, y);
    }
}
