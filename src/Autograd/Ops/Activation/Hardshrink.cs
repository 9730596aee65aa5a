using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>0 from −λ to λ, else x. Floating result. Gradient: 0 from −λ to λ (inclusive), else grad.</summary>
    /// <param name="lambda">The half width of the interval that becomes 0.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Hardshrink(double lambda = 0.5) => new HardshrinkOp(lambda).Apply(this);

    /// <inheritdoc cref="Hardshrink(double)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="lambda">The half width of the interval that becomes 0.</param>
    public static Tensor Hardshrink(Tensor input, double lambda = 0.5) => input.NotNull().Hardshrink(lambda);
}

internal sealed class HardshrinkOp(double lambda) : UnaryOp<HardshrinkOp.Kernel>(new Kernel(lambda))
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new HardshrinkGradOp(lambda).Apply(grad, Saved(0));

    internal readonly struct Kernel(double lambda) : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Vector.ConditionalSelect(Vector.LessThanOrEqual(Vector.Abs(x), VectorLoop.Broadcast<T>(lambda)), Vector<T>.Zero, x);
    }
}

/// <summary>0 from −λ to λ, else grad.</summary>
internal sealed class HardshrinkGradOp(double lambda) : SlopeOp<HardshrinkGradOp.Kernel>(new Kernel(lambda))
{
    protected override Tensor? Curvature(Tensor x) => null;

    internal readonly struct Kernel(double lambda) : IBinaryKernel, IVectorPairForm
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, grad, x, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Vector.ConditionalSelect(Vector.GreaterThan(Vector.Abs(x), VectorLoop.Broadcast<T>(lambda)), grad, Vector<T>.Zero);
    }
}
