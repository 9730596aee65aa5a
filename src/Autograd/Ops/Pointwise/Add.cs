using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The sum, element by element, broadcast. Of two bool tensors: the logical or, as in PyTorch. Gradient: grad to each.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Add(Tensor other) => DType == DType.Bool && other.DType == DType.Bool ? Maximum(other) : new AddOp().Apply(this, other);

    /// <summary>Each element plus a number. Gradient: grad.</summary>
    public Tensor Add(Scalar other) => new AddScalarOp(other).Apply(To(Promotion.ResultType(this, other)));

    /// <summary>Adds another tensor, broadcast to this shape.</summary>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Add_(Tensor other) => new AddOp().ApplyInPlace(this, other);

    /// <inheritdoc cref="Add_(Tensor)"/>
    public Tensor Add_(Scalar other) => new AddScalarOp(other).ApplyInPlace(this, other);

    /// <inheritdoc cref="Add(Tensor)"/>
    public static Tensor operator +(Tensor left, Tensor right) => left.Add(right);

    /// <inheritdoc cref="Add(Scalar)"/>
    public static Tensor operator +(Tensor left, Scalar right) => left.Add(right);

    /// <inheritdoc cref="Add(Scalar)"/>
    public static Tensor operator +(Scalar left, Tensor right) => right.Add(left);
}

internal sealed class AddOp : NumericBinaryOp<AddOp.Kernel>
{
    protected internal override Tensor Vjp(int input, Tensor grad) => grad;

    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Add(a, b, y);
    }
}

internal sealed class AddScalarOp(Scalar value) : NumericUnaryOp<AddScalarOp.Kernel>(new Kernel(value))
{
    public override string Name => "add";

    protected internal override Tensor Vjp(int input, Tensor grad) => grad;

    internal readonly struct Kernel(Scalar value) : INumericUnaryKernel
    {
        public Scalar Value { get; } = value;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Add(x, Value.To<T>(), y);
    }
}
