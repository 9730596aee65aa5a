using System.Globalization;
using Autograd.Data;
using Autograd.Examples.Shared;
using Autograd.Nn;

namespace Autograd.Examples.MnistCnn;

/// <summary>A run of the program, from the data to the last line.</summary>
internal static class Run
{
    public static void Start(Options options, Report report)
    {
        Generator.Default.ManualSeed(options.Seed); // before the model, whose initial weights are drawn
        Module<Tensor, Tensor> model = Models.Create(options.Model, options.InitStd);
        // Before the data is looked for: a wrong weights file costs no time.
        if (options.Load is not null) Weights.Load(options.Load, model, options.Model);
        (TensorDataset train, TensorDataset test) = DigitData.Open(options, report);
        if (!options.Evaluate) Train(options, report, model, train, test);

        var evaluation = Evaluation.Of(model, test);
        ConfusionTable.Show(evaluation, report);
        if (options.Save is not null)
        {
            Weights.Save(options.Save, model, options.Model);
            report.Say($"weights: {options.Save}");
        }

        report.Figure("test accuracy", evaluation.Accuracy, "F4");
        report.Figures.Save(options.Json);
    }

    private static void Train(Options options, Report report, Module<Tensor, Tensor> model, TensorDataset train, TensorDataset test)
    {
        int parameters = model.Parameters().Sum(parameter => parameter.Numel);
        report.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Model} of {parameters} parameters, {options.Optimizer} with learning rate {options.LearningRate}, "
            + $"batches of {options.BatchSize}, seed {options.Seed}, {Parallelism.Threads} threads"));
        report.Figures.Set("model", options.Model);
        report.Figures.Set("parameters", parameters);
        report.Figures.Set("optimizer", options.Optimizer);
        report.Figures.Set("learning rate", options.LearningRate);
        report.Figures.Set("batch size", options.BatchSize);
        report.Figures.Set("seed", options.Seed);
        report.Figures.Set("threads", Parallelism.Threads);

        using TextWriter? log = options.Log is null ? null : new StreamWriter(options.Log) { NewLine = "\n" };
        var table = new EpochTable(report, log);
        long steps = options.Iterations ?? (long)options.Epochs * ((train.Count + (long)options.BatchSize - 1) / options.BatchSize);
        new Training(model, Models.CreateOptimizer(options, model), train, test).Run(options.BatchSize, steps, table, report);
        if (options.Plot is not null) AccuracyPlot.Write(options.Plot, options.Model, table.Accuracies);
    }
}
