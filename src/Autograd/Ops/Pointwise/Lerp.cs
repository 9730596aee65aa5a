using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Linear interpolation to another tensor: this + weight · (end − this), broadcast. Gradient: grad · (1 − weight), and grad · weight
    /// to the end.
    /// </summary>
    /// <param name="end">The result at a weight of 1.</param>
    /// <param name="weight">The weight of <paramref name="end"/>; outside [0, 1] it extrapolates.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Lerp(Tensor end, Scalar weight) => LerpScalarOp.Of("lerp", this, end.NotNull(), weight).Apply(this, end);

    /// <summary>
    /// Linear interpolation with a weight for each element; all three broadcast. Gradient of the weight: grad · (end − this).
    /// </summary>
    /// <inheritdoc cref="Lerp(Tensor, Scalar)"/>
    public Tensor Lerp(Tensor end, Tensor weight)
    {
        end.NotNull();
        weight.NotNull();
        DType type = Promotion.ToFloating(Promotion.ResultType(this, end));
        Shape shape = Broadcasting.Shapes("lerp", Broadcasting.Shapes("lerp", Shape, end.Shape), weight.Shape);
        return new LerpOp().Apply(
            Broadcasting.To("lerp", To(type), shape),
            Broadcasting.To("lerp", end.To(type), shape),
            Broadcasting.To("lerp", weight.To(type), shape));
    }

    /// <summary>Moves each element towards another tensor, broadcast to this shape: this + weight · (end − this).</summary>
    /// <param name="end">The result at a weight of 1, broadcast to this shape.</param>
    /// <param name="weight">The weight of <paramref name="end"/>.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ShapeException">The end does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Lerp_(Tensor end, Scalar weight) => LerpScalarOp.Of("lerp_", this, end.NotNull(), weight).ApplyInPlace(this, end);

    /// <summary>Moves each element towards another tensor, with a weight for each element.</summary>
    /// <param name="end">The result at a weight of 1, broadcast to this shape.</param>
    /// <param name="weight">The weight of <paramref name="end"/>.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ShapeException">The end or the weight does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Lerp_(Tensor end, Tensor weight) =>
        Engine.InPlace.Apply(
            new LerpOp(),
            this,
            this,
            Broadcasting.To("lerp_", end.NotNull().To(DType), Shape),
            Broadcasting.To("lerp_", weight.NotNull().To(DType), Shape));

    /// <inheritdoc cref="Lerp(Tensor, Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="end">The result at a weight of 1.</param>
    /// <param name="weight">The weight of <paramref name="end"/>; outside [0, 1] it extrapolates.</param>
    public static Tensor Lerp(Tensor input, Tensor end, Scalar weight) => input.NotNull().Lerp(end, weight);

    /// <inheritdoc cref="Lerp(Tensor, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="end">The result at a weight of 1.</param>
    /// <param name="weight">The weight of <paramref name="end"/>; outside [0, 1] it extrapolates.</param>
    public static Tensor Lerp(Tensor input, Tensor end, Tensor weight) => input.NotNull().Lerp(end, weight);
}

internal sealed class LerpScalarOp(Scalar weight) : BinaryOp<LerpScalarOp.Kernel>(new Kernel(weight.ToDouble()))
{
    /// <summary>The operation, whose weight must be a number of the dtype that it computes in.</summary>
    public static LerpScalarOp Of(string op, Tensor start, Tensor end, Scalar weight)
    {
        weight.RequireIn(Promotion.ToFloating(Promotion.ResultType(start, end)), op);
        return new LerpScalarOp(weight);
    }

    public override string Name => "lerp";

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * (input == 0 ? 1 - Arguments.Weight : Arguments.Weight);

    internal readonly struct Kernel(double weight) : IBinaryKernel
    {
        public double Weight { get; } = weight;

        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T w = T.CreateTruncating(Weight);
            // Computed from the nearer end, so that a weight of 1 gives the end exactly.
            if (T.Abs(w) < T.CreateTruncating(0.5))
            {
                for (int i = 0; i < y.Length; i++) y[i] = a[i] + w * (b[i] - a[i]);
            }
            else
            {
                for (int i = 0; i < y.Length; i++) y[i] = b[i] - (b[i] - a[i]) * (T.One - w);
            }
        }
    }
}

internal sealed class LerpOp : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) =>
        inputs[0].DType.IsFloating()
            ? inputs[0]
            : throw new DTypeException(
                $"lerp_: the {inputs[0].DType.Text()} tensor cannot hold interpolated values; convert it with To(DType.Float32)");

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        (Tensor start, Tensor end, Tensor weight) = (inputs[0], inputs[1], inputs[2]);
        Tensor distance = end - start;
        return Tensor.Where(weight.Abs().Lt(0.5), start + weight * distance, end - distance * (1 - weight));
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(Needs(2) ? inputs[0] : null);
        Save(Needs(2) ? inputs[1] : null);
        Save(Needs(0) || Needs(1) ? inputs[2] : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => input switch
    {
        0 => grad * (1 - Saved(2)),
        1 => grad * Saved(2),
        _ => grad * (Saved(1) - Saved(0)),
    };
}
