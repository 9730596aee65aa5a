using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The difference, element by element, broadcast. Not for bools. Gradient: grad, and −grad to the subtrahend.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <exception cref="DTypeException">One is bool.</exception>
    public Tensor Sub(Tensor other) => SubOp.Of(this, other).Apply(this, other);

    /// <summary>Each element minus a number. Gradient: grad.</summary>
    /// <exception cref="DTypeException">The tensor is bool.</exception>
    public Tensor Sub(Scalar other)
    {
        SubOp.RequireNumbers(this);
        return new SubScalarOp(other).Apply(To(Promotion.ResultType(this, other)));
    }

    /// <summary>Subtracts another tensor, broadcast to this shape.</summary>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Sub_(Tensor other) => SubOp.Of(this, other).ApplyInPlace(this, other);

    /// <inheritdoc cref="Sub_(Tensor)"/>
    public Tensor Sub_(Scalar other)
    {
        SubOp.RequireNumbers(this);
        return new SubScalarOp(other).ApplyInPlace(this, other);
    }

    /// <summary>This minus alpha times another tensor, broadcast. Gradient: grad, and −alpha · grad to the other.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <exception cref="DTypeException">A floating alpha is given for whole numbers.</exception>
    public Tensor Sub(Tensor other, Scalar alpha) => Sub(AddOp.Times("sub", this, other, alpha));

    /// <summary>Subtracts alpha times another tensor, broadcast to this shape.</summary>
    /// <inheritdoc cref="Sub(Tensor, Scalar)"/>
    public Tensor Sub_(Tensor other, Scalar alpha) => Sub_(AddOp.Times("sub_", this, other, alpha));

    /// <inheritdoc cref="Sub(Tensor)"/>
    public static Tensor operator -(Tensor left, Tensor right) => left.Sub(right);

    /// <inheritdoc cref="Sub(Scalar)"/>
    public static Tensor operator -(Tensor left, Scalar right) => left.Sub(right);

    /// <inheritdoc cref="Sub(Scalar)"/>
    public static Tensor operator -(Scalar left, Tensor right)
    {
        SubOp.RequireNumbers(right);
        return new ScalarSubOp(left).Apply(right.To(Promotion.ResultType(right, left)));
    }
}

internal sealed class SubOp : NumericBinaryOp<SubOp.Kernel>
{
    /// <summary>The difference of two tensors, neither of which is a mask.</summary>
    public static SubOp Of(Tensor first, Tensor second)
    {
        RequireNumbers(first);
        RequireNumbers(second);
        return new SubOp();
    }

    public static void RequireNumbers(Tensor operand)
    {
        if (operand.DType == DType.Bool)
            throw new DTypeException("sub: not defined for bool tensors; to invert a mask write !mask, to tell where two differ a ^ b, or convert with To(DType.Int64)");
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => input == 0 ? grad : -grad;

    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Subtract(a, b, y);
    }
}

internal sealed class SubScalarOp(Scalar value) : NumericUnaryOp<SubScalarOp.Kernel>(new Kernel(value))
{
    public override string Name => "sub";

    protected internal override Tensor Vjp(int input, Tensor grad) => grad;

    internal readonly struct Kernel(Scalar value) : INumericUnaryKernel
    {
        public Scalar Value { get; } = value;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Subtract(x, Value.To<T>(), y);
    }
}

internal sealed class ScalarSubOp(Scalar value) : NumericUnaryOp<ScalarSubOp.Kernel>(new Kernel(value))
{
    public override string Name => "rsub";

    protected internal override Tensor Vjp(int input, Tensor grad) => -grad;

    internal readonly struct Kernel(Scalar value) : INumericUnaryKernel
    {
        public Scalar Value { get; } = value;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Subtract(Value.To<T>(), x, y);
    }
}
