namespace Autograd.Tests.Engine;

/// <summary>Changes in place through a view, where the gradient of the base lies otherwise in memory than the base.</summary>
public class ReplacedPartTests
{
    [Fact]
    public void A_change_through_another_shape_takes_an_expanded_gradient()
    {
        Tensor x = Tensor.Create<double>([1, 2, 3, 4, 5, 6], [2, 3]);
        x.RequiresGrad = true;
        Tensor y = x.Clone();
        y.Reshape(-1).Mul_(3.0);
        Tensor gradient = Autodiff.Grad(y.Sum(0), x, Tensor.Create([1.0, 2.0, 3.0]));
        Assert.Equal([3.0, 6.0, 9.0, 3.0, 6.0, 9.0], gradient.ToArray<double>());
    }
}
