using System.Diagnostics;
using Autograd.Data;
using Autograd.Examples.Shared;
using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Examples.MnistCnn;

/// <summary>The training loop.</summary>
internal sealed class Training(Module<Tensor, Tensor> model, Optimizer optimizer, TensorDataset train, TensorDataset test)
{
    private readonly CrossEntropyLoss _loss = new();

    /// <summary>Trains for some steps, adding a row to the table after every epoch and at the end.</summary>
    public void Run(int batchSize, long steps, EpochTable table, Report report)
    {
        var batches = new DataLoader(train, batchSize, shuffle: true);
        int perEpoch = (train.Count + batchSize - 1) / batchSize;
        for (int epoch = 1; steps > 0; epoch++, steps -= perEpoch)
        {
            long start = Stopwatch.GetTimestamp();
            int count = (int)Math.Min(steps, perEpoch);
            (double loss, long images) = report.Track(
                $"epoch {epoch}", Math.Min((long)count * batchSize, train.Count), "images", meter => Train(batches, count, meter));
            double trainSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            double trainAccuracy = Evaluation.Of(model, train).Accuracy, testAccuracy = Evaluation.Of(model, test).Accuracy;
            table.Add(epoch, loss, trainAccuracy, testAccuracy, Stopwatch.GetElapsedTime(start).TotalSeconds, images / trainSeconds);
        }
    }

    private (double Loss, long Images) Train(DataLoader batches, int steps, Meter meter)
    {
        model.Train();
        double loss = 0;
        foreach ((Tensor x, Tensor y) in batches.Scoped()) // a step's memory serves the next
        {
            optimizer.ZeroGrad();
            Tensor batchLoss = _loss.Call(model.Call(x), y);
            batchLoss.Backward();
            optimizer.Step();
            loss += batchLoss.Item() * y.Numel;
            meter.Advance(y.Numel);
            if (--steps == 0) break;
        }

        return (loss / meter.Done, meter.Done);
    }
}
