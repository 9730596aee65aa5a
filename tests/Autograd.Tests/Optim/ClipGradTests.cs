using Autograd.Optim;

namespace Autograd.Tests.Optim;

public sealed class ClipGradTests
{
    // torch.nn.utils.clip_grad_norm_ of the gradients below, with max_norm=2; then the gradients.
    [Theory]
    [InlineData(2, 5.477225575051661, 0.7302966100069125, -1.460593220013825, 1.0954449150103687)]
    [InlineData(1, 10, 0.39999996000000404, -0.7999999200000081, 0.599999940000006)]
    [InlineData(3, 4.641588833612778, 0.8617736903492402, -1.7235473806984805, 1.2926605355238603)]
    [InlineData(double.PositiveInfinity, 4, 0.9999997500000625, -1.999999500000125, 1.4999996250000938)]
    public void The_norm_is_of_all_gradients_together(double normType, double norm, double first, double last, double other)
    {
        Tensor[] parameters = Parameters();
        Assert.Equal(norm, ClipGrad.Norm(parameters, 2, normType), 1e-12);
        GoldenJson.AssertClose([first, last], parameters[0].Grad!.ToArray<double>(), 1e-9, 0, "first");
        GoldenJson.AssertClose([other, -first / 2], parameters[2].Grad!.ToArray<double>(), 1e-9, 0, "other");
        Assert.Null(parameters[1].Grad);
    }

    [Fact]
    public void Small_gradients_are_left_alone()
    {
        Tensor[] parameters = Parameters();
        int version = parameters[0].Grad!.Version;
        Assert.Equal(Math.Sqrt(30), ClipGrad.Norm(parameters, 100), 1e-12);
        Assert.Equal(version, parameters[0].Grad!.Version);
        Assert.Equal(0, ClipGrad.Norm([Tensor.Ones([1], requiresGrad: true)], 1));
    }

    [Fact]
    public void A_norm_that_is_not_finite_is_an_error_if_asked_for()
    {
        Tensor[] parameters = Parameters();
        parameters[2].Grad = Tensor.Create([1, double.PositiveInfinity]);
        Assert.Throws<ArithmeticException>(() => ClipGrad.Norm(parameters, 1, errorIfNonfinite: true));
        Assert.Equal([2.0, -4], parameters[0].Grad!.ToArray<double>());
        Assert.Equal(double.PositiveInfinity, ClipGrad.Norm(parameters, 1));
        Assert.Equal([0.0, 0], parameters[0].Grad!.ToArray<double>().Select(Math.Abs));
        Assert.True(double.IsNaN(parameters[2].Grad![1].Item()));
        parameters[0].Grad![0] = double.NaN;
        Assert.True(double.IsNaN(ClipGrad.Norm(parameters, 1, double.PositiveInfinity)));
    }

    [Fact]
    public void Values_are_held_between_bounds()
    {
        Tensor[] parameters = Parameters();
        ClipGrad.Value(parameters, 2.5);
        Assert.Equal([2, -2.5], parameters[0].Grad!.ToArray<double>());
        Assert.Equal([2.5, -1], parameters[2].Grad!.ToArray<double>());
    }

    [Fact]
    public void Each_group_is_clipped_by_itself()
    {
        Tensor[] p = Parameters();
        Sgd optimizer = new(new SgdGroup(p[..2], lr: 1), new SgdGroup(p[2..], lr: 1));
        double[] norms = ClipGrad.GroupNorms(optimizer, [1, double.PositiveInfinity]);
        GoldenJson.AssertClose([Math.Sqrt(20), Math.Sqrt(10)], norms, 1e-12, 0, "norms");
        GoldenJson.AssertClose([2 / Math.Sqrt(20), -4 / Math.Sqrt(20)], p[0].Grad!.ToArray<double>(), 1e-6, 0, "clipped");
        Assert.Equal([3.0, -1], p[2].Grad!.ToArray<double>());
        ClipGrad.GroupValues(optimizer, [0.25, 2]);
        Assert.Equal([0.25, -0.25, 2, -1], [.. p[0].Grad!.ToArray<double>(), .. p[2].Grad!.ToArray<double>()]);

        Assert.Contains("3 numbers, and the optimizer 2 groups", Assert.Throws<ArgumentException>(() => ClipGrad.GroupNorms(optimizer, [1, 2, 3])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipGrad.GroupNorms(optimizer, [0.1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipGrad.GroupNorms(optimizer, 0.1, normType: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipGrad.GroupValues(optimizer, [0.1, double.NaN]));
        p[2].Grad![0] = double.NaN;
        Assert.Contains("of group 1", Assert.Throws<ArithmeticException>(() => ClipGrad.GroupNorms(optimizer, 0.1, errorIfNonfinite: true)).Message);
        Assert.Equal([0.25, -0.25], p[0].Grad!.ToArray<double>());
    }

    [Fact]
    public void Bounds_are_checked()
    {
        foreach (double wrong in (double[])[-1, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ClipGrad.Norm(Parameters(), wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => ClipGrad.Value(Parameters(), wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => ClipGrad.Norm(Parameters(), 1, wrong));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ClipGrad.Norm(Parameters(), 1, 0));
    }

    /// <summary>With gradients [2, −4], none and [3, −1].</summary>
    private static Tensor[] Parameters()
    {
        Tensor[] parameters = [.. Enumerable.Range(0, 3).Select(_ => Tensor.Ones([2], DType.Float64, requiresGrad: true))];
        parameters[0].Grad = Tensor.Create([2.0, -4]);
        parameters[2].Grad = Tensor.Create([3.0, -1]);
        return parameters;
    }
}
