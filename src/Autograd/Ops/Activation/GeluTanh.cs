using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

/// <summary>x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2: the tanh approximation of <see cref="Tensor.Gelu"/>.</summary>
internal sealed class GeluTanhOp : UnaryOp<GeluTanhOp.Kernel>
{
    public override string Name => "gelu";

    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new GeluTanhGradOp().Apply(grad, Saved(0));

    internal readonly struct Kernel : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => x * VectorLoop.Broadcast<T>(0.5) * (Vector<T>.One + Exponential.Tanh(GeluTanhGradOp.Inner(x)));
    }
}

/// <summary>grad · (1 + t + x · (1 − t²) · u′) / 2, with t = tanh u and u = √(2/π) · (x + 0.044715 · x³).</summary>
internal sealed class GeluTanhGradOp : SlopeOp<GeluTanhGradOp.Kernel>
{
    /// <summary>√(2/π).</summary>
    private const double Scale = 0.79788456080286536;

    /// <summary>The coefficient fitted in the paper.</summary>
    private const double Cubic = 0.044715;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Inner<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        => x * (Vector<T>.One + x * x * VectorLoop.Broadcast<T>(Cubic)) * VectorLoop.Broadcast<T>(Scale);

    protected override Tensor Curvature(Tensor x)
    {
        Tensor square = x.Square(), t = (x * (square * Cubic + 1) * Scale).Tanh(), slope = (square * (3 * Cubic) + 1) * Scale;
        return (1 - t.Square()) * (slope + x * (x * (6 * Cubic * Scale) - t * slope.Square() * 2) * 0.5);
    }

    internal readonly struct Kernel : IBinaryKernel, IVectorPairForm
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, grad, x, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> one = Vector<T>.One, t = Exponential.Tanh(Inner(x));
            Vector<T> slope = VectorLoop.Broadcast<T>(Scale) * (one + x * x * VectorLoop.Broadcast<T>(3 * Cubic));
            return grad * VectorLoop.Broadcast<T>(0.5) * (one + t + x * (one - t * t) * slope);
        }
    }
}
