using Autograd.Nn;

namespace Autograd.Tests.Nn;

public sealed class BilinearTests
{
    [Fact]
    public void It_maps_pairs_of_inputs_and_trains()
    {
        var layer = new Bilinear(2, 3, 4, generator: new Generator(0));
        Tensor y = layer.Call(Tensor.Ones([5, 2]), Tensor.Ones([5, 3]));
        Assert.Equal([5, 4], y.Shape);
        y.Sum().Backward();
        Assert.Equal(Enumerable.Repeat(5.0, 24), layer.Weight.Grad!.ToArray<double>());
        Assert.Equal([5.0, 5, 5, 5], layer.Bias!.Grad!.ToArray<double>());
        Assert.Equal(["weight", "bias"], layer.StateDict().Keys);
        Assert.Equal("Bilinear(2, 3, 4)", layer.ToString());
        Assert.Equal("Bilinear(2, 3, 4, bias: false)", new Bilinear(2, 3, 4, bias: false).ToString());
    }

    [Fact]
    public void Its_bound_is_that_of_the_first_input()
    {
        var layer = new Bilinear(100, 3, 50, generator: new Generator(0));
        Assert.InRange(layer.Weight.Detach().Abs().Max().Item(), 0.099, 0.1);
    }
}
