using Autograd.Data;
using Autograd.Examples.Shared;
using Autograd.Metrics;
using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Examples.BinaryClassification;

/// <summary>A two-layer network whose sigmoid is the probability of the positive class.</summary>
internal sealed class Classifier
{
    private const int Reports = 10;

    private readonly Options _options;
    private readonly Tensor _features;
    private readonly int[] _labels;
    private readonly DataLoader _batches;
    private readonly Sequential _model;
    private readonly Adam _adam;
    private readonly BceWithLogitsLoss _loss = new(); // the sigmoid is in the loss, where it cannot round to 0 or 1
    private long _steps;

    public Classifier(Options options, Tensor features, int[] labels, Generator generator)
    {
        (_options, _features, _labels) = (options, features, labels);
        _model =
        [
            new Linear(features.Shape[1], options.Hidden, generator: generator),
            new Relu(),
            new Linear(options.Hidden, 1, generator: generator),
        ];
        _adam = new Adam(_model.Parameters(), options.LearningRate);
        var data = new TensorDataset(features, Tensor.Create(labels).To(DType.Float32).Unsqueeze(1));
        _batches = new DataLoader(data, options.BatchSize, shuffle: true, generator: generator);
    }

    /// <summary>Trains, and shows the areas under the ROC curves as they grow.</summary>
    public void Train(Tensor testFeatures, int[] testLabels, Report report)
    {
        ResultTable table = report.Table(
            "epochs",
            new Column("epoch", Width: 6),
            new Column("loss", "F6", 9),
            new Column("train AUC", "F6"),
            new Column("test AUC", "F6"));
        int epoch = 0;
        for (int i = 1; i <= Reports; i++)
        {
            int until = (int)((long)_options.Epochs * i / Reports);
            if (until == epoch) continue;
            double loss = report.Track($"epochs {epoch + 1} to {until}", until - epoch, "epochs", meter => RunEpochs(epoch, until, meter));
            epoch = until;
            table.Add(epoch, loss, RocAuc.Score(_labels, TrainScores()), RocAuc.Score(testLabels, Scores(testFeatures)));
        }
    }

    public double[] TrainScores() => Scores(_features);

    /// <summary>Each row's probability of the positive class, its digits kept apart as far as a double can.</summary>
    public double[] Scores(Tensor features)
    {
        using GradModeScope noGrad = GradMode.NoGrad();
        return _model.Call(features).To(DType.Float64).Sigmoid().ToArray<double>();
    }

    private double RunEpochs(int from, int until, Meter meter)
    {
        double sum = 0;
        for (int epoch = from; epoch < until; epoch++)
        {
            sum = 0;
            int batch = 0;
            foreach ((Tensor x, Tensor y) in _batches)
            {
                _adam.ZeroGrad();
                Tensor loss = _loss.Call(_model.Call(x), y);
                double value = loss.Item();
                Divergence.Check(value, ++_steps, $"epoch {epoch + 1}, batch {++batch} of {_batches.Count}", _options.LearningRate);
                loss.Backward();
                _adam.Step();
                sum += value * y.Numel;
            }

            meter.Advance();
        }

        Divergence.Check(_model.Parameters(), _steps, _options.LearningRate);
        return sum / _labels.Length;
    }
}
