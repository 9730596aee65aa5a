namespace Autograd;

public partial class Tensor
{
    /// <summary>The sum of products over the last dimensions of this tensor and the first of the other.</summary>
    /// <param name="other">The other factor.</param>
    /// <param name="dims">The number of dimensions; 0 gives the outer product.</param>
    /// <returns>The remaining dimensions of this tensor, followed by those of the other.</returns>
    /// <exception cref="ShapeException">The dimensions do not exist or their sizes differ.</exception>
    /// <exception cref="DTypeException">The dtypes differ, or are bool.</exception>
    public Tensor Tensordot(Tensor other, int dims = 2)
    {
        other.NotNull();
        if (dims < 0 || dims > Rank || dims > other.Rank)
            throw new ShapeException($"tensordot: {dims} dimensions cannot be summed over in shapes {Shape} and {other.Shape}");
        return Tensordot(other, Enumerable.Range(Rank - dims, dims).ToArray(), Enumerable.Range(0, dims).ToArray());
    }

    /// <summary>
    /// The sum of products over pairs of dimensions; the remaining dimensions of this tensor come first. Gradient: by the same rule.
    /// </summary>
    /// <param name="other">The other factor.</param>
    /// <param name="own">This tensor's dimensions to sum over.</param>
    /// <param name="others">The other's, in the same order.</param>
    /// <returns>The remaining dimensions of this tensor, followed by those of the other.</returns>
    /// <exception cref="ShapeException">The dimensions do not exist or their sizes differ.</exception>
    /// <exception cref="DTypeException">The dtypes differ, or are bool.</exception>
    public Tensor Tensordot(Tensor other, ReadOnlySpan<int> own, ReadOnlySpan<int> others)
    {
        other.NotNull();
        if (own.Length != others.Length)
            throw new ShapeException(
                $"tensordot: sum over as many dimensions of one tensor as of the other, not {Shape.Text(own)} and {Shape.Text(others)}");
        bool[] summedHere = Named(this, own), summedThere = Named(other, others);
        int inner = 1;
        for (int i = 0; i < own.Length; i++)
        {
            // A size of 1 is broadcast: it multiplies the sum of the other's elements.
            (int a, int b) = (Shape[own[i]], other.Shape[others[i]]);
            if (a != b && b == 1) return Sum(own[i], keepDim: true, DType).Tensordot(other, own, others);
            if (a != b && a == 1) return Tensordot(other.Sum(others[i], keepDim: true, other.DType), own, others);
            if (a != b)
            {
                throw new ShapeException(
                    $"tensordot: dimension {own[i]} of {Shape} and dimension {others[i]} of {other.Shape} are summed over "
                    + "together, and must have the same size or size 1");
            }

            inner *= Shape[own[i]];
        }

        int[] freeHere = Free(summedHere), freeThere = Free(summedThere);
        int[] rows = Array.ConvertAll(freeHere, d => Shape[d]), columns = Array.ConvertAll(freeThere, d => other.Shape[d]);
        Tensor left = Permute([.. freeHere, .. own]).Reshape(Shape.Create(rows).Numel, inner);
        Tensor right = other.Permute([.. others, .. freeThere]).Reshape(inner, Shape.Create(columns).Numel);
        return left.MatMul(right).Reshape([.. rows, .. columns]).AsResult();

        static bool[] Named(Tensor x, ReadOnlySpan<int> dims) =>
            dims.Length == 0 ? new bool[x.Rank] : Dims.Mark("tensordot", x.Shape, dims);

        static int[] Free(bool[] summed) => Enumerable.Range(0, summed.Length).Where(d => !summed[d]).ToArray();
    }

    /// <summary>
    /// The Kronecker product: every element of this tensor times the whole other one, as blocks. Gradient: by the same rule.
    /// </summary>
    /// <param name="other">The other factor.</param>
    /// <returns>The product, whose sizes are the products of both sizes.</returns>
    public Tensor Kron(Tensor other)
    {
        other.NotNull();
        int rank = Math.Max(Rank, other.Rank);
        int[] own = new int[2 * rank], others = new int[2 * rank], joined = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            int a = i - (rank - Rank), b = i - (rank - other.Rank);
            (own[2 * i], own[(2 * i) + 1]) = (a < 0 ? 1 : Shape[a], 1);
            (others[2 * i], others[(2 * i) + 1]) = (1, b < 0 ? 1 : other.Shape[b]);
            joined[i] = own[2 * i] * others[(2 * i) + 1];
        }

        return (Reshape(own) * other.Reshape(others)).Reshape(joined).AsResult();
    }

    /// <summary>
    /// The cross product: the vectors run along a dimension of size 3, and all other dimensions broadcast. Gradient: by the same
    /// rule.
    /// </summary>
    /// <param name="other">The other vectors, of as many dimensions.</param>
    /// <param name="dim">The dimension; if not given, this tensor's first of size 3.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The numbers of dimensions differ, there is no such dimension of size 3, or the shapes do not
    /// broadcast.</exception>
    public Tensor Cross(Tensor other, int? dim = null)
    {
        other.NotNull();
        if (Rank != other.Rank)
            throw new ShapeException($"cross: the tensors must have as many dimensions each, not {Shape} and {other.Shape}: Unsqueeze one");
        Shape shape = Broadcasting.Shapes("cross", Shape, other.Shape);
        int at = dim is { } given ? shape.NormalizeDim("cross", given) : Shape.AsSpan().IndexOf(3);
        if (at < 0 || Shape[at] != 3 || other.Shape[at] != 3)
            throw new ShapeException($"cross: the vectors must run along a dimension of size 3, shapes {Shape} and {other.Shape}");
        Tensor a = Broadcasting.To("cross", this, shape), b = Broadcasting.To("cross", other, shape);
        return (a.Roll(-1, at) * b.Roll(1, at)) - (a.Roll(1, at) * b.Roll(-1, at));
    }

    /// <inheritdoc cref="Tensordot(Tensor, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other factor.</param>
    /// <param name="dims">The number of dimensions; 0 gives the outer product.</param>
    public static Tensor Tensordot(Tensor input, Tensor other, int dims = 2) => input.NotNull().Tensordot(other, dims);

    /// <inheritdoc cref="Tensordot(Tensor, ReadOnlySpan{int}, ReadOnlySpan{int})"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other factor.</param>
    /// <param name="own">This tensor's dimensions to sum over.</param>
    /// <param name="others">The other's, in the same order.</param>
    public static Tensor Tensordot(Tensor input, Tensor other, ReadOnlySpan<int> own, ReadOnlySpan<int> others) =>
        input.NotNull().Tensordot(other, own, others);

    /// <inheritdoc cref="Kron(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other factor.</param>
    public static Tensor Kron(Tensor input, Tensor other) => input.NotNull().Kron(other);

    /// <inheritdoc cref="Cross(Tensor, int?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other vectors, of as many dimensions.</param>
    /// <param name="dim">The dimension; if not given, this tensor's first of size 3.</param>
    public static Tensor Cross(Tensor input, Tensor other, int? dim = null) => input.NotNull().Cross(other, dim);
}
