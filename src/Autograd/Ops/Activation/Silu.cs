using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>x · σ(x), also called swish. Floating result. Gradient: grad · σ(x) · (1 + x · (1 − σ(x))).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Silu() => new SiluOp().Apply(this);

    /// <summary>Replaces each element x by x · σ(x).</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Silu_() => Engine.InPlace.Apply(new SiluOp(), this, this);
}

internal sealed class SiluOp : UnaryOp<SiluOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new SiluGradOp().Apply(grad, Saved(0));

    internal readonly struct Kernel : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => x * Exponential.Sigmoid(x);
    }
}

/// <summary>grad · σ(x) · (1 + x · (1 − σ(x))).</summary>
internal sealed class SiluGradOp : SlopeOp<SiluGradOp.Kernel>
{
    protected override Tensor Curvature(Tensor x)
    {
        Tensor s = x.Sigmoid();
        return s * (1 - s) * (x * (1 - s * 2) + 2);
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
            Vector<T> s = Exponential.Sigmoid(x);
            return grad * s * (Vector<T>.One + x * (Vector<T>.One - s));
        }
    }
}
