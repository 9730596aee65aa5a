namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>One operation four ways.</summary>
internal static class Addition
{
    public static void Run(Tour tour)
    {
        Tensor x, y, result;
        tour.Line("torch.manual_seed(0)", Generator.Default.ManualSeed(0));
        tour.Line("x = torch.rand(5, 3)", x = Tensor.Rand(5, 3));
        tour.Line("y = torch.rand(5, 3)", y = Tensor.Rand(5, 3));
        tour.Line("x + y", x + y);
        tour.Line("torch.add(x, y)", Tensor.Add(x, y));
        tour.Line("result = torch.empty(5, 3)", result = Tensor.Empty(5, 3));
        tour.Line("torch.add(x, y, out=result)", Tensor.Add(x, y, @out: result));
        tour.Line("y.add_(x)", y.Add_(x));
        tour.Line("y += x", y += x);
        tour.Line("y.copy_(x)", y.Copy_(x));
        tour.Line("x.eq(y).all()", x.Eq(y).All());
    }
}
