using Autograd.Nn;
using Autograd.Optim;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Docs;

/// <summary>The README's code, as it stands there; what it prints is checked.</summary>
[Collection(AloneCollection.Name)]
public class ReadmeSnippets
{
    [Fact]
    public void Thirty_lines_that_train_something()
    {
        using var console = new CapturedConsole();

        Generator.Default.ManualSeed(0);
        Tensor angle = Tensor.Rand([400]) * Math.PI;                      // half a turn each
        Tensor side = (Tensor.Arange(400) % 2).To(DType.Float32);         // which moon: 0 or 1
        Tensor x = Tensor.Stack([
            Tensor.Where(side > 0, 1 - angle.Cos(), angle.Cos()),
            Tensor.Where(side > 0, 0.5 - angle.Sin(), angle.Sin())], dim: 1);
        x += Tensor.Randn([400, 2]) * 0.1;
        Tensor y = side.Unsqueeze(1);

        var model = new Sequential(new Linear(2, 32), new Relu(), new Linear(32, 1));
        var loss = new BceWithLogitsLoss();
        var optimizer = new Adam(model.Parameters(), lr: 0.02);

        for (int step = 1; step <= 200; step++)
        {
            optimizer.ZeroGrad();
            Tensor error = loss.Call(model.Call(x), y);
            error.Backward();
            optimizer.Step();
            if (step % 50 == 0) Console.WriteLine($"step {step}: loss {error.Item():F4}");
        }

        using (GradMode.NoGrad())
        {
            Tensor right = (model.Call(x) > 0).To(DType.Float32).Eq(y);
            Console.WriteLine($"accuracy: {right.To(DType.Float32).Mean().Item():P1}");
        }

        string[] lines = console.Lines();
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("step 200: loss 0.0", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("accuracy: 99", lines[4], StringComparison.Ordinal);
    }
}
