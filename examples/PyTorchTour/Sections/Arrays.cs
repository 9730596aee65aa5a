namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>Arrays and tensors that share memory, in both directions.</summary>
internal static class Arrays
{
    public static void Run(Tour tour)
    {
        FromTensor(tour);
        FromArray(tour);
    }

    private static void FromTensor(Tour tour)
    {
        Tensor a;
        Span<float> b;
        tour.Line("a = torch.ones(5)", a = Tensor.Ones(5));
        tour.Line("b = a.numpy()", b = a.AsSpan<float>(), Because.Array);
        tour.Line("a.add_(1)", a.Add_(1));
        tour.Line("b", b, Because.Array);
        tour.Line("b[0] = 7", b[0] = 7);
        tour.Line("a", a);
    }

    private static void FromArray(Tour tour)
    {
        double[] a;
        Tensor b, c;
        tour.Line("a = np.ones(5)", a = [1, 1, 1, 1, 1], Because.Array);
        tour.Line("b = torch.from_numpy(a)", b = Tensor.FromArray(a));
        tour.Do(
            """
            for i in range(5):
                a[i] += 1
            """,
            () =>
            {
                for (int i = 0; i < 5; i++) a[i] += 1;
            });
        tour.Line("b", b);
        tour.Do("b[4] = 9", () => b[4] = 9);
        tour.Line("a", a, Because.Array);
        tour.Line("c = torch.tensor(a)", c = Tensor.Create(a));
    }
}
