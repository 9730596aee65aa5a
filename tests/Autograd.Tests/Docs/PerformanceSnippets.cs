using Autograd.Data;
using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Tests.Docs;

/// <summary>The code of docs/performance.md.</summary>
public class PerformanceSnippets
{
    [Fact]
    public void A_loop_in_scopes_learns()
    {
        var generator = new Generator(0);
        Tensor inputs = Tensor.Rand([60, 4], generator: generator);
        var loader = new DataLoader(new TensorDataset(inputs, inputs.ArgMax(1)), 20, generator: generator);
        var model = new Linear(4, 4);
        var optimizer = new Adam(model.Parameters(), 0.1);
        double first = Epoch(), last = 0;
        for (int epoch = 0; epoch < 20; epoch++) last = Epoch();
        Assert.True(last < first / 2, $"{first} to {last}");

        double Epoch()
        {
            double total = 0;
            foreach ((Tensor x, Tensor y) in loader.Scoped())   // a new scope for each batch and its step
            {
                optimizer.ZeroGrad();
                Tensor loss = F.CrossEntropy(model.Call(x), y);
                loss.Backward();
                optimizer.Step();
                total += loss.Item();
            }

            return total;
        }
    }

    [Fact]
    public void Batches_are_evaluated_one_a_thread()
    {
        var model = new Linear(4, 4);
        Tensor[] batches = [Tensor.Rand([5, 4]), Tensor.Rand([7, 4])];
        var predictions = new long[batches.Length][];
        Parallelism.For(batches.Length, i =>
        {
            using var scope = new TensorScope();
            using GradModeScope noGrad = GradMode.NoGrad();
            predictions[i] = model.Call(batches[i]).ArgMax(1).ToArray<long>();
        });
        for (int i = 0; i < batches.Length; i++) Assert.Equal(model.Call(batches[i]).ArgMax(1).ToArray<long>(), predictions[i]);
    }
}
