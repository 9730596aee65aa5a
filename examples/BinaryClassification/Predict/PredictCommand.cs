using System.CommandLine;
using Autograd.Examples.Shared;

namespace Autograd.Examples.BinaryClassification.Predict;

/// <summary>The command line of <c>predict</c>.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        Option<string?> table = Choice.Place(
            "--data", "The table: with the columns of the training; that of the class may be there or not, and is not read.", "file");
        var format = new TableFormat("--data");
        Option<string?> load = Choice.Place("--load", "The trained network, from --save of a training.", "FILE.safetensors");
        table.Required = load.Required = true;
        Option<double> threshold = Choice.Number(
            "--threshold", "The score above which a row counts as positive.", 0.5, x => x is >= 0 and <= 1, "a number from 0 to 1");
        Option<string?> scores = Choice.OutputFile("--scores", "Writes row, score and class of every row.", "FILE.csv");
        Option<string?> json = Choice.Json();
        var command = new Command("predict", "Scores the rows of a table by a network from --save.") { table, load, threshold };
        foreach (Option option in (Option[])[.. format.Options, scores, json]) command.Options.Add(option);
        format.Check(command);
        Choice.DifferentFiles(command, [scores, json], table, load);
        command.SetAction(parsed => Prediction.Run(
            new PredictOptions(
                parsed.GetValue(table)!,
                format.Read(parsed),
                parsed.GetValue(load)!,
                parsed.GetValue(threshold),
                parsed.GetValue(scores),
                parsed.GetValue(json)),
            new Report(parsed.InvocationConfiguration.Output)));
        return command;
    }
}
