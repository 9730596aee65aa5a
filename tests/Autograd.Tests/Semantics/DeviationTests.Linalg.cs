using Autograd.Tests.Ops;

namespace Autograd.Tests.Semantics;

public partial class DeviationTests
{
    [Fact]
    [Deviation("Decompositions in rows")]
    public void The_results_of_decompositions_lie_in_rows()
    {
        foreach (OpCase row in OpCases.All.Where(r => r.Family == "decompositions"))
        {
            foreach (Draw draw in row.Of(DrawKind.Values)) Assert.True(row.Function(draw.Tensors()).IsContiguous, draw.Key);
        }
    }

    [Fact]
    [Deviation("Least squares")]
    public void Least_squares_of_a_matrix_of_low_rank_give_the_solution_of_least_norm()
    {
        LeastSquares found = Linalg.LstSq(Tensor.Create([[1.0, 1], [1, 1], [1, 1]]), Tensor.Create([[2.0], [2], [2]]));
        Assert.Equal(1, found.Solution[0, 0].Item(), 1e-12);
        Assert.Equal(1, found.Solution[1, 0].Item(), 1e-12);
        Assert.Equal([2], found.SingularValues.Shape.ToArray()); // PyTorch's default driver: none
        Assert.Equal(1, found.Rank.Item<long>());
    }
}
