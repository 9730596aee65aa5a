using System.Globalization;
using Autograd.Data;
using Autograd.Examples.MnistCnn.Pictures;
using Autograd.Examples.Shared;
using Autograd.Nn;

namespace Autograd.Examples.MnistCnn;

/// <summary>A run of the program, from the data to the last line.</summary>
internal static class Run
{
    public static void Start(Options options, Report report)
    {
        Generator.Default.ManualSeed(options.Seed); // before the model, whose initial weights are drawn
        Module<Tensor, Tensor> model = Models.Create(options.Model, options.Dataset.ClassNames.Count, options.InitStd);
        // Before the data is looked for: a wrong weights file costs no time.
        if (options.Load is not null) Weights.Load(options, model);
        (TensorDataset train, TensorDataset test) = DigitData.Open(options, report);
        EpochTable? epochs = options.Evaluate ? null : Train(options, report, model, train, test);

        bool isSaved = false;
        Evaluation? evaluation = null;
        OutputFile.WriteAll(
            // First of all: whatever becomes of the rest, what took the time is kept.
            () => isSaved = Save(options, model),
            () =>
            {
                evaluation = Evaluation.Of(model, test, report.Stop);
                ConfusionTable.Show(evaluation, options.Dataset.ClassNames, report);
                Say(options, report, isSaved);
            },
            () =>
            {
                if (options.Plot is not null) AccuracyPlot.Write(options.Plot, options.Theme, options.Model, epochs!.Accuracies);
            },
            () =>
            {
                if (options.Mistakes is null || evaluation is null) return;
                (int wrong, int drawn) = MistakesPicture.Write(
                    options.Mistakes, options.Theme, model, test, evaluation, options.Dataset.ClassNames);
                report.Say($"mistakes: {options.Mistakes}, {drawn} of {wrong}");
            },
            () =>
            {
                if (options.Filters is not null) FiltersPicture.Write(options.Filters, options.Theme, options.Model, model);
            },
            () =>
            {
                if (options.Confusion is not null)
                    ConfusionPicture.Write(options.Confusion, options.Theme, evaluation!, options.Dataset.ClassNames);
            },
            () =>
            {
                report.Figure("test accuracy", evaluation!.Accuracy, "F4");
                report.Figures.Save(options.Json);
            });
    }

    private static bool Save(Options options, Module<Tensor, Tensor> model)
    {
        if (options.Save is null) return false;
        Weights.Save(options, model);
        return true;
    }

    private static void Say(Options options, Report report, bool isSaved)
    {
        if (isSaved) report.Say($"weights: {options.Save}");
    }

    private static EpochTable Train(Options options, Report report, Module<Tensor, Tensor> model, TensorDataset train, TensorDataset test)
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

        using TextWriter? log = options.Log is null ? null : OutputFile.Open(options.Log);
        var table = new EpochTable(report, log);
        long steps = options.Steps(train.Count);
        var training = new Training(model, Models.CreateOptimizer(options, model), options.LearningRate, train, test);
        try
        {
            training.Run(options.BatchSize, steps, table, report);
        }
        catch (OperationCanceledException) when (report.Stop.IsCancellationRequested)
        {
            report.Say($"stopped after {training.Steps} of {steps} steps");
            if (options.SaveWhenStopped)
            {
                Divergence.Check(model.Parameters(), training.Steps, options.LearningRate);
                Say(options, report, Save(options, model));
            }
            else if (options.Save is not null)
            {
                report.Say($"weights: not written to {options.Save}; --on-interrupt save would");
            }

            throw;
        }

        return table;
    }
}
