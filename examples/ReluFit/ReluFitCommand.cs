using System.CommandLine;
using Autograd.Examples.ReluFit.Lineage;
using Autograd.Examples.Shared;

namespace Autograd.Examples.ReluFit;

/// <summary>The program's command line.</summary>
internal static class ReluFitCommand
{
    private const string WholeFrom1 = "a whole number from 1 up";

    public static RootCommand Create()
    {
        Option<string> protocol = Choice.OneOf(
            "--protocol",
            "fit: learns a function of one variable. lineage: a two-layer network on random data (64×1000 → 100 → 10), "
            + "written in five ways, "
            + "from plain arrays to modules; their losses side by side.",
            "fit",
            "lineage");
        Option<string> function = Choice.OneOf(
            "--function",
            string.Join("; ", TargetFunction.All.Select(f => $"{f.Name}: {f.Formula}")) + ".",
            [.. TargetFunction.All.Select(f => f.Name)]);
        Option<int> hidden = Choice.Number("--hidden", "ReLU units.", 64, x => x is >= 1 and <= 100_000, "a whole number from 1 to 100000");
        Option<int?> epochs = Choice.OptionalNumber<int>(
            "--epochs", "Training steps, each on all samples. [default: 10000; lineage: 500]", x => x >= 1, WholeFrom1);
        Option<double> learningRate = Choice.Number(
            "--lr",
            "Adam's learning rate at the start; it falls to 0 along a cosine.",
            0.02,
            x => x > 0 && double.IsFinite(x),
            "a number above 0");
        Option<ulong> seed = Choice.Number(
            "--seed", "Decides the initial weights, and the lineage's data.", 0ul, _ => true, "a whole number from 0 up");
        Option<int> threads = Choice.Number(
            "--threads",
            "Threads that the kernels use; the results are the same for any number.",
            Parallelism.Threads,
            x => x is >= 1 and <= 1024,
            "a whole number from 1 to 1024");
        Option<string?> plot = Choice.Picture("--plot", "Draws the fit, the function and their difference.");
        Option<string> theme = Choice.Theme();
        Option<string?> json = Choice.Json();

        var command = new RootCommand("Fits a function of one variable with a two-layer ReLU network.")
        {
            protocol, function, hidden, epochs, learningRate, seed, threads, plot, theme, json,
        };
        foreach (Option option in (Option[])[function, hidden, learningRate, plot, theme])
            Choice.Needs(command, option, result => result.GetValue(protocol) != "lineage", "--protocol fit");
        Choice.Needs(command, theme, result => Choice.IsGiven(result, plot), "--plot");
        Choice.DifferentFiles(command, [plot, json]);
        command.SetAction(parsed =>
        {
            Parallelism.Threads = parsed.GetValue(threads);
            var report = new Report(parsed.InvocationConfiguration.Output);
            if (parsed.GetValue(protocol) == "lineage")
            {
                LineageRun.Start(parsed.GetValue(seed), parsed.GetValue(epochs) ?? 500, report);
                report.Figures.Save(parsed.GetValue(json));
            }
            else
            {
                Fitting.Run(
                    new Options(
                        TargetFunction.Of(parsed.GetValue(function)!),
                        parsed.GetValue(hidden),
                        parsed.GetValue(epochs) ?? 10_000,
                        parsed.GetValue(learningRate),
                        parsed.GetValue(seed),
                        parsed.GetValue(plot),
                        parsed.GetValue(theme)!,
                        parsed.GetValue(json)),
                    report);
            }
        });
        return command;
    }
}
