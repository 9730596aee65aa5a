using System.CommandLine;
using System.CommandLine.Parsing;
using Autograd.Examples.Shared;

namespace Autograd.Examples.GradientDescent;

/// <summary>The program's command line.</summary>
internal static class GradientDescentCommand
{
    private const string All = "all";

    public static RootCommand Create()
    {
        Option<string> function = Choice.OneOf(
            "--function",
            string.Join("; ", Landscape.All.Select(f => $"{f.Name}: {f.Formula}"))
            + ". The bowl compares numerical with automatic gradients.",
            [All, .. Landscape.All.Select(f => f.Name)]);
        Option<string> optimizer = Choice.OneOf(
            "--optimizer", "What goes down rosenbrock, himmelblau and valleys.", [All, .. OptimizerChoice.All.Select(o => o.Name)]);
        Option<int> steps = Choice.Number(
            "--steps",
            "Each optimizer's steps; the bowl's are 50.",
            2000,
            x => x is >= 1 and <= 1_000_000,
            "a whole number from 1 to 1000000");
        Option<double?> rate = Choice.OptionalNumber<double>(
            "--lr", "The learning rate. [default: one that suits the function]", x => x > 0 && double.IsFinite(x), "a number above 0");
        var start = new Option<Start?>("--start")
        {
            Description = "Where it begins. [default: the function's own starts; valleys has two]",
            HelpName = "X,Y",
            CustomParser = result =>
            {
                string text = result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
                if (Start.Parse(text) is { } place) return place;
                result.AddError($"--start takes two numbers as X,Y, not '{text}'");
                return null;
            },
        };
        Option<string?> plot = Choice.Picture("--plot", "Draws the paths on contours.");
        Option<string?> page = Choice.OutputFile(
            "--page", "Writes a page with the paths on surfaces that can be turned; it works without a network.", "FILE.html");
        Option<string> theme = Choice.Theme();
        Option<string?> json = Choice.Json();

        var command = new RootCommand("Goes down functions of two variables, by numerical and automatic gradients and by every optimizer.")
        {
            function, optimizer, steps, rate, start, plot, page, theme, json,
        };
        foreach (Option option in (Option[])[start, rate])
            Choice.Needs(command, option, result => Of(result) != All, "--function with one of the functions");
        foreach (Option option in (Option[])[optimizer, steps])
            Choice.Needs(command, option, result => Of(result) != Landscape.Bowl.Name, "a --function other than the bowl");
        Choice.Needs(command, theme, result => Choice.IsGiven(result, plot) || Choice.IsGiven(result, page), "--plot or --page");
        Choice.DifferentFiles(command, [plot, page, json]);
        // While a command line is checked, an option that is not given has no value yet.
        string Of(CommandResult result) => Choice.IsGiven(result, function) ? result.GetValue(function)! : All;
        command.SetAction(parsed => Run.Start(
            new Options
            {
                Landscapes = [.. Landscape.All.Where(f => parsed.GetValue(function) is var name && (name == All || name == f.Name))],
                Optimizers = [.. OptimizerChoice.All.Where(o => parsed.GetValue(optimizer) is var name && (name == All || name == o.Name))],
                Steps = parsed.GetValue(steps),
                LearningRate = parsed.GetValue(rate),
                Start = parsed.GetValue(start),
                Plot = parsed.GetValue(plot),
                Page = parsed.GetValue(page),
                Theme = parsed.GetValue(theme)!,
                Json = parsed.GetValue(json),
            },
            new Report(parsed.InvocationConfiguration.Output)));
        return command;
    }
}
