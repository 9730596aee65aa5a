namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>What is a copy and what is the same memory.</summary>
internal static class Copies
{
    public static void Run(Tour tour)
    {
        Tensor a, b, c, d;
        tour.Line("a = torch.ones(2, requires_grad=True)", a = Tensor.Ones(2, requiresGrad: true));
        tour.Line("b = a.clone()", b = a.Clone());
        tour.Line("c = a.detach()", c = a.Detach());
        tour.Line("d = a.detach().clone()", d = a.Detach().Clone());
        tour.Do("d[0] = 5", () => d[0] = 5);
        tour.Line("d", d);
        tour.Line("a", a);
        tour.Do("c[0] = 7", () => c[0] = 7);
        tour.Line("a", a);
    }
}
