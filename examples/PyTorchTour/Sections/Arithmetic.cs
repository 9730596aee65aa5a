namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>Numbers, rows and matrices.</summary>
internal static class Arithmetic
{
    public static void Run(Tour tour)
    {
        Tensor a;
        tour.Line("a = torch.arange(6.0).view(2, 3)", a = Tensor.Arange(6.0).View(2, 3));
        tour.Line("a * 2 + 1", a * 2 + 1);
        tour.Line("a ** 2", a.Pow(2));
        tour.Line("a / 2", a / 2);
        tour.Line("a // 2", a.FloorDivide(2));
        tour.Line("a % 4", a % 4);
        tour.Line("a @ a.T", a.MatMul(a.T));
        tour.Line("a + torch.tensor([10.0, 20.0, 30.0])", a + Tensor.Create([10f, 20, 30]));
        tour.Line("a.sum()", a.Sum());
        tour.Line("a.sum(0)", a.Sum(0));
        tour.Line("a.mean(1, keepdim=True)", a.Mean(1, keepDim: true));
        tour.Line("a.max(1).values", a.Max(1).Values);
        tour.Line("a.argmax(1)", a.ArgMax(1));
        tour.Line("torch.exp(a)", Tensor.Exp(a));
        tour.Line("a.clamp(1, 4)", a.Clamp(1, 4));
        tour.Line("torch.where(a > 2, a, torch.zeros(2, 3))", Tensor.Where(a > 2, a, Tensor.Zeros(2, 3)));
        tour.Line("torch.tensor([1, 2]) / 2", Tensor.Create([1L, 2]) / 2);
        tour.Line("torch.tensor([1, 2]) + 0.5", Tensor.Create([1L, 2]) + 0.5);
        tour.Line("a == torch.tensor([0.0, 1.0, 5.0])", a.Eq(Tensor.Create([0f, 1, 5])));
        tour.Line("(a < 6).all()", (a < 6).All());
    }
}
