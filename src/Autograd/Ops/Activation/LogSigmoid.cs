using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>ln σ(x) = −ln(1 + e⁻ˣ), accurate where σ underflows. Floating result. Gradient: grad · σ(−x).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor LogSigmoid() => new LogSigmoidOp().Apply(this);
}

internal sealed class LogSigmoidOp : UnaryOp<LogSigmoidOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new LogSigmoidGradOp().Apply(grad, Saved(0));

    internal readonly struct Kernel : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => -Exponential.Softplus(-x);
    }
}

/// <summary>grad · σ(−x).</summary>
internal sealed class LogSigmoidGradOp : SlopeOp<LogSigmoidGradOp.Kernel>
{
    protected override Tensor Curvature(Tensor x)
    {
        Tensor s = x.Sigmoid();
        return s * (s - 1);
    }

    internal readonly struct Kernel : IBinaryKernel, IVectorPairForm
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, grad, x, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => grad * Exponential.Sigmoid(-x);
    }
}
