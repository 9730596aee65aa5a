namespace Autograd.Tests.Numbers;

/// <summary>Linear algebra beyond the golden rows: larger matrices, special ones, batches, and what a failure says.</summary>
public class LinalgTests
{
    [Theory]
    [InlineData(1, 1, DType.Float64, 1e-13)]
    [InlineData(60, 40, DType.Float64, 1e-12)]
    [InlineData(40, 60, DType.Float64, 1e-12)]
    [InlineData(60, 40, DType.Float32, 1e-5)]
    [InlineData(130, 130, DType.Float32, 2e-5)]
    public void Factors_multiply_to_the_matrix_and_are_orthonormal(int rows, int columns, DType dtype, double tolerance)
    {
        Tensor a = Tensor.Randn([2, rows, columns], generator: new Generator(3)).To(dtype);
        (Tensor q, Tensor r) = Linalg.Qr(a);
        Near(a, q.MatMul(r), tolerance);
        Near(Identity(q), q.Transpose(-1, -2).MatMul(q), tolerance);
        Assert.Equal(0, r.Tril(-1).Abs().Max().Item());

        (Tensor u, Tensor s, Tensor vh) = Linalg.Svd(a);
        int k = s.Shape[^1];
        Near(a, (u.Narrow(-1, 0, k) * s.Unsqueeze(-2)).MatMul(vh.Narrow(-2, 0, k)), tolerance);
        Near(Identity(u), u.Transpose(-1, -2).MatMul(u), tolerance);
        Near(Identity(vh), vh.MatMul(vh.Transpose(-1, -2)), tolerance);

        Tensor symmetric = a.MatMul(a.Transpose(-1, -2)) / columns;
        (Tensor values, Tensor vectors) = Linalg.Eigh(symmetric);
        Near(symmetric, (vectors * values.Unsqueeze(-2)).MatMul(vectors.Transpose(-1, -2)), tolerance);
        Near(Identity(vectors), vectors.Transpose(-1, -2).MatMul(vectors), tolerance);

        Tensor definite = symmetric + Identity(symmetric);
        Tensor l = Linalg.Cholesky(definite);
        Near(definite, l.MatMul(l.Transpose(-1, -2)), tolerance);
        Near(a, definite.MatMul(Linalg.Solve(definite, a)), tolerance * 10);
    }

    /// <summary>Where singular values are 0 or equal, the factors are still orthonormal.</summary>
    [Fact]
    public void A_matrix_of_low_rank_has_orthonormal_factors()
    {
        foreach (Tensor a in new[] { Tensor.Zeros([4, 3], DType.Float64), Tensor.Ones([3, 5], DType.Float64), Tensor.Eye(4, dtype: DType.Float64) })
        {
            (Tensor u, Tensor s, Tensor vh) = Linalg.Svd(a);
            int k = s.Shape[^1];
            Near(a, (u.Narrow(-1, 0, k) * s).MatMul(vh.Narrow(0, 0, k)), 1e-14);
            Near(Identity(u), u.T.MatMul(u), 1e-14);
            Near(Identity(vh), vh.MatMul(vh.T), 1e-14);
        }

        Assert.Equal(1, Linalg.MatrixRank(Tensor.Ones([3, 5])).Item<long>());
    }

    /// <summary>Squares of these entries overflow, or vanish.</summary>
    [Theory]
    [InlineData(1e30f)]
    [InlineData(1e-30f)]
    public void Extreme_entries_do_not_spoil_the_factors(float scale)
    {
        Tensor a = Tensor.Create([[3f, 1], [1, 2]]) * scale;
        Near(Tensor.Create([3.618034f, 1.381966f]), Linalg.SvdVals(a) / scale, 1e-6);
        Near(Tensor.Create([1.381966f, 3.618034f]), Linalg.Eigvalsh(a) / scale, 1e-6);
        Near(Tensor.Create([3.1622777f, 1.5811388f]), Linalg.Qr(a).R.Diagonal().Abs() / scale, 1e-6);
    }

    /// <summary>det' is the matrix of cofactors; PyTorch 1.13 gives it for matrices of rank n − 1 only after a perturbation.</summary>
    [Fact]
    public void The_determinant_of_a_singular_matrix_has_its_cofactors_as_gradient()
    {
        Tensor a = Tensor.Create([[1.0, 2], [2, 4]], requiresGrad: true);
        Near(Tensor.Create([[4.0, -2], [-2, 1]]), Autodiff.Grad(Linalg.Det(a), a), 1e-14);
        Tensor zero = Tensor.Zeros([3, 3], DType.Float64, requiresGrad: true);
        Near(Tensor.Zeros([3, 3], DType.Float64), Autodiff.Grad(Linalg.Det(zero), zero), 0);
        Assert.Equal(double.NegativeInfinity, a.LogDet().Item());
    }

    [Fact]
    public void The_power_0_is_the_identity()
    {
        Near(Tensor.Eye(2).BroadcastTo([3, 2, 2]), Linalg.MatrixPower(Tensor.Randn([3, 2, 2]), 0), 0);
        Tensor a = Tensor.Randn([2, 2]);
        Assert.NotSame(a, Linalg.MatrixPower(a, 1));
    }

    [Fact]
    public void A_singular_matrix_of_a_batch_is_named()
    {
        Tensor batch = Tensor.Stack([Tensor.Eye(2), Tensor.Ones([2, 2])]);
        LinalgException e = Assert.Throws<LinalgException>(() => Linalg.Inv(batch));
        Assert.StartsWith("linalg.inv: matrix 1 of the batch is singular", e.Message, StringComparison.Ordinal);
        Assert.Throws<LinalgException>(() => Linalg.Svd(Tensor.Full([2, 2], double.NaN)));
        Assert.Throws<LinalgException>(() => Linalg.Eigh(Tensor.Full([2, 2], double.NaN)));
        Assert.Throws<LinalgException>(() => Linalg.Cholesky(Tensor.Full([2, 2], double.NaN)));
    }

    [Fact]
    public void A_matrix_of_NaN_does_not_spoil_the_exponentials_of_a_batch()
    {
        Tensor a = Tensor.Randn([2, 3, 3], generator: new Generator(1)) * 8;
        Tensor spoiled = a.Clone();
        spoiled[1] = double.NaN;
        Tensor both = Linalg.MatrixExp(spoiled);
        Near(Linalg.MatrixExp(a[0]), both[0], 1e-5);
        Assert.True(both[1].IsNaN().All().Item<bool>());
    }

    /// <summary>Singular and eigenvalues are the same with and without the vectors, which only the gradient takes.</summary>
    [Fact]
    public void Values_alone_are_those_of_the_decomposition()
    {
        Tensor a = Tensor.Randn([2, 5, 5], DType.Float64, generator: new Generator(2));
        Near(Linalg.Svd(a).S, Linalg.SvdVals(a), 0);
        Near(Linalg.Eigh(a).Eigenvalues, Linalg.Eigvalsh(a), 0);
        using GradModeScope mode = GradMode.NoGrad();
        Near(Linalg.Svd(a).S, Linalg.SvdVals(a.Clone().RequiresGrad_()), 0);
    }

    [Fact]
    public void Vectors_are_solved_from_the_left_alone()
    {
        ShapeException e = Assert.Throws<ShapeException>(() => Linalg.Solve(Tensor.Eye(3), Tensor.Ones([3]), left: false));
        Assert.Contains("B must be matrices [..., k, 3], not vectors", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Residuals_are_those_of_a_full_rank()
    {
        Tensor a = Tensor.Create([[1.0, 0], [1, 1], [1, 2]]), b = Tensor.Create([1.0, 2, 4]);
        LeastSquares fit = Linalg.LstSq(a, b);
        Near(Tensor.Create([5.0 / 6, 1.5]), fit.Solution, 1e-12);
        Near(Tensor.Create([1.0 / 6]), fit.Residuals, 1e-12);
        Assert.Equal(0, Linalg.LstSq(Tensor.Ones([3, 2]), Tensor.Ones([3, 1])).Residuals.Numel);
    }

    [Fact]
    public void The_order_of_a_chain_does_not_change_the_product()
    {
        Tensor[] chain = [Tensor.Randn([3, 50]), Tensor.Randn([50, 2]), Tensor.Randn([2, 40]), Tensor.Randn([40, 5])];
        Near(chain[0].MatMul(chain[1]).MatMul(chain[2]).MatMul(chain[3]), Linalg.MultiDot(chain), 1e-4);
    }

    private static Tensor Identity(Tensor like) => Tensor.Eye(Math.Min(like.Shape[^1], like.Shape[^2]), dtype: like.DType);

    private static void Near(Tensor expected, Tensor actual, double tolerance)
    {
        double scale = Math.Max(1, expected.Abs().Max().Item());
        double difference = (actual - expected).Abs().Max().Item();
        Assert.True(difference <= tolerance * scale, $"differs by {difference}, relative to {scale}");
    }
}
