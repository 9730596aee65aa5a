using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// (x + 3) / 6 held between 0 and 1: a sigmoid of straight lines. Floating result. Gradient: grad / 6 where −3 &lt; x &lt; 3, else 0.
    /// </summary>
    public Tensor Hardsigmoid() => new HardsigmoidOp().Apply(this);

    /// <summary>Replaces each element by its hard sigmoid.</summary>
    public Tensor Hardsigmoid_() => Engine.InPlace.Apply(new HardsigmoidOp(), this, this);
}

internal sealed class HardsigmoidOp : UnaryOp<HardsigmoidOp.Kernel>
{
    /// <summary>Each element held between 0 and 6; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Hold<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> six = VectorLoop.All<T>(6.0);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), Vector<T>.Zero, Vector.ConditionalSelect(Vector.GreaterThan(x, six), six, x));
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
            => HardsigmoidOp.Hold(x + VectorLoop.All<T>(3.0)) / VectorLoop.All<T>(6.0);
    }
}

/// <summary>grad / 6 where −3 &lt; x &lt; 3, else 0. The sixth is float32's for float64 too, as PyTorch's.</summary>
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
            => Vector.ConditionalSelect(Vector.GreaterThan(x, VectorLoop.All<T>(-3.0)) & Vector.LessThan(x, VectorLoop.All<T>(3.0)), grad * VectorLoop.All<T>(1 / 6f), Vector<T>.Zero);
    }
}
