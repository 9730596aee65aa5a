using System.Diagnostics;
using System.Globalization;
using Autograd.Data;
using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Examples.MnistCnn;

/// <summary>The training loop.</summary>
internal sealed class Training(Module<Tensor, Tensor> model, Optimizer optimizer)
{
    private readonly CrossEntropyLoss _loss = new();

    /// <summary>Trains as the options ask, writing a line an epoch and the final accuracy.</summary>
    public static void Run(Options options, TextWriter output)
    {
        (TensorDataset train, TensorDataset test) = DigitData.Open(options.Data, output);
        Generator.Default.ManualSeed(options.Seed); // before the model, whose initial weights are drawn
        Module<Tensor, Tensor> model = Models.Create(options.Model);
        var training = new Training(model, Models.CreateOptimizer(options.Optimizer, model, options.LearningRate));
        var batches = new DataLoader(train, options.BatchSize, shuffle: true);
        var testBatches = new DataLoader(test, batchSize: 1000);

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Model} of {model.Parameters().Sum(parameter => parameter.Numel)} parameters, {options.Optimizer} with learning rate {options.LearningRate}, "
            + $"batches of {options.BatchSize}, seed {options.Seed}, {Parallelism.Threads} threads"));
        output.WriteLine(EpochReport.Header);
        double accuracy = 0;
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            EpochReport report = training.RunEpoch(epoch, batches, testBatches);
            output.WriteLine(report);
            accuracy = report.TestAccuracy;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {accuracy:F4}"));
    }

    private EpochReport RunEpoch(int epoch, DataLoader train, DataLoader test)
    {
        long start = Stopwatch.GetTimestamp();
        (double loss, double trainAccuracy) = Train(train);
        double trainSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double testAccuracy = Evaluate(test);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new EpochReport(epoch, loss, trainAccuracy, testAccuracy, seconds, train.Dataset.Count / trainSeconds);
    }

    private (double Loss, double Accuracy) Train(DataLoader batches)
    {
        model.Train();
        double loss = 0, correct = 0;
        foreach ((Tensor x, Tensor y) in batches)
        {
            optimizer.ZeroGrad();
            Tensor logits = model.Forward(x);
            Tensor batchLoss = _loss.Forward(logits, y);
            batchLoss.Backward();
            optimizer.Step();
            loss += batchLoss.Item() * y.Numel;
            correct += CountCorrect(logits, y);
        }

        return (loss / batches.Dataset.Count, correct / batches.Dataset.Count);
    }

    private double Evaluate(DataLoader batches)
    {
        model.Eval();
        using GradModeScope noGrad = GradMode.NoGrad();
        double correct = 0;
        foreach ((Tensor x, Tensor y) in batches) correct += CountCorrect(model.Forward(x), y);
        return correct / batches.Dataset.Count;
    }

    private static double CountCorrect(Tensor logits, Tensor labels) => logits.Detach().ArgMax(1).Eq(labels).Sum().Item();
}
