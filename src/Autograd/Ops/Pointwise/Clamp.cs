using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Each element clamped between two bounds; max where min &gt; max. NaN stays NaN, and a NaN bound gives NaN. Gradient: grad where min
    /// ≤ x ≤ max (at the bounds too), else 0 (0 at a NaN).
    /// </summary>
    /// <param name="min">The lower bound; null for none.</param>
    /// <param name="max">The upper bound; null for none.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">Neither bound is given.</exception>
    /// <exception cref="DTypeException">The dtype of the result does not hold a bound.</exception>
    [OverloadResolutionPriority(1)]
    public Tensor Clamp(Scalar? min = null, Scalar? max = null)
    {
        DType type = DType;
        if (min is { } low) type = Promotion.ResultType(this, low);
        if (max is { } high && Promotion.ResultType(this, high) > type) type = Promotion.ResultType(this, high);
        return new ClampOp(ClampOp.Bounds("clamp", type, min, max)).Apply(To(type));
    }

    /// <summary>
    /// Each element clamped between its own two bounds, all broadcast; max where min &gt; max. NaN if any is NaN. Gradient: grad to the
    /// element where min ≤ x ≤ max, to min where x &lt; min &lt; max, and to max where x &gt; max or max &lt; min.
    /// </summary>
    /// <param name="min">The lower bound; null for none.</param>
    /// <param name="max">The upper bound; null for none.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ArgumentException">Neither bound is given.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Clamp(Tensor? min = null, Tensor? max = null)
    {
        if (min is null && max is null) throw new ArgumentException("clamp: give min, max or both");
        DType type = min is null ? Promotion.ResultType(this, max!) : Promotion.ResultType(this, min);
        Shape shape = Broadcasting.Shapes("clamp", Shape, (min ?? max)!.Shape);
        if (min is not null && max is not null)
        {
            if (Promotion.ResultType(this, max) > type) type = Promotion.ResultType(this, max);
            shape = Broadcasting.Shapes("clamp", shape, max.Shape);
        }

        Tensor x = Fit(this);
        if (min is null) return new ClampToOp(hasMin: false, hasMax: true).Apply(x, Fit(max!));
        if (max is null) return new ClampToOp(hasMin: true, hasMax: false).Apply(x, Fit(min));
        return new ClampToOp(hasMin: true, hasMax: true).Apply([x, Fit(min), Fit(max)]);

        Tensor Fit(Tensor t) => Broadcasting.To("clamp", t.To(type), shape);
    }

    /// <summary>Clamps each element between two bounds.</summary>
    /// <param name="min">The lower bound; null for none.</param>
    /// <param name="max">The upper bound; null for none.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ArgumentException">Neither bound is given.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Clamp_(Scalar? min = null, Scalar? max = null)
    {
        if (min is { } low) Promotion.RequireFits("clamp_", this, low);
        if (max is { } high) Promotion.RequireFits("clamp_", this, high);
        return Engine.InPlace.Apply(new ClampOp(ClampOp.Bounds("clamp_", DType, min, max)), this, this);
    }

    /// <inheritdoc cref="Clamp(Scalar?, Scalar?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="min">The lower bound; null for none.</param>
    /// <param name="max">The upper bound; null for none.</param>
    public static Tensor Clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.NotNull().Clamp(min, max);

    /// <inheritdoc cref="Clamp(Tensor?, Tensor?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="min">The lower bound; null for none.</param>
    /// <param name="max">The upper bound; null for none.</param>
    public static Tensor Clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.NotNull().Clamp(min, max);
}

internal sealed class ClampOp(ClampOp.Kernel kernel) : NumericUnaryOp<ClampOp.Kernel>(kernel)
{
    public static Kernel Bounds(string op, DType type, Scalar? min, Scalar? max)
    {
        if (min is null && max is null) throw new ArgumentException("clamp: give min, max or both");
        min?.RequireIn(type, op);
        max?.RequireIn(type, op);
        return new Kernel(min, max);
    }

    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        Tensor.Where(Inside(Saved(0)), grad, Tensor.Zeros([], grad.DType, device: grad.Device));

    private Tensor Inside(Tensor x)
    {
        Tensor? above = Arguments.Min is { } min ? x.Ge(min) : null, below = Arguments.Max is { } max ? x.Le(max) : null;
        return above is null ? below! : below is null ? above : Tensor.Both(above, below);
    }

    internal readonly struct Kernel(Scalar? min, Scalar? max) : INumericUnaryKernel
    {
        public Scalar? Min { get; } = min;

        public Scalar? Max { get; } = max;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            if (Min is { } low)
            {
                TensorPrimitives.Max(x, low.To<T>(), y);
                x = y;
            }

            if (Max is { } high) TensorPrimitives.Min(x, high.To<T>(), y);
        }
    }
}
