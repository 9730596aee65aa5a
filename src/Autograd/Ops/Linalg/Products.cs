namespace Autograd;

/// <summary>Products for particular shapes: forms of <see cref="MatMul(Tensor)"/>.</summary>
public partial class Tensor
{
    /// <summary>The dot product of two vectors of the same length. Gradient: grad times the other.</summary>
    /// <param name="other">The other vector.</param>
    /// <returns>The dot product, a scalar.</returns>
    /// <exception cref="ShapeException">They are not vectors of the same length.</exception>
    /// <exception cref="DTypeException">The dtypes differ, or are bool.</exception>
    public Tensor Dot(Tensor other)
    {
        other.NotNull();
        RequireRanks("dot", this, 1, other, 1);
        RequireOneDType("dot", this, other);
        return Shape == other.Shape ? MatMul(other).WithCallName("dot") : throw new ShapeException(
            $"dot: the vectors have different lengths, {Shape} and {other.Shape}");
    }

    /// <summary>
    /// The outer product: all products of an element of this vector with one of the other. Gradient: grad times the other, summed.
    /// </summary>
    /// <param name="other">The other vector.</param>
    /// <returns>The matrix of products.</returns>
    /// <exception cref="ShapeException">They are not vectors.</exception>
    public Tensor Outer(Tensor other)
    {
        other.NotNull();
        RequireRanks("outer", this, 1, other, 1);
        return Unsqueeze(1) * other;
    }

    /// <summary>The product of a matrix and a vector.</summary>
    /// <inheritdoc cref="MatMul(Tensor)"/>
    /// <param name="vector">A vector of as many elements as this matrix has columns.</param>
    public Tensor Mv(Tensor vector)
    {
        vector.NotNull();
        RequireRanks("mv", this, 2, vector, 1);
        RequireOneDType("mv", this, vector);
        return Shape[1] == vector.Shape[0]
            ? MatMul(vector).WithCallName("mv")
            : throw new ShapeException($"mv: a matrix {Shape} takes a vector of {Shape[1]} elements, not {vector.Shape}");
    }

    /// <summary>The product of two matrices.</summary>
    /// <inheritdoc cref="MatMul(Tensor)"/>
    public Tensor Mm(Tensor other)
    {
        other.NotNull();
        RequireRanks("mm", this, 2, other, 2);
        return MatMul(other).WithCallName("mm");
    }

    /// <summary>The products of a batch of matrices with another batch of the same size.</summary>
    /// <inheritdoc cref="MatMul(Tensor)"/>
    public Tensor Bmm(Tensor other)
    {
        other.NotNull();
        RequireRanks("bmm", this, 3, other, 3);
        return Shape[0] == other.Shape[0] ? MatMul(other).WithCallName("bmm") : throw new ShapeException(
            $"bmm: the numbers of matrices differ ({Shape} and {other.Shape})");
    }

    /// <summary>
    /// beta·this + alpha·(first · second), this broadcast to the product's shape. With beta = 0, the values of this tensor are ignored.
    /// </summary>
    /// <inheritdoc cref="MatMul(Tensor)"/>
    /// <param name="first">The left factor, a matrix.</param>
    /// <param name="second">The right factor, a matrix.</param>
    /// <param name="beta">The factor of this tensor; 1 if null.</param>
    /// <param name="alpha">The factor of the product; 1 if null.</param>
    public Tensor Addmm(Tensor first, Tensor second, Scalar? beta = null, Scalar? alpha = null)
    {
        first.NotNull();
        second.NotNull();
        RequireRanks("addmm", first, 2, second, 2);
        return PlusProduct("addmm", first.MatMul(second), beta, alpha);
    }

    /// <summary>
    /// beta·this + alpha·(first · second) for batches of matrices, this broadcast to the product's shape. With beta = 0, the values of this
    /// tensor are ignored.
    /// </summary>
    /// <inheritdoc cref="MatMul(Tensor)"/>
    /// <param name="first">The left factors, [batch, rows, inner].</param>
    /// <param name="second">The right factors, [batch, inner, columns].</param>
    /// <param name="beta">The factor of this tensor; 1 if null.</param>
    /// <param name="alpha">The factor of the product; 1 if null.</param>
    public Tensor Baddbmm(Tensor first, Tensor second, Scalar? beta = null, Scalar? alpha = null)
    {
        first.NotNull();
        second.NotNull();
        RequireRanks("baddbmm", first, 3, second, 3);
        return PlusProduct("baddbmm", first.Bmm(second), beta, alpha);
    }

    /// <summary>The sum of a matrix's diagonal. Gradient: grad on the diagonal.</summary>
    /// <returns>The trace, a scalar.</returns>
    /// <exception cref="ShapeException">The tensor is not a matrix.</exception>
    public Tensor Trace() =>
        Rank == 2 ? Diagonal().Sum() : throw new ShapeException($"trace: takes a matrix, not {Shape}; Diagonal(…).Sum(-1) takes several");

    private static void RequireRanks(string op, Tensor a, int rankA, Tensor b, int rankB)
    {
        if (a.Rank != rankA || b.Rank != rankB)
            throw new ShapeException(
                $"{op}: takes tensors of {rankA} and {rankB} dimensions, not {a.Shape} and {b.Shape}; MatMul takes any");
    }

    private static void RequireOneDType(string op, Tensor a, Tensor b)
    {
        if (a.DType != b.DType)
            throw new DTypeException(
                $"{op}: both tensors must have the same dtype, not {a.DType.Text()} and {b.DType.Text()}: convert one with "
                + $"To(DType.{Promotion.Wider(a.DType, b.DType)})");
    }

    private Tensor PlusProduct(string op, Tensor product, Scalar? beta, Scalar? alpha)
    {
        if (DType != product.DType)
            throw new DTypeException($"{op}: the tensor is {DType.Text()}, the product {product.DType.Text()}: convert one with To");
        if (!Broadcasting.CanExpand(Shape, product.Shape))
            throw new ShapeException($"{op}: {Shape} cannot be broadcast to the product's {product.Shape}");
        // For integers a floating factor is truncated, as in PyTorch.
        alpha?.RequireIn(DType, op);
        beta?.RequireIn(DType, op);
        if (alpha is { } by) product = product * (DType.IsFloating() ? by : by.To<long>());
        if (beta is not { } given) return Add(product);
        Scalar times = DType.IsFloating() ? given : given.To<long>();
        return times.ToDouble() == 0 ? product : (this * times).Add(product);
    }

    /// <inheritdoc cref="Dot(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other vector.</param>
    public static Tensor Dot(Tensor input, Tensor other) => input.NotNull().Dot(other);

    /// <inheritdoc cref="Outer(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other vector.</param>
    public static Tensor Outer(Tensor input, Tensor other) => input.NotNull().Outer(other);

    /// <inheritdoc cref="Mv(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="vector">The vector.</param>
    public static Tensor Mv(Tensor input, Tensor vector) => input.NotNull().Mv(vector);

    /// <inheritdoc cref="Mm(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The right factor.</param>
    public static Tensor Mm(Tensor input, Tensor other) => input.NotNull().Mm(other);

    /// <inheritdoc cref="Bmm(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The right factor.</param>
    public static Tensor Bmm(Tensor input, Tensor other) => input.NotNull().Bmm(other);

    /// <inheritdoc cref="Addmm(Tensor, Tensor, Scalar?, Scalar?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="first">The left factor.</param>
    /// <param name="second">The right factor.</param>
    /// <param name="beta">The factor of the input; 1 if not given.</param>
    /// <param name="alpha">The factor of the product; 1 if not given.</param>
    public static Tensor Addmm(Tensor input, Tensor first, Tensor second, Scalar? beta = null, Scalar? alpha = null) =>
        input.NotNull().Addmm(first, second, beta, alpha);

    /// <inheritdoc cref="Baddbmm(Tensor, Tensor, Scalar?, Scalar?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="first">The left factor.</param>
    /// <param name="second">The right factor.</param>
    /// <param name="beta">The factor of the input; 1 if not given.</param>
    /// <param name="alpha">The factor of the product; 1 if not given.</param>
    public static Tensor Baddbmm(Tensor input, Tensor first, Tensor second, Scalar? beta = null, Scalar? alpha = null) =>
        input.NotNull().Baddbmm(first, second, beta, alpha);

    /// <inheritdoc cref="Trace()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Trace(Tensor input) => input.NotNull().Trace();
}
