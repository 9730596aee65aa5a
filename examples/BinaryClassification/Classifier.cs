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
    private readonly List<(int Epoch, double Train, double Test)> _areas = [];
    private long _steps;

    public Classifier(Options options, Tensor features, int[] labels, Generator generator)
    {
        (_options, _features, _labels) = (options, features, labels);
        _model = Network(features.Shape[1], options.Hidden, generator);
        _adam = new Adam(_model.Parameters(), options.LearningRate);
        var data = new TensorDataset(features, Tensor.Create(labels).To(DType.Float32).Unsqueeze(1));
        _batches = new DataLoader(data, options.BatchSize, shuffle: true, generator: generator);
    }

    /// <summary>The network that is trained.</summary>
    public Sequential Model => _model;

    /// <summary>The areas that were shown.</summary>
    public IReadOnlyList<(int Epoch, double Train, double Test)> Areas => _areas;

    /// <summary>A network that has learnt nothing yet.</summary>
    public static Sequential Network(int features, int hidden, Generator? generator) =>
        [new Linear(features, hidden, generator: generator), new Relu(), new Linear(hidden, 1, generator: generator)];

    /// <summary>Each row's probability of the positive class, its digits kept apart as far as a double can.</summary>
    public static double[] Probabilities(Sequential model, Tensor features)
    {
        using GradModeScope noGrad = GradMode.NoGrad();
        return model.Call(features).To(DType.Float64).Sigmoid().ToArray<double>();
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
        for (int i = 1; epoch < _options.Epochs; i++)
        {
            int until = _options.Every is { } every
                ? (int)Math.Min((long)every * i, _options.Epochs)
                : (int)((long)_options.Epochs * i / Reports);
            if (until == epoch) continue;
            double loss = report.Track($"epochs {epoch + 1} to {until}", until - epoch, "epochs", meter => RunEpochs(epoch, until, meter));
            epoch = until;
            _areas.Add((epoch, RocAuc.Score(_labels, TrainScores()), RocAuc.Score(testLabels, Scores(testFeatures))));
            table.Add(epoch, loss, _areas[^1].Train, _areas[^1].Test);
        }
    }

    public double[] TrainScores() => Scores(_features);

    public double[] Scores(Tensor features) => Probabilities(_model, features);

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
