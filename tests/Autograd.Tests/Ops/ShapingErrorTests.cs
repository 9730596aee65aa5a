using Autograd.Nn;

namespace Autograd.Tests.Ops;

/// <summary>What movements and products refuse, and how they say it.</summary>
public class ShapingErrorTests
{
    private static readonly Tensor s_grid = Tensor.Zeros([3, 4]), s_row = Tensor.Zeros([4]);

    public static TheoryData<string, Action> Wrong => new()
    {
        { "dimension 1 appears twice", () => s_grid.Flip(1, -1) },
        { "a plane has two dimensions", () => s_grid.Rot90(1, 0, 0) },
        { "one shift for each dimension", () => s_grid.Roll([1, 2], [0]) },
        { "1 numbers for the 2 dimensions of shape [3, 4]", () => s_grid.Repeat(2) },
        { "the number of repeats cannot be negative, as -1 is", () => s_grid.Repeat(1, -1) },
        { "the number of repeats cannot be negative, as -2 is", () => s_grid.RepeatInterleave(-2) },
        { "repeats of shape [2] for the 3 slices of dimension 0", () => s_grid.RepeatInterleave(Tensor.Create([1L, 2]), 0) },
        { "at least 1, not 0", () => s_grid.Chunk(0) },
        { "at least 1 element, not 0", () => s_grid.Split(0) },
        { "the sizes [1, 1] add up to 2, and dimension 0 of shape [3, 4] has 3", () => s_grid.Split([1, 1]) },
        { "movedim", () => s_grid.Movedim([0, 1], [0]) },
        { "a triangle is part of a matrix", () => s_row.Tril() },
        { "a matrix has two dimensions", () => s_grid.Diagonal(0, 1, -1) },
        { "a single number is not a diagonal", () => Tensor.Scalar(1).DiagEmbed() },
        { "takes a vector or a matrix, not []", () => Tensor.Scalar(1).Diag() },
        { "a window of 5 does not fit into dimension 1 of size 4", () => s_grid.Unfold(1, 5, 1) },
        { "a pair for each of at most 1 dimensions", () => s_row.Pad([1]) },
        { "cuts off more than there is", () => s_row.Pad([-5, 2]) },
        { "smaller than the dimension it mirrors", () => s_row.Pad([4, 0], PadMode.Reflect) },
        { "at most the size", () => s_row.Pad([5, 0], PadMode.Circular) },
        { "no edge to repeat", () => Tensor.Zeros([0]).Pad([1, 0], PadMode.Replicate) },
        { "does not fit into (3, 4)", () => F.Unfold(s_grid.Reshape(1, 1, 3, 4), 5) },
        { "cannot be divided into channels of 4 elements", () => F.Fold(Tensor.Zeros([1, 6, 1]), 2, 2) },
        { "1 · 1 windows", () => F.Fold(Tensor.Zeros([1, 4, 2]), 2, 2) },
        { "unflatten", () => s_row.Unflatten(0, 3, 2) },
        { "takes vectors, and number 1 is [3, 4]", () => Tensor.Meshgrid([s_row, s_grid]) },
        { "dot: takes tensors of 1 and 1 dimensions, not [3, 4] and [4]", () => s_grid.Dot(s_row) },
        { "dot: the vectors have different lengths, [4] and [3]", () => s_row.Dot(Tensor.Zeros([3])) },
        { "outer: takes tensors", () => s_grid.Outer(s_row) },
        { "mv: takes tensors", () => s_row.Mv(s_row) },
        { "mm: takes tensors", () => s_row.Mm(s_grid) },
        { "bmm: the numbers of matrices differ", () => Tensor.Zeros([2, 3, 4]).Bmm(Tensor.Zeros([1, 4, 3])) },
        { "addmm: [3, 4] cannot be broadcast to the product's [3, 3]", () => s_grid.Addmm(s_grid, s_grid.T) },
        { "trace: takes a matrix, not [4]", () => s_row.Trace() },
        { "3 dimensions cannot be summed over", () => s_grid.Tensordot(s_grid, 3) },
        { "must have the same size", () => s_grid.Tensordot(s_grid, [0], [1]) },
        { "a dimension of size 3", () => s_row.Cross(s_row) },
        { "label 'j' of 'ij,jk' has size 3 in operand 1, shape [3, 4], but 4 before", () => Tensor.Einsum("ij,jk", s_grid, s_grid) },
        { "label 'i' of 'ii' stands twice in operand 0, for the sizes 3 and 4", () => Tensor.Einsum("ii", s_grid) },
        { "has the 1 labels 'i', but 2 dimensions, shape [3, 4]; '...' stands for the others", () => Tensor.Einsum("i", s_grid) },
        { "has the 3 labels", () => Tensor.Einsum("ijk...", s_grid) },
    };

    public static TheoryData<string, Action> WrongEquations => new()
    {
        { "names 2 operands, and 1 are given", () => Tensor.Einsum("ij,k", s_grid) },
        { "has no operands", () => Tensor.Einsum("ij") },
        { "has 'k' in the output and in no operand", () => Tensor.Einsum("ij->ik", s_grid) },
        { "has 'i' more than once in the output", () => Tensor.Einsum("ij->ii", s_grid) },
        { "has '1' in operand 0, and labels are letters", () => Tensor.Einsum("i1", s_grid) },
        { "has a '.' in operand 0 that is not part of '...'", () => Tensor.Einsum("i..j", s_grid) },
        { "has a '.' in the output", () => Tensor.Einsum("i...->......", s_grid) },
        { "more than one '->'", () => Tensor.Einsum("ij->i->j", s_grid) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Shapes_that_do_not_fit_are_named(string part, Action wrong) =>
        Assert.Contains(part, Assert.Throws<ShapeException>(wrong).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(WrongEquations))]
    public void Equations_that_are_not_well_formed_are_quoted(string part, Action wrong)
    {
        string message = Assert.Throws<ArgumentException>(wrong).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.StartsWith("einsum: the equation '", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dtypes_and_numbers_that_do_not_fit_are_refused()
    {
        Assert.Throws<DTypeException>(() => Tensor.Einsum("ij,ij", s_grid, s_grid.To(DType.Float64)));
        Assert.Throws<DTypeException>(() => s_grid.Addmm(s_grid.To(DType.Float64), Tensor.Eye(4, dtype: DType.Float64)));
        Assert.Throws<DTypeException>(() => F.CosineSimilarity(Tensor.Ones([2, 2], DType.Int64), Tensor.Ones([2, 2], DType.Int64)));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_grid.Unfold(0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_grid.Unfold(0, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.Unfold(s_grid.Reshape(1, 1, 3, 4), 2, stride: 0));
        Assert.Throws<ArgumentException>(() => s_grid.Pad([1, 1], PadMode.Reflect, 2));
    }

    [Fact]
    public void Parts_are_views_that_share_their_base()
    {
        Tensor x = Tensor.Zeros([4, 3]);
        x.Chunk(2)[1].Fill_(1);
        x.Split([1, 3])[0].Fill_(2);
        x.Unbind(1)[2].Fill_(3);
        x.Diagonal().Fill_(4);
        Assert.Equal([4f, 2, 3, 0, 4, 3, 1, 1, 4, 1, 1, 3], x.ToArray<float>());
        Assert.All(x.Chunk(3), part => Assert.Same(x.Storage, part.Storage));
        Assert.Equal([2, 2], x.Chunk(3).Select(part => part.Shape[0]));
        Assert.Equal(3, Tensor.Zeros([0]).Chunk(3).Length);
    }

    [Fact]
    public void A_product_with_beta_0_does_not_see_what_the_tensor_holds()
    {
        Tensor nan = Tensor.Full([3, 3], double.NaN);
        Assert.Equal(new float[9], nan.Addmm(s_grid, s_grid.T, beta: 0).ToArray<float>());
    }
}
