namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>The same numbers in other shapes.</summary>
internal static class Shapes
{
    public static void Run(Tour tour)
    {
        Tensor x, y, z, t;
        int b, c;
        tour.Line("torch.manual_seed(0)", Generator.Default.ManualSeed(0));
        tour.Line("x = torch.randn(4, 4)", x = Tensor.Randn(4, 4));
        tour.Line("y = x.view(16)", y = x.View(16));
        tour.Line("z = x.view(-1, 8)", z = x.View(-1, 8));
        tour.Line("x.size(), y.size(), z.size()", (x.Size(), y.Size(), z.Size()), Because.Shape);
        tour.Line("t = torch.arange(6).view(2, 3)", t = Tensor.Arange(6).View(2, 3));
        tour.Line("t.t()", t.T);
        tour.Line("t.transpose(0, 1).shape", t.Transpose(0, 1).Shape, Because.Shape);
        tour.Line("t.t().is_contiguous()", t.T.IsContiguous);
        tour.Fails("t.t().view(6)", () => t.T.View(6));
        tour.Line("t.t().reshape(6)", t.T.Reshape(6));
        tour.Line("t.unsqueeze(0).shape", t.Unsqueeze(0).Shape, Because.Shape);
        tour.Line("t.unsqueeze(0).squeeze().shape", t.Unsqueeze(0).Squeeze().Shape, Because.Shape);
        tour.Line("t.permute(1, 0)", t.Permute(1, 0));
        tour.Line("torch.cat([t, t], dim=1)", Tensor.Cat([t, t], dim: 1));
        tour.Line("torch.stack([t, t]).shape", Tensor.Stack([t, t]).Shape, Because.Shape);
        tour.Line("t.repeat(1, 2)", t.Repeat(1, 2));
        tour.Line("b, c = t.shape", (b, c) = t.Shape);
        tour.Line("b, c", (b, c));
        tour.Line("x = torch.randn(1)", x = Tensor.Randn(1));
        tour.Line("x.item()", x.Item());
    }
}
