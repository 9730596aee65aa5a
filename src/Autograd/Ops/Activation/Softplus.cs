using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// ln(1 + e^(βx)) / β, a smooth <see cref="Relu()"/>; x itself where βx is above the threshold. Floating result. Gradient: grad ·
    /// σ(βx), or grad above the threshold.
    /// </summary>
    /// <param name="beta">The sharpness of the bend.</param>
    /// <param name="threshold">The value of βx above which the function is linear.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Softplus(double beta = 1, double threshold = 20) => new SoftplusOp(beta, threshold).Apply(this);
}

internal sealed class SoftplusOp(double beta, double threshold) : UnaryOp<SoftplusOp.Kernel>(new Kernel(beta, threshold))
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new SoftplusGradOp(beta, threshold).Apply(grad, Saved(0));

    internal readonly struct Kernel(double beta, double threshold) : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> scaled = x * VectorLoop.Broadcast<T>(beta);
            return Vector.ConditionalSelect(
                Vector.GreaterThan(scaled, VectorLoop.Broadcast<T>(threshold)),
                x,
                Exponential.Softplus(scaled) / VectorLoop.Broadcast<T>(beta));
        }
    }
}

/// <summary>grad · σ(βx), or grad above the threshold.</summary>
internal sealed class SoftplusGradOp(double beta, double threshold) : SlopeOp<SoftplusGradOp.Kernel>(new Kernel(beta, threshold))
{
    protected override Tensor Curvature(Tensor x)
    {
        Tensor scaled = x * Arguments.Beta, s = scaled.Sigmoid();
        return (s * (1 - s) * Arguments.Beta).MaskedFill(scaled > Arguments.Threshold, 0);
    }

    internal readonly struct Kernel(double beta, double threshold) : IBinaryKernel, IVectorPairForm
    {
        public double Beta { get; } = beta;

        public double Threshold { get; } = threshold;

        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, grad, x, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> scaled = x * VectorLoop.Broadcast<T>(Beta);
            return Vector.ConditionalSelect(
                Vector.GreaterThan(scaled, VectorLoop.Broadcast<T>(Threshold)), grad, grad * Exponential.Sigmoid(scaled));
        }
    }
}
