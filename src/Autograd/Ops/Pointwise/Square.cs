using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>Each element times itself. Numbers of any dtype. Gradient: 2x · grad.</summary>
    public Tensor Square() => new SquareOp().Apply(this);

    /// <summary>Squares each element.</summary>
    public Tensor Square_() => Engine.InPlace.Apply(new SquareOp(), this, this);
}

internal sealed class SquareOp : NumericUnaryOp<SquareOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * (Saved(0) * 2);

    internal readonly struct Kernel : INumericUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Multiply(x, x, y);
    }
}
