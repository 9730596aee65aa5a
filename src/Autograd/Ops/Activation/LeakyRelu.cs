using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>x where x &gt; 0, else slope · x. Floating result. Gradient: grad where x &gt; 0, else slope · grad (at 0 too).</summary>
    /// <param name="slope">The slope below 0.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor LeakyRelu(double slope = 0.01) => new LeakyReluOp(slope).Apply(this);

    /// <summary>Multiplies each element x ≤ 0 by the slope.</summary>
    /// <param name="slope">The slope below 0.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor LeakyRelu_(double slope = 0.01) => Engine.InPlace.Apply(new LeakyReluOp(slope), this, this);
}

internal sealed class LeakyReluOp(double slope) : UnaryOp<LeakyReluOp.Kernel>(new Kernel(slope))
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new LeakyReluGradOp(slope).Apply(grad, Saved(0));

    internal readonly struct Kernel(double slope) : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, x * VectorLoop.Broadcast<T>(slope));
    }
}

/// <summary>grad where x &gt; 0, else slope · grad.</summary>
internal sealed class LeakyReluGradOp(double slope) : SlopeOp<LeakyReluGradOp.Kernel>(new Kernel(slope))
{
    protected override Tensor? Curvature(Tensor x) => null;

    internal readonly struct Kernel(double slope) : IBinaryKernel, IVectorPairForm
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, grad, x, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), grad, grad * VectorLoop.Broadcast<T>(slope));
    }
}
