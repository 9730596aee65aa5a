namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>Parts of a tensor, read and written.</summary>
internal static class Indexing
{
    public static void Run(Tour tour)
    {
        Tensor x, row;
        tour.Line("x = torch.arange(12).view(3, 4)", x = Tensor.Arange(12).View(3, 4));
        tour.Line("x[:, 1]", x[.., 1]);
        tour.Line("x[0]", x[0]);
        tour.Line("x[-1]", x[^1]);
        tour.Line("x[-2:]", x[^2..]);
        tour.Line("x[1:, ::2]", x[1.., TensorIndex.Slice(.., 2)]);
        tour.Line("x[0, 1:3]", x[0, 1..3]);
        tour.Line("x[..., 0]", x[TensorIndex.Ellipsis, 0]);
        tour.Line("x[x > 5]", x[x > 5]);
        tour.Line("x[[0, 2]]", x[Tensor.Create([0, 2])]);
        tour.Do("x[0, 0] = 100", () => x[0, 0] = 100);
        tour.Line("row = x[1]", row = x[1]);
        tour.Line("row += 1", row += 1);
        tour.Line("row.mul_(10)", row.Mul_(10));
        tour.Line("x", x);
    }
}
