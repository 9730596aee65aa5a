using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Each element moved towards 0 by λ, and 0 from −λ to λ. Floating result. Gradient: 0 from −λ to λ (inclusive), else grad.
    /// </summary>
    /// <param name="lambda">The distance to move.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative.</exception>
    public Tensor Softshrink(double lambda = 0.5)
    {
        if (!(lambda >= 0)) throw new ArgumentOutOfRangeException(nameof(lambda), $"softshrink: lambda cannot be negative ({lambda})");
        return new SoftshrinkOp(lambda).Apply(this);
    }
}

internal sealed class SoftshrinkOp(double lambda) : UnaryOp<SoftshrinkOp.Kernel>(new Kernel(lambda))
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
        {
            Vector<T> by = VectorLoop.Broadcast<T>(lambda);
            return Vector.ConditionalSelect(
                Vector.GreaterThan(x, by), x - by, Vector.ConditionalSelect(Vector.LessThan(x, -by), x + by, Vector<T>.Zero));
        }
    }
}
