using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// (x + 3) / 6 clamped to [0, 1]: a piecewise linear sigmoid. Floating result. Gradient: grad / 6 where −3 &lt; x &lt; 3, else 0.
    /// </summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Hardsigmoid() => new HardsigmoidOp().Apply(this);

    /// <summary>Replaces each element by its hard sigmoid.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Hardsigmoid_() => Engine.InPlace.Apply(new HardsigmoidOp(), this, this);
}

internal sealed class HardsigmoidOp : UnaryOp<HardsigmoidOp.Kernel>
{
    /// <summary>Each element clamped to [0, 6]; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ClampTo6<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> six = VectorLoop.Broadcast<T>(6.0);
        Vector<T> below6 = Vector.ConditionalSelect(Vector.GreaterThan(x, six), six, x);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), Vector<T>.Zero, below6);
    }

    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new HardsigmoidGradOp().Apply(grad, Saved(0));

    internal readonly struct Kernel : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => HardsigmoidOp.ClampTo6(x + VectorLoop.Broadcast<T>(3.0)) / VectorLoop.Broadcast<T>(6.0);
    }
}

/// <summary>grad / 6 where −3 &lt; x &lt; 3, else 0. 1/6 is rounded to float32 for float64 inputs too, as in PyTorch.</summary>
internal sealed class HardsigmoidGradOp : SlopeOp<HardsigmoidGradOp.Kernel>
{
    protected override Tensor? Curvature(Tensor x) => null;

    internal readonly struct Kernel : IBinaryKernel, IVectorPairForm
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, grad, x, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Vector.ConditionalSelect(
                Vector.GreaterThan(x, VectorLoop.Broadcast<T>(-3.0)) & Vector.LessThan(x, VectorLoop.Broadcast<T>(3.0)),
                grad * VectorLoop.Broadcast<T>(1 / 6f),
                Vector<T>.Zero);
    }
}
