using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// x · Φ(x), with Φ the normal distribution function (Hendrycks and Gimpel 2016). Floating result. Gradient: grad · (Φ(x) + x ·
    /// φ(x)).
    /// </summary>
    /// <param name="approximate">
    /// How to compute Φ: by the error function, or by the paper's tanh approximation, which GPT-2 was trained with.
    /// </param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Gelu(GeluApproximation approximate = GeluApproximation.None) =>
        approximate == GeluApproximation.Tanh ? new GeluTanhOp().Apply(this) : new GeluOp().Apply(this);
}

internal sealed class GeluOp : UnaryOp<GeluOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new GeluGradOp().Apply(grad, Saved(0));

    internal readonly struct Kernel : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => x * VectorLoop.Broadcast<T>(0.5) * (Vector<T>.One + ErrorFunction.Of(x * VectorLoop.Broadcast<T>(GeluGradOp.RootHalf)));
    }
}

/// <summary>grad · (Φ(x) + x · φ(x)).</summary>
internal sealed class GeluGradOp : SlopeOp<GeluGradOp.Kernel>
{
    /// <summary>1/√2.</summary>
    public const double RootHalf = 0.70710678118654752;

    /// <summary>1/√(2π): φ(0).</summary>
    private const double Density = 0.39894228040143268;

    protected override Tensor Curvature(Tensor x) => (x.Square() * -0.5).Exp() * Density * (2 - x.Square());

    internal readonly struct Kernel : IBinaryKernel, IVectorPairForm
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, grad, x, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> erf = ErrorFunction.Of(x * VectorLoop.Broadcast<T>(RootHalf), out Vector<T> gaussian);
            return grad * (VectorLoop.Broadcast<T>(0.5) * (Vector<T>.One + erf) + x * gaussian * VectorLoop.Broadcast<T>(Density));
        }
    }
}
