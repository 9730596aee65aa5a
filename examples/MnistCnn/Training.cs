using System.Diagnostics;
using Autograd.Data;
using Autograd.Examples.Shared;
using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Examples.MnistCnn;

/// <summary>The training loop.</summary>
internal sealed class Training(
    Module<Tensor, Tensor> model, Optimizer optimizer, double learningRate, TensorDataset train, TensorDataset test)
{
    private readonly CrossEntropyLoss _loss = new();

    /// <summary>How many steps were done: the whole of each.</summary>
    public long Steps { get; private set; }

    /// <summary>Trains for some steps, adding a row to the table after every epoch and at the end.</summary>
    /// <exception cref="AutogradException">A loss or a weight is not finite.</exception>
    /// <exception cref="OperationCanceledException">The program was asked to stop.</exception>
    public void Run(int batchSize, long steps, EpochTable table, Report report)
    {
        var batches = new DataLoader(train, batchSize, shuffle: true);
        int perEpoch = (train.Count + batchSize - 1) / batchSize;
        for (int epoch = 1; steps > 0; epoch++, steps -= perEpoch)
        {
            long start = Stopwatch.GetTimestamp();
            int count = (int)Math.Min(steps, perEpoch);
            (double loss, long images) = report.Track(
                $"epoch {epoch}", Math.Min((long)count * batchSize, train.Count), "images", meter => Train(batches, count, epoch, meter));
            double trainSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            double trainAccuracy = Evaluation.Of(model, train, report.Stop).Accuracy;
            double testAccuracy = Evaluation.Of(model, test, report.Stop).Accuracy;
            table.Add(epoch, loss, trainAccuracy, testAccuracy, Stopwatch.GetElapsedTime(start).TotalSeconds, images / trainSeconds);
        }
    }

    private (double Loss, long Images) Train(DataLoader batches, int steps, int epoch, Meter meter)
    {
        model.Train();
        double sum = 0;
        int batch = 0;
        foreach ((Tensor x, Tensor y) in batches.Scoped()) // a step's memory serves the next
        {
            optimizer.ZeroGrad();
            Tensor loss = _loss.Call(model.Call(x), y);
            double value = loss.Item();
            Divergence.Check(value, Steps + 1, $"epoch {epoch}, batch {++batch} of {batches.Count}", learningRate);
            loss.Backward();
            optimizer.Step();
            Steps++;
            sum += value * y.Numel;
            meter.Advance(y.Numel);
            if (batch == steps) break;
        }

        Divergence.Check(model.Parameters(), Steps, learningRate);
        return (sum / meter.Done, meter.Done);
    }
}
