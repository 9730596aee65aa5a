using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The difference, element by element, broadcast. Not defined for bools. Gradient: grad, and −grad to the subtrahend.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <exception cref="DTypeException">An operand is bool.</exception>
    public Tensor Sub(Tensor other) => SubOp.Of(this, other.NotNull()).Apply(this, other);

    /// <summary>Each element minus a number. Gradient: grad.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">The tensor is bool.</exception>
    public Tensor Sub(Scalar other)
    {
        SubOp.RequireNumbers(this);
        return new SubScalarOp(other).Apply(To(Promotion.ResultType(this, other)));
    }

    /// <summary>Subtracts another tensor, broadcast to this shape.</summary>
    /// <param name="other">The other operand, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    /// <exception cref="ShapeException">An operand does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    public Tensor Sub_(Tensor other) => SubOp.Of(this, other.NotNull()).ApplyInPlace(this, other);

    /// <inheritdoc cref="Sub_(Tensor)"/>
    public Tensor Sub_(Scalar other)
    {
        SubOp.RequireNumbers(this);
        return new SubScalarOp(other).ApplyInPlace(this, other);
    }

    /// <summary>This minus alpha times another tensor, broadcast. Gradient: grad, and −alpha · grad to the other.</summary>
    /// <param name="other">The other operand.</param>
    /// <param name="alpha">The factor of <paramref name="other"/>.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <exception cref="DTypeException">A tensor is bool, or alpha is floating while both tensors hold integers.</exception>
    public Tensor Sub(Tensor other, Scalar alpha) => Sub(AddOp.Times("sub", this, other.NotNull(), alpha));

    /// <summary>Subtracts alpha times another tensor, broadcast to this shape.</summary>
    /// <inheritdoc cref="Sub(Tensor, Scalar)"/>
    /// <returns>This tensor.</returns>
    public Tensor Sub_(Tensor other, Scalar alpha) => Sub_(AddOp.Times("sub_", this, other.NotNull(), alpha));

    /// <inheritdoc cref="Sub(Tensor)"/>
    /// <param name="left">The minuend.</param>
    /// <param name="right">The subtrahend.</param>
    public static Tensor operator -(Tensor left, Tensor right) => left.NotNull().Sub(right);

    /// <inheritdoc cref="Sub(Scalar)"/>
    /// <param name="left">The minuend.</param>
    /// <param name="right">The subtrahend, a number.</param>
    public static Tensor operator -(Tensor left, Scalar right) => left.NotNull().Sub(right);

    /// <summary>A number minus each element. Gradient: −grad.</summary>
    /// <inheritdoc cref="Sub(Scalar)"/>
    /// <param name="left">The minuend, a number.</param>
    /// <param name="right">The subtrahend.</param>
    public static Tensor operator -(Scalar left, Tensor right)
    {
        right.NotNull();
        SubOp.RequireNumbers(right);
        return new ScalarSubOp(left).Apply(right.To(Promotion.ResultType(right, left)));
    }

    /// <summary>Subtracts another tensor in place, from this tensor and all its views: <c>x -= y</c> is <c>x.Sub_(y)</c>.</summary>
    /// <inheritdoc cref="Sub_(Tensor)"/>
    public void operator -=(Tensor other) => _ = AsNumber is { } number ? number.Become(Sub(other)) : Sub_(other);

    /// <summary>Subtracts a number in place, from this tensor and all its views: <c>x -= 2</c> is <c>x.Sub_(2)</c>.</summary>
    /// <inheritdoc cref="Sub_(Scalar)"/>
    public void operator -=(Scalar other) => _ = AsNumber is { } number ? number.Become(Sub(other)) : Sub_(other);

    /// <inheritdoc cref="Sub(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Sub(Tensor input, Tensor other) =>
        other is NumberTensor { Number: { } number } ? input.NotNull().Sub(number) : input.NotNull().Sub(other);

    /// <inheritdoc cref="Sub(Tensor, Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    /// <param name="alpha">The factor of <paramref name="other"/>.</param>
    public static Tensor Sub(Tensor input, Tensor other, Scalar alpha) => input.NotNull().Sub(other, alpha);

    /// <summary>The difference written into a tensor: <c>torch.sub(x, y, out=result)</c>. Not recorded.</summary>
    /// <param name="input">The first operand.</param>
    /// <param name="other">The second operand.</param>
    /// <param name="out">The tensor to write into, of the result's shape; the result is converted to its dtype.</param>
    /// <returns><paramref name="out"/>.</returns>
    /// <exception cref="GraphException">A tensor requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast, or not to that of <paramref name="out"/>.</exception>
    /// <exception cref="DTypeException"><paramref name="out"/> cannot hold the result's numbers.</exception>
    public static Tensor Sub(Tensor input, Tensor other, Tensor @out) =>
        SubOp.Of(input.NotNull(), other.NotNull()).ApplyInto(@out.NotNull(), input, other);
}

internal sealed class SubOp : NumericBinaryOp<SubOp.Kernel>
{
    /// <summary>The subtraction of two tensors; throws if either is bool.</summary>
    public static SubOp Of(Tensor first, Tensor second)
    {
        RequireNumbers(first);
        RequireNumbers(second);
        return new SubOp();
    }

    public static void RequireNumbers(Tensor operand)
    {
        if (operand.DType == DType.Bool)
        {
            throw new DTypeException(
                "sub: not defined for bool tensors; use !mask to invert a mask, a ^ b for where two differ, " +
                "or convert with To(DType.Int64)");
        }
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
