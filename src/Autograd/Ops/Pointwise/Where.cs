using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// a where the condition holds, else b; all three broadcast. Gradient: grad to the chosen one, exactly 0 to the other.
    /// </summary>
    /// <param name="condition">A bool tensor.</param>
    /// <param name="a">Taken where the condition is true.</param>
    /// <param name="b">Taken where it is false.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">The condition is not bool, or a number is outside the dtype of the result.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b)
    {
        condition.NotNull();
        a.NotNull();
        b.NotNull();
        DType type = Promotion.ResultType(a, b);
        Placement.Join(ref a, ref b);
        Placement.Join(ref condition, ref a);
        Shape shape = Broadcasting.Shapes("where", Broadcasting.Shapes("where", a.Shape, b.Shape), condition.Shape);
        return new WhereOp().Apply(
            Broadcasting.To("where", condition, shape),
            Broadcasting.To("where", a.To(type), shape),
            Broadcasting.To("where", b.To(type), shape));
    }

    /// <summary>a where the condition holds, else a number. Gradient: grad where a is chosen, else 0.</summary>
    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, Tensor a, Scalar b) =>
        Where(condition, a.NotNull(), Filled("where", [], b, Promotion.ResultType(a, b), requiresGrad: false, a.Device));

    /// <summary>A number where the condition holds, else b. Gradient: grad where b is chosen, else 0.</summary>
    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, Scalar a, Tensor b) =>
        Where(condition, Filled("where", [], a, Promotion.ResultType(b.NotNull(), a), requiresGrad: false, b.Device), b);

    /// <summary>One number where the condition holds, another elsewhere: float32 if one of them is floating, else int64.</summary>
    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, Scalar a, Scalar b) =>
        Where(condition.NotNull(), Full([], a, device: condition.Device), Full([], b, device: condition.Device));

    /// <summary>True where both bool tensors are true.</summary>
    internal static Tensor Both(Tensor a, Tensor b) => a.Minimum(b);
}

internal sealed class WhereOp : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) =>
        inputs[0].DType == DType.Bool
            ? inputs[1]
            : throw new DTypeException($"where: the condition must be bool, not {inputs[0].DType.Text()}; compare first, as in x > 0");

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Allocate(spec, inputs[0].Device);
        y.Device.Where(inputs[0].Raw, inputs[1].Raw, inputs[2].Raw, y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[0]);

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor condition = Saved(0), zero = Tensor.Zeros([], grad.DType, device: grad.Device);
        return input == 1 ? Tensor.Where(condition, grad, zero) : Tensor.Where(condition, zero, grad);
    }
}
