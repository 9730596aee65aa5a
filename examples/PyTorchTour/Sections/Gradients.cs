namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>The tape and what it gives.</summary>
internal static class Gradients
{
    public static void Run(Tour tour)
    {
        FromANumber(tour);
        FromAVector(tour);
        OfTwo(tour);
        OfAGradient(tour);
    }

    private static void FromANumber(Tour tour)
    {
        Tensor x, y, z, result, a, b;
        tour.Line("torch.manual_seed(0)", Generator.Default.ManualSeed(0));
        tour.Line("x = torch.ones(2, 2, requires_grad=True)", x = Tensor.Ones(2, 2, requiresGrad: true));
        tour.Line("y = x + 2", y = x + 2);
        tour.Line("y.grad_fn.name()", y.GradFn, Because.Node);
        tour.Line("z = y * y * 3", z = y * y * 3);
        tour.Line("out = z.mean()", result = z.Mean());
        tour.Do("out.backward()", () => result.Backward());
        tour.Line("x.grad", x.Grad);
        tour.Line("a = torch.randn(2, 2)", a = Tensor.Randn(2, 2));
        tour.Line("a = (a * 3) / (a - 1)", a = (a * 3) / (a - 1));
        tour.Line("a.requires_grad", a.RequiresGrad);
        tour.Line("a.requires_grad_(True)", a.RequiresGrad_(true));
        tour.Line("b = (a * a).sum()", b = (a * a).Sum());
    }

    private static void FromAVector(Tour tour)
    {
        Tensor x, y, v;
        tour.Line("x = torch.randn(3, requires_grad=True)", x = Tensor.Randn(3, requiresGrad: true));
        tour.Line("y = x * 2", y = x * 2);
        tour.Do(
            """
            while y.norm() < 1000:
                y = y * 2
            """,
            () =>
            {
                while (y.Norm() < 1000) y = y * 2;
            });
        tour.Line("y", y);
        tour.Line("v = torch.tensor([0.1, 1.0, 0.0001])", v = Tensor.Create([0.1f, 1.0f, 0.0001f]));
        tour.Do("y.backward(v)", () => y.Backward(v));
        tour.Line("x.grad", x.Grad);
        tour.Line("(x ** 2).requires_grad", x.Pow(2).RequiresGrad);
        tour.Block(
            """
            with torch.no_grad():
                print((x ** 2).requires_grad)
            """,
            print =>
            {
                using (GradMode.NoGrad()) print(x.Pow(2).RequiresGrad);
            });
        tour.Line("y = x.detach()", y = x.Detach());
        tour.Line("y.requires_grad", y.RequiresGrad);
        tour.Line("x.eq(y).all()", x.Eq(y).All());
    }

    private static void OfTwo(Tour tour)
    {
        Tensor a, b, q;
        tour.Line("a = torch.tensor([2.0, 3.0], requires_grad=True)", a = Tensor.Create([2f, 3], requiresGrad: true));
        tour.Line("b = torch.tensor([6.0, 4.0], requires_grad=True)", b = Tensor.Create([6f, 4], requiresGrad: true));
        tour.Line("Q = 3 * a ** 3 - b ** 2", q = 3 * a.Pow(3) - b.Pow(2));
        tour.Do("Q.backward(gradient=torch.tensor([1.0, 1.0]))", () => q.Backward(gradient: Tensor.Create([1f, 1])));
        tour.Line("9 * a ** 2 == a.grad", (9 * a.Pow(2)).Eq(a.Grad!));
        tour.Line("-2 * b == b.grad", (-2 * b).Eq(b.Grad!));
        tour.Do("(a * 2).sum().backward()", () => (a * 2).Sum().Backward());
        tour.Line("a.grad", a.Grad);
        tour.Do("a.grad = None", () => a.Grad = null);
    }

    private static void OfAGradient(Tour tour)
    {
        Tensor x, first, second;
        tour.Line("x = torch.tensor(2.0, requires_grad=True)", x = Tensor.Scalar(2.0, requiresGrad: true));
        tour.Line(
            "first = torch.autograd.grad(x ** 3, x, create_graph=True)[0]",
            first = Autodiff.Grad(x.Pow(3), x, createGraph: true));
        tour.Line("second = torch.autograd.grad(first, x)[0]", second = Autodiff.Grad(first, x));
    }
}
