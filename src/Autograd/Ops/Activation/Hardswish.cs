using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// x · (x + 3) / 6 between −3 and 3, 0 below, x above (Howard et al. 2019). Floating result.
    /// Gradient: grad · (x / 3 + 1/2) for −3 ≤ x &lt; 3, 0 below, grad from 3 on.
    /// </summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Hardswish() => new HardswishOp().Apply(this);

    /// <summary>Replaces each element by its hard swish.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Hardswish_() => Engine.InPlace.Apply(new HardswishOp(), this, this);
}

internal sealed class HardswishOp : UnaryOp<HardswishOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new HardswishGradOp().Apply(grad, Saved(0));

    internal readonly struct Kernel : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => x * HardsigmoidOp.ClampTo6(x + VectorLoop.Broadcast<T>(3.0)) / VectorLoop.Broadcast<T>(6.0);
    }
}

/// <summary>grad · (x / 3 + 1/2) from −3 to 3, 0 below, grad from 3 on.</summary>
internal sealed class HardswishGradOp : SlopeOp<HardswishGradOp.Kernel>
{
    protected override Tensor Curvature(Tensor x) => ((x > -3) & (x < 3)).To(x.DType) / 3;

    internal readonly struct Kernel : IBinaryKernel, IVectorPairForm
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, grad, x, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> three = VectorLoop.Broadcast<T>(3.0), between = grad * (x / three + VectorLoop.Broadcast<T>(0.5));
            return Vector.ConditionalSelect(
                Vector.LessThan(x, -three), Vector<T>.Zero, Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, three), grad, between));
        }
    }
}
