namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>A line through points, by gradient descent written by hand.</summary>
internal static class Descent
{
    public static void Run(Tour tour)
    {
        Tensor x, y, w, loss;
        double lr;
        tour.Line("x = torch.tensor([1.0, 2.0, 3.0, 4.0])", x = Tensor.Create([1f, 2, 3, 4]));
        tour.Line("y = torch.tensor([2.0, 4.0, 6.0, 8.0])", y = Tensor.Create([2f, 4, 6, 8]));
        tour.Line("w = torch.tensor(0.0, requires_grad=True)", w = Tensor.Scalar(0, requiresGrad: true));
        tour.Line("lr = 0.01", lr = 0.01);
        tour.Line("loss = ((w * x - y) ** 2).mean()", loss = (w * x - y).Pow(2).Mean());
        tour.Do("loss.backward()", () => loss.Backward());
        tour.Line("w.grad", w.Grad);
        tour.Fails("w -= lr * w.grad", () => w -= lr * w.Grad!);
        tour.Do(
            """
            with torch.no_grad():
                w -= lr * w.grad
            """,
            () =>
            {
                using (GradMode.NoGrad()) w -= lr * w.Grad!;
            });
        tour.Line("w", w);
        tour.Line("w.grad.zero_()", w.Grad!.Zero_());
        tour.Block(
            """
            for epoch in range(2, 11):
                loss = ((w * x - y) ** 2).mean()
                loss.backward()
                with torch.no_grad():
                    w -= lr * w.grad
                w.grad.zero_()
                print(f"epoch {epoch}: w = {w.item():.4f}, loss = {loss.item():.4f}")
            """,
            print =>
            {
                for (int epoch = 2; epoch < 11; epoch++)
                {
                    loss = (w * x - y).Pow(2).Mean();
                    loss.Backward();
                    using (GradMode.NoGrad()) w -= lr * w.Grad!;
                    w.Grad!.Zero_();
                    print($"epoch {epoch}: w = {w.Item():F4}, loss = {loss.Item():F4}");
                }
            });
        tour.Line("w", w);
    }
}
