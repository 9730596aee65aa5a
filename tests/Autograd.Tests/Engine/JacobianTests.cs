namespace Autograd.Tests.Engine;

/// <summary>Jacobians, Hessians and products with them, against closed forms; shapes as torch.autograd.functional gives them.</summary>
public class JacobianTests
{
    public static TheoryData<JacobianStrategy> Strategies => [JacobianStrategy.Auto, JacobianStrategy.Reverse, JacobianStrategy.Forward];

    private static Tensor Point(params double[] values) => Tensor.Create(values);

    private static void Equal(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        GoldenJson.AssertClose(expected.ToArray<double>(), actual.ToArray<double>(), 1e-10, 1e-12, "values");
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Of_a_linear_map_it_is_the_matrix(JacobianStrategy strategy)
    {
        Tensor a = Tensor.Randn([4, 3], DType.Float64, generator: new Generator(0));
        Equal(a, Autodiff.Jacobian(x => a.MatMul(x), Point(1, 2, 3), strategy: strategy));
        Tensor wide = a.T.Contiguous();
        Equal(wide, Autodiff.Jacobian(x => wide.MatMul(x), Point(1, 2, 3, 4), strategy: strategy));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Its_shape_is_the_outputs_followed_by_the_inputs(JacobianStrategy strategy)
    {
        Tensor x = Tensor.Randn([2, 3], DType.Float64, generator: new Generator(1));
        Tensor j = Autodiff.Jacobian(v => v.Exp().T, x, strategy: strategy);
        Assert.Equal([3, 2, 2, 3], j.Shape);
        for (int r = 0; r < 2; r++)
        {
            for (int c = 0; c < 3; c++) Assert.Equal(Math.Exp(x[r, c].Item()), j[c, r, r, c].Item(), 12);
        }

        Assert.Equal(6, j.Ne(0).Sum().Item<long>());
        Assert.Equal([3], Autodiff.Jacobian(v => v.Sum(), Point(1, 2, 3), strategy: strategy).Shape);
        Assert.Equal([2], Autodiff.Jacobian(v => v * Point(1, 2), Tensor.Scalar(3).To(DType.Float64), strategy: strategy).Shape);
        Assert.Equal([0, 2], Autodiff.Jacobian(v => v[..0], Point(1, 2), strategy: strategy).Shape);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Of_several_inputs_and_outputs(JacobianStrategy strategy)
    {
        Tensor[][] j = Autodiff.Jacobian(x => [x[0] * x[1], x[1].Sum()], [Point(2, 3), Point(5, 7), Point(1)], strategy: strategy);
        Equal(Tensor.Create(new double[,] { { 5, 0 }, { 0, 7 } }), j[0][0]);
        Equal(Tensor.Create(new double[,] { { 2, 0 }, { 0, 3 } }), j[0][1]);
        Equal(Tensor.Zeros([2, 1], DType.Float64), j[0][2]);
        Equal(Point(0, 0), j[1][0]);
        Equal(Point(1, 1), j[1][1]);
        Equal(Point(0), j[1][2]);
        Assert.All(j.SelectMany(row => row), t => Assert.False(t.RequiresGrad));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void With_a_graph_it_can_be_differentiated(JacobianStrategy strategy)
    {
        Tensor x = Tensor.Create([0.5, 2], requiresGrad: true);
        GradCheck.Check(p => Autodiff.Jacobian(v => v.Exp() * v.Sum(), p, createGraph: true, strategy), x);
    }

    [Fact]
    public void Of_a_quadratic_form_the_Hessian_is_the_symmetric_part_twice()
    {
        Tensor a = Tensor.Randn([3, 3], DType.Float64, generator: new Generator(2)), x = Point(1, -2, 3);
        Equal(a + a.T, Autodiff.Hessian(v => v.MatMul(a).MatMul(v), x));
        Tensor along = Point(1, 10, 100), expected = (a + a.T).MatMul(along);
        (Tensor y, Tensor hv) = Autodiff.Hvp(v => v.MatMul(a).MatMul(v), x, along);
        Equal(expected, hv);
        Equal(x.MatMul(a).MatMul(x), y);
        (y, hv) = Autodiff.Vhp(v => v.MatMul(a).MatMul(v), x, along);
        Equal(expected, hv);
        Equal(x.MatMul(a).MatMul(x), y);
    }

    [Fact]
    public void The_Hessian_of_several_inputs_is_in_blocks()
    {
        Tensor[][] h = Autodiff.Hessian(x => (x[0] * x[1].Square()).Sum(), [Point(2, 3), Point(5, 7)]);
        Equal(Tensor.Zeros([2, 2], DType.Float64), h[0][0]);
        Equal(Tensor.Create(new double[,] { { 10, 0 }, { 0, 14 } }), h[0][1]);
        Equal(h[0][1], h[1][0]);
        Equal(Tensor.Create(new double[,] { { 4, 0 }, { 0, 6 } }), h[1][1]);
        (_, Tensor[] products) = Autodiff.Hvp(x => (x[0] * x[1].Square()).Sum(), [Point(2, 3), Point(5, 7)], [Point(1, 1), Point(1, 2)]);
        Equal(Point(10, 28), products[0]);
        Equal(Point(14, 26), products[1]);
    }

    [Fact]
    public void The_Hessian_of_what_is_linear_or_constant_is_zero()
    {
        Equal(Tensor.Zeros([2, 2], DType.Float64), Autodiff.Hessian(x => x.Sum() * 3, Point(1, 2)));
        Equal(Tensor.Zeros([2, 2], DType.Float64), Autodiff.Hessian(x => Tensor.Scalar(1), Point(1, 2)));
        Equal(Point(0, 0), Autodiff.Hvp(x => x.Sum() * 3, Point(1, 2), Point(1, 1)).Product);
        Equal(Point(0, 0), Autodiff.Vhp(x => x.Sum() * 3, Point(1, 2), Point(1, 1)).Product);
    }

    [Fact]
    public void A_Hessian_with_a_graph_gives_third_derivatives()
    {
        Tensor x = Tensor.Create([0.4], requiresGrad: true);
        Equal(Point(-Math.Cos(0.4)), Autodiff.Grad(Autodiff.Hessian(v => v.Sin().Sum(), x, createGraph: true).Sum(), x));
    }

    [Fact]
    public void A_Hessian_needs_one_number() =>
        Assert.Contains("hessian", Assert.Throws<GraphException>(() => Autodiff.Hessian(x => x * 2, Point(1, 2))).Message, StringComparison.Ordinal);
}
