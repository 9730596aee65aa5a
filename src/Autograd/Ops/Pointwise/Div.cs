using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The true quotient, element by element, broadcast; integers give a floating result. Gradient: grad / b, and −grad · a / b² to the divisor.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Div(Tensor other) => new DivOp().Apply(this, other);

    /// <summary>Each element divided by a number; a floating result. Gradient: grad / the number.</summary>
    public Tensor Div(Scalar other) => new DivScalarOp(other).Apply(this);

    /// <summary>Divides by another tensor, broadcast to this shape.</summary>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Div_(Tensor other) => new DivOp().ApplyInPlace(this, other);

    /// <inheritdoc cref="Div_(Tensor)"/>
    public Tensor Div_(Scalar other) => new DivScalarOp(other).ApplyInPlace(this, other);

    /// <inheritdoc cref="Div(Tensor)"/>
    public static Tensor operator /(Tensor left, Tensor right) => left.Div(right);

    /// <inheritdoc cref="Div(Scalar)"/>
    public static Tensor operator /(Tensor left, Scalar right) => left.Div(right);

    /// <inheritdoc cref="Div(Scalar)"/>
    public static Tensor operator /(Scalar left, Tensor right) => new ScalarDivOp(left).Apply(right);
}

internal sealed class DivOp : BinaryOp<DivOp.Kernel>
{
    protected override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(second);
        Save(Needs(1) ? first : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => input == 0 ? grad / Saved(0) : -grad * (Saved(1) / Saved(0) / Saved(0));

    internal readonly struct Kernel : IBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Divide(a, b, y);
    }
}

internal sealed class DivScalarOp(Scalar value) : UnaryOp<DivScalarOp.Kernel>(new Kernel(value))
{
    public override string Name => "div";

    protected internal override Tensor Vjp(int input, Tensor grad) => grad / Arguments.Value;

    internal readonly struct Kernel(Scalar value) : IUnaryKernel
    {
        public Scalar Value { get; } = value;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Divide(x, Value.To<T>(), y);
    }
}

internal sealed class ScalarDivOp(Scalar value) : UnaryOp<ScalarDivOp.Kernel>(new Kernel(value))
{
    protected override void Keep(Tensor input, Tensor output)
    {
        Save(output);
        Save(input);
    }

    public override string Name => "rdiv";

    protected internal override Tensor Vjp(int input, Tensor grad) => -grad * (Saved(0) / Saved(1));

    internal readonly struct Kernel(Scalar value) : IUnaryKernel
    {
        public Scalar Value { get; } = value;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Divide(Value.To<T>(), x, y);
    }
}
