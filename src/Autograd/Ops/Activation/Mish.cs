using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// x · tanh(ln(1 + eˣ)) (Misra 2019). Floating result. Gradient: grad · (t + x · σ(x) · (1 − t²)), with t the tanh.
    /// </summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Mish() => new MishOp().Apply(this);

    /// <summary>Replaces each element x by x · tanh(ln(1 + eˣ)).</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Mish_() => Engine.InPlace.Apply(new MishOp(), this, this);
}

internal sealed class MishOp : UnaryOp<MishOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new MishGradOp().Apply(grad, Saved(0));

    internal readonly struct Kernel : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => x * Exponential.Tanh(Exponential.Softplus(x));
    }
}

/// <summary>grad · (t + x · σ(x) · (1 − t²)), t = tanh(ln(1 + eˣ)).</summary>
internal sealed class MishGradOp : SlopeOp<MishGradOp.Kernel>
{
    protected override Tensor Curvature(Tensor x)
    {
        Tensor s = x.Sigmoid(), t = x.Softplus(threshold: double.PositiveInfinity).Tanh();
        return s * (1 - t.Square()) * (x * (1 - s - s * t * 2) + 2);
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
            Vector<T> t = Exponential.Tanh(Exponential.Softplus(x));
            return grad * (t + x * Exponential.Sigmoid(x) * (Vector<T>.One - t * t));
        }
    }
}
