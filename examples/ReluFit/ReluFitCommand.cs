using System.CommandLine;
using System.CommandLine.Parsing;
using Autograd.Examples.ReluFit.Formulas;
using Autograd.Examples.ReluFit.Lineage;
using Autograd.Examples.ReluFit.Widths;
using Autograd.Examples.Shared;

namespace Autograd.Examples.ReluFit;

/// <summary>The program's command line.</summary>
internal sealed class ReluFitCommand
{
    private const string WholeFrom1 = "a whole number from 1 up";

    private readonly Option<string> _protocol = Choice.OneOf(
        "--protocol",
        "fit: learns a function of one variable. widths: learns it with 4, 8, … 1024 units, which shows how the error falls. "
        + "lineage: a two-layer network on random data (64×1000 → 100 → 10), written in five ways, from plain arrays to modules; "
        + "their losses side by side.",
        "fit",
        "widths",
        "lineage");

    private readonly Option<TargetFunction> _function = new("--function")
    {
        Description = string.Join("; ", TargetFunction.All.Select(f => $"{f.Name}: {f.Formula}"))
            + ". Or any formula of x, such as 'sin(3x) + x^2/4' or 'exp(-x^2)'.",
        HelpName = "name|formula",
        DefaultValueFactory = _ => TargetFunction.All[0],
        CustomParser = ParseFunction,
    };

    private readonly Option<double?> _from = Choice.OptionalNumber<double>(
        "--from", "Where the interval begins. [default: the named function's own; −π for a formula]", double.IsFinite, "a number");

    private readonly Option<double?> _to = Choice.OptionalNumber<double>(
        "--to", "Where it ends. [default: the named function's own; π for a formula]", double.IsFinite, "a number");

    private readonly Option<int> _hidden = Choice.Number(
        "--hidden", "ReLU units.", 64, x => x is >= 1 and <= 100_000, "a whole number from 1 to 100000");

    private readonly Option<int?> _epochs = Choice.OptionalNumber<int>(
        "--epochs", "Training steps, each on all samples. [default: 10000; widths: 3000; lineage: 500]", x => x >= 1, WholeFrom1);

    private readonly Option<double> _learningRate = Choice.Number(
        "--lr",
        "Adam's learning rate at the start; it falls to 0 along a cosine.",
        0.02,
        x => x > 0 && double.IsFinite(x),
        "a number above 0");

    private readonly Option<ulong> _seed = Choice.Number(
        "--seed", "Decides the initial weights, and the lineage's data.", 0ul, _ => true, "a whole number from 0 up");

    private readonly Option<int> _threads = Choice.Number(
        "--threads",
        "Threads that the kernels use; the results are the same for any number.",
        Parallelism.Threads,
        x => x is >= 1 and <= 1024,
        "a whole number from 1 to 1024");

    private readonly Option<string?> _plot = Choice.Picture("--plot", "Draws the fit, the function and their difference, or the widths.");

    private readonly Option<string> _theme = Choice.Theme();

    private readonly Option<string?> _json = Choice.Json();

    private ReluFitCommand()
    {
    }

    public static RootCommand Create()
    {
        var options = new ReluFitCommand();
        RootCommand command = options.Describe();
        command.SetAction(options.Run);
        return command;
    }

    private static TargetFunction? ParseFunction(ArgumentResult result)
    {
        string text = result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
        try
        {
            return TargetFunction.Of(text);
        }
        catch (FormulaException error)
        {
            string names = string.Join(", ", TargetFunction.All.Select(function => function.Name));
            result.AddError($"--function takes {names} or a formula of x; in '{text}', {error.Message}");
            return null;
        }
    }

    private RootCommand Describe()
    {
        var command = new RootCommand("Fits a function of one variable with a two-layer ReLU network.")
        {
            _protocol, _function, _from, _to, _hidden, _epochs, _learningRate, _seed, _threads, _plot, _theme, _json,
        };
        foreach (Option option in (Option[])[_function, _from, _to, _learningRate, _plot, _theme])
            Choice.Needs(command, option, result => result.GetValue(_protocol) != "lineage", "--protocol fit or widths");
        Choice.Needs(command, _hidden, result => result.GetValue(_protocol) is null or "fit", "--protocol fit");
        Choice.Needs(command, _theme, result => Choice.IsGiven(result, _plot), "--plot");
        Choice.DifferentFiles(command, [_plot, _json]);
        return command;
    }

    private void Run(ParseResult parsed)
    {
        Parallelism.Threads = parsed.GetValue(_threads);
        var report = new Report(parsed.InvocationConfiguration.Output);
        string protocol = parsed.GetValue(_protocol)!;
        if (protocol == "lineage")
        {
            LineageRun.Start(parsed.GetValue(_seed), parsed.GetValue(_epochs) ?? 500, report);
            report.Figures.Save(parsed.GetValue(_json));
            return;
        }

        var options = new Options(
            parsed.GetValue(_function)!.On(parsed.GetValue(_from), parsed.GetValue(_to)),
            parsed.GetValue(_hidden),
            parsed.GetValue(_epochs) ?? (protocol == "fit" ? 10_000 : 3000),
            parsed.GetValue(_learningRate),
            parsed.GetValue(_seed),
            parsed.GetValue(_plot),
            parsed.GetValue(_theme)!,
            parsed.GetValue(_json));
        if (protocol == "fit") Fitting.Run(options, report);
        else WidthTable.Run(options, report);
    }
}
