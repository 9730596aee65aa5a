using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Each element clamped between two bounds; NaN stays NaN. Floating result. Gradient: grad strictly between the bounds, 0 outside and
    /// at the bounds (where <see cref="Clamp(Autograd.Scalar?, Autograd.Scalar?)"/> passes grad).
    /// </summary>
    /// <param name="min">The lower bound.</param>
    /// <param name="max">The upper bound.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">The lower bound is greater than the upper bound.</exception>
    public Tensor Hardtanh(double min = -1, double max = 1) => HardtanhOp.Of("hardtanh", this, min, max).Apply(this);

    /// <summary>Clamps each element between two bounds.</summary>
    /// <inheritdoc cref="Hardtanh"/>
    /// <returns>This tensor.</returns>
    public Tensor Hardtanh_(double min = -1, double max = 1) => Engine.InPlace.Apply(HardtanhOp.Of("hardtanh", this, min, max), this, this);
}

internal sealed class HardtanhOp(string name, double min, double max) : UnaryOp<HardtanhOp.Kernel>(new Kernel(min, max))
{
    public override string Name => name;

    /// <summary>The operation that clamps a tensor between two bounds; for integers and for NaN bounds, that of clamp.</summary>
    public static Op Of(string name, Tensor x, double min, double max)
    {
        if (min > max) throw new ArgumentException($"{name}: the lower bound {min} is greater than the upper bound {max}");
        if (x.DType.IsFloating() && !double.IsNaN(min + max)) return new HardtanhOp(name, min, max);
        if (x.DType.IsFloating()) return new ClampOp(ClampOp.Bounds(name, x.DType, min, max));
        Promotion.RequireNumber(name, x);
        if (x.DType == DType.UInt8 && min < 0)
        {
            throw new ArgumentException(
                $"{name}: uint8 has no negative numbers, but the lower bound is {min}: raise it to 0, or convert with To(DType.Int32)");
        }

        return new ClampOp(ClampOp.Bounds(name, x.DType, new Scalar(min).To<long>(), new Scalar(max).To<long>()));
    }

    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => new HardtanhGradOp(min, max).Apply(grad, Saved(0));

    internal readonly struct Kernel(double min, double max) : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> low = VectorLoop.Broadcast<T>(min), high = VectorLoop.Broadcast<T>(max);
            return Vector.ConditionalSelect(Vector.LessThan(x, low), low, Vector.ConditionalSelect(Vector.GreaterThan(x, high), high, x));
        }
    }
}

/// <summary>grad strictly between the bounds, else 0.</summary>
internal sealed class HardtanhGradOp(double min, double max) : SlopeOp<HardtanhGradOp.Kernel>(new Kernel(min, max))
{
    protected override Tensor? Curvature(Tensor x) => null;

    internal readonly struct Kernel(double min, double max) : IBinaryKernel, IVectorPairForm
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, grad, x, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Vector.ConditionalSelect(
                Vector.GreaterThan(x, VectorLoop.Broadcast<T>(min)) & Vector.LessThan(x, VectorLoop.Broadcast<T>(max)),
                grad,
                Vector<T>.Zero);
    }
}
