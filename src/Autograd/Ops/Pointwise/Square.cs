using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>Each element times itself. Any dtype; bools become int64. Gradient: 2x · grad.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Square() => new SquareOp().Apply(DType == DType.Bool ? To(DType.Int64) : this);

    /// <summary>Squares each element.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The elements are bools, which cannot hold the int64 result.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Square_() => new SquareOp().ApplyInPlace(this, 2);

    /// <inheritdoc cref="Square()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Square(Tensor input) => input.NotNull().Square();
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
