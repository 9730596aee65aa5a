using System.Globalization;
using Autograd.Examples.Shared;
using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Examples.ReluFit;

/// <summary>Learns a function from samples and measures the fit between them.</summary>
internal sealed class Fitting
{
    private const int Samples = 257, Checks = 1001, Stages = 10;
    private const double HalfWidth = 2; // of the interval on which a scaled function is learnt

    private readonly Options _options;
    private readonly Sequential _model;
    private readonly AdamGroup _group;
    private readonly Adam _adam;
    private readonly Tensor _x, _y;
    private readonly MseLoss _loss = new();
    private readonly double _middleX, _unitX, _middleY, _unitY;

    /// <summary>A network that has learnt nothing yet.</summary>
    public Fitting(Options options)
    {
        _options = options;
        var generator = new Generator(options.Seed);
        _model = [new Linear(1, options.Hidden, generator: generator), new Relu(), new Linear(options.Hidden, 1, generator: generator)];
        _group = new AdamGroup(_model.Parameters(), options.LearningRate);
        _adam = new Adam(_group);
        (double[] x, double[] y) = options.Function.Sample(Samples);
        (_middleX, _unitX, _middleY, _unitY) = (0, 1, 0, 1);
        if (options.Function.IsScaled)
        {
            (_middleX, _unitX) = ((x[0] + x[^1]) / 2, (x[^1] - x[0]) / 2 / HalfWidth);
            _middleY = y.Average();
            _unitY = Math.Sqrt(y.Average(value => (value - _middleY) * (value - _middleY)));
            if (!(_unitY > 0)) _unitY = 1; // a constant
        }

        (_x, _y) = (Column(x, _middleX, _unitX), Column(y, _middleY, _unitY));
    }

    /// <summary>
    /// Trains as the options ask, writing the error as it falls, and at last the largest error and the root of the mean square.
    /// </summary>
    public static void Run(Options options, Report report)
    {
        var fitting = new Fitting(options);
        TargetFunction function = options.Function;
        report.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{function.Name}: {function.Formula} on [{function.From:0.###}, {function.To:0.###}], {Samples} samples; "
            + $"1-{options.Hidden}-1 with ReLU, "
            + $"Adam from {options.LearningRate}, seed {options.Seed}, {Parallelism.Threads} threads"));
        report.Figures.Set("function", function.Name);
        report.Figures.Set("formula", function.Formula);
        report.Figures.Set("from", function.From);
        report.Figures.Set("to", function.To);
        report.Figures.Set("hidden", options.Hidden);
        report.Figures.Set("learning rate", options.LearningRate);
        report.Figures.Set("seed", options.Seed);
        ResultTable table = report.Table(
            "epochs",
            new Column("epoch", Width: 7),
            new Column("loss", "0.00e+00", 9),
            new Column("max error", "F6"),
            new Column("rmse", "F6", 9));
        Fit fit = fitting.Measure();
        int epoch = 0;
        for (int stage = 1; stage <= Stages; stage++)
        {
            int until = (int)((long)options.Epochs * stage / Stages);
            if (until == epoch) continue;
            double loss = report.Track(
                $"epochs {epoch + 1} to {until}", until - epoch, "epochs", meter => fitting.Train(epoch, until, meter));
            epoch = until;
            fit = fitting.Measure();
            // In the units of the function, as the errors are.
            table.Add(epoch, loss * fitting._unitY * fitting._unitY, fit.MaxError, fit.Rmse);
        }

        OutputFile.WriteAll(
            () =>
            {
                if (options.Plot is null) return;
                FitPlot.Save(options, fit);
                report.Say($"plot: {options.Plot}");
            },
            () =>
            {
                report.Figure("max error", fit.MaxError, "F6");
                report.Figure("rmse", fit.Rmse, "F6");
                report.Figures.Save(options.Json);
            });
    }

    /// <summary>The function between its samples, and what the network makes of it.</summary>
    public Fit Measure()
    {
        (double[] x, double[] truth) = _options.Function.Sample(Checks);
        return new Fit(x, truth, Predict(x));
    }

    /// <summary>Trains from one epoch until another, and returns the loss of the last.</summary>
    public double Train(int from, int until, Meter meter)
    {
        double last = 0;
        for (int epoch = from; epoch < until; epoch++)
        {
            // Large steps find the places of the kinks, small ones settle them.
            _group.Lr = _options.LearningRate * (1 + Math.Cos(Math.PI * epoch / _options.Epochs)) / 2;
            using var step = new TensorScope(); // a step's memory serves the next
            _adam.ZeroGrad();
            Tensor loss = _loss.Call(_model.Call(_x), _y);
            last = loss.Item();
            // The rate falls; what can be chosen is where it begins.
            string advice = double.IsFinite(last) ? string.Empty : string.Create(
                CultureInfo.InvariantCulture, $"try --lr below {_options.LearningRate}");
            Divergence.Check(last, epoch + 1, $"epoch {epoch + 1} of {_options.Epochs}, all samples in one batch", _group.Lr, advice);
            loss.Backward();
            _adam.Step();
            meter.Advance();
        }

        Divergence.Check(_model.Parameters(), until, _options.LearningRate);

        return last;
    }

    private double[] Predict(double[] x)
    {
        using GradModeScope noGrad = GradMode.NoGrad();
        double[] found = _model.Call(Column(x, _middleX, _unitX)).ToArray<double>();
        return Array.ConvertAll(found, value => value * _unitY + _middleY);
    }

    private static Tensor Column(double[] values, double middle, double unit) =>
        Tensor.FromArray(Array.ConvertAll(values, value => (value - middle) / unit), [values.Length, 1]).To(DType.Float32);
}
