namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The matrix product, as <c>torch.matmul</c>: two vectors give their dot product, a vector times a matrix is treated as a row or a
    /// column, and leading dimensions are batches that broadcast. Gradient: grad · bᵀ and aᵀ · grad.
    /// </summary>
    /// <param name="other">The right factor.</param>
    /// <returns>The product.</returns>
    /// <exception cref="ShapeException">The inner sizes differ, the batches do not broadcast, or a tensor has no dimensions.</exception>
    /// <exception cref="DTypeException">The dtypes differ, or are bool.</exception>
    public Tensor MatMul(Tensor other)
    {
        other.NotNull();
        if (Rank == 0 || other.Rank == 0)
            throw new ShapeException(
                $"matmul: both tensors need at least one dimension ({Shape} and {other.Shape}); to scale by a number use *");
        if (Rank == 1) return Unsqueeze(0).MatMul(other).Squeeze(other.Rank == 1 ? 0 : -2).AsResult();
        if (other.Rank == 1) return MatMul(other.Unsqueeze(1)).Squeeze(-1).AsResult();
        MatMulOp.CheckInner(Shape, other.Shape);
        // A batch times a single matrix is one tall matrix times it.
        if (Rank > 2 && other.Rank == 2)
            return Reshape(Shape.Numel == 0 ? TallEmpty() : [-1, Shape[^1]])
                .MatMul(other)
                .Reshape([.. Shape.AsSpan()[..^1], other.Shape[1]])
                .AsResult();
        Shape batch = Broadcasting.Batches("matmul", Shape, other.Shape);
        return new MatMulOp().Apply(
            Broadcasting.To("matmul", this, [.. batch, Shape[^2], Shape[^1]]),
            Broadcasting.To("matmul", other, [.. batch, other.Shape[^2], other.Shape[^1]]));
    }

    // -1 cannot be inferred where there are no elements.
    private int[] TallEmpty()
    {
        int rows = 1;
        foreach (int dim in Shape.AsSpan()[..^1]) rows *= dim;
        return [rows, Shape[^1]];
    }

    /// <inheritdoc cref="MatMul(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The right factor.</param>
    public static Tensor MatMul(Tensor input, Tensor other) => input.NotNull().MatMul(other);

    /// <summary>The matrix product written into a tensor: <c>torch.matmul(x, y, out=result)</c>. Not recorded.</summary>
    /// <param name="input">The left factor.</param>
    /// <param name="other">The right factor.</param>
    /// <param name="out">The tensor to write into, of the product's shape; the product is converted to its dtype.</param>
    /// <returns><paramref name="out"/>.</returns>
    /// <exception cref="GraphException">A tensor requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    /// <exception cref="ShapeException">The shapes do not fit, or the product has not the shape of <paramref name="out"/>.</exception>
    /// <exception cref="DTypeException">
    /// The factors' dtypes differ, or <paramref name="out"/> cannot hold the product's numbers.
    /// </exception>
    public static Tensor MatMul(Tensor input, Tensor other, Tensor @out)
    {
        input.NotNull();
        other.NotNull();
        @out.NotNull();
        Engine.OutArgument.RefuseRecording("matmul", @out, input, other);
        Tensor product = input.MatMul(other);
        Engine.OutArgument.RequireFit("matmul", product.Spec, @out);
        Engine.InPlace.RequireTarget("matmul, out", @out);
        return @out.Copy_(product);
    }
}

internal sealed class MatMulOp : Op
{
    public override string Name => "matmul";

    public static void CheckInner(Shape a, Shape b)
    {
        if (a[^1] != b[^2]) throw new ShapeException($"matmul: mat1 and mat2 shapes cannot be multiplied ({a} and {b})");
    }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec a, TensorSpec b) = (inputs[0], inputs[1]);
        CheckInner(a.Shape, b.Shape);
        if (a.DType != b.DType)
            throw new DTypeException(
                $"matmul: both tensors must have the same dtype, not {a.DType.Text()} and {b.DType.Text()}: convert one with "
                + $"To(DType.{Promotion.Wider(a.DType, b.DType)})");
        Promotion.RequireNumber(Name, a);
        int[] dims = a.Shape.ToArray();
        dims[^1] = b.Shape[^1];
        return a with { Shape = Shape.Adopt(dims) };
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Allocate(spec, inputs[0].Device);
        y.Device.MatMul(inputs[0].Raw, inputs[1].Raw, y.Raw, accumulate: false);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(Needs(0) ? inputs[1] : null);
        Save(Needs(1) ? inputs[0] : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0
            ? new MatMulOp().Apply(grad, Saved(0).Transpose(-1, -2))
            : new MatMulOp().Apply(Saved(1).Transpose(-1, -2), grad);
}
