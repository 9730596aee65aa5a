using System.CommandLine;
using System.CommandLine.Parsing;
using Autograd.Examples.Shared;
using Autograd.Examples.Shared.Tables;

namespace Autograd.Examples.BinaryClassification;

/// <summary>The program's command line.</summary>
internal sealed class BinaryClassificationCommand
{
    private const string WholeFrom1 = "a whole number from 1 up";

    private readonly Option<string> _protocol = Choice.OneOf(
        "--protocol",
        "table: learns a table. lineage: learns 64 random rows of 1000 numbers by heart, which tells nothing of 64 others.",
        "table",
        "lineage");

    private readonly Option<string?> _data = Choice.Place(
        "--data", "A table of separated fields, with or without a header. Unless given: two moons, embedded.", "file");

    private readonly Option<char?> _separator = new("--separator")
    {
        Description = "What separates the fields of --data. Unless given, it is found out, and said.",
        HelpName = string.Join('|', CsvFormat.SeparatorNames),
        CustomParser = result =>
        {
            string word = result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
            char? separator = CsvFormat.SeparatorOf(word);
            if (separator is null) result.AddError($"--separator takes {string.Join(" or ", CsvFormat.SeparatorNames)}, not '{word}'");
            return separator;
        },
    };

    private readonly Option<string> _decimal = Choice.OneOf(
        "--decimal",
        "Whether the numbers of --data have a decimal point or comma. auto: it is found out, and said.",
        "auto",
        "point",
        "comma");

    private readonly Option<string> _header = Choice.OneOf(
        "--header",
        "Whether the first line of --data names the columns. auto: it is found out, and said; where it is not clear, nothing is done.",
        "auto",
        "yes",
        "no");

    private readonly Option<string?> _label = Choice.Place(
        "--label", "The column with the class: its name, or its number from 0.", "column");

    private readonly Option<string?> _positive = Choice.Place(
        "--positive", "What stands there for the positive class; anything else is negative.", "value");

    private readonly Option<string[]> _drop = new("--drop")
    {
        Description = "Columns that are not features.",
        HelpName = "column…",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<double> _testFraction = Choice.Number(
        "--test-fraction", "The part of each class that is kept for the test.", 0.25, x => x is > 0 and < 1, "a number between 0 and 1");

    private readonly Option<int> _hidden = Choice.Number(
        "--hidden", "ReLU units.", 64, x => x is >= 1 and <= 100_000, "a whole number from 1 to 100000");

    private readonly Option<int> _batchSize = Choice.Number("--batch-size", "Rows of a training step.", 64, x => x >= 1, WholeFrom1);

    private readonly Option<int> _epochs = Choice.Number("--epochs", "Passes over the training rows.", 50, x => x >= 1, WholeFrom1);

    private readonly Option<double> _learningRate = Choice.Number(
        "--lr", "Adam's learning rate.", 0.003, x => x > 0 && double.IsFinite(x), "a number above 0");

    private readonly Option<ulong> _seed = Choice.Number(
        "--seed", "Decides the split, the initial weights and the order of the rows.", 0ul, _ => true, "a whole number from 0 up");

    private readonly Option<int> _threads = Choice.Number(
        "--threads",
        "Threads that the kernels use; the results are the same for any number.",
        Parallelism.Threads,
        x => x is >= 1 and <= 1024,
        "a whole number from 1 to 1024");

    private readonly Option<string?> _scores = Choice.OutputFile(
        "--scores", "Writes label (0 or 1) and score of each test row.", "FILE.csv");

    private readonly Option<string?> _plot = Choice.Picture("--plot", "Draws the ROC curves.");

    private readonly Option<string> _theme = Choice.Theme();

    private readonly Option<string?> _json = Choice.Json();

    private BinaryClassificationCommand()
    {
    }

    public static RootCommand Create()
    {
        var options = new BinaryClassificationCommand();
        RootCommand command = options.Describe();
        command.SetAction(parsed =>
        {
            Parallelism.Threads = parsed.GetValue(options._threads);
            var report = new Report(parsed.InvocationConfiguration.Output);
            Run.Start(options.Read(parsed), parsed.GetValue(options._protocol) == "lineage", report);
        });
        return command;
    }

    private RootCommand Describe()
    {
        var command = new RootCommand(
            "Tells two classes apart with a two-layer ReLU network, and judges it by the area under the ROC curve.")
        {
            _protocol, _data, _separator, _decimal, _header, _label, _positive, _drop,
            _testFraction, _hidden, _batchSize, _epochs, _learningRate, _seed, _threads, _scores, _plot, _theme, _json,
        };
        foreach (Option option in (Option[])[_separator, _decimal, _header, _label, _positive, _drop])
            Choice.Needs(command, option, result => Choice.IsGiven(result, _data), "--data");
        foreach (Option option in (Option[])[_label, _positive])
            Choice.Needs(command, _data, result => Choice.IsGiven(result, option), option.Name);
        foreach (Option option in (Option[])[_data, _testFraction])
            Choice.Needs(command, option, result => result.GetValue(_protocol) != "lineage", "--protocol table");
        command.Validators.Add(result =>
        {
            if (IsComma(result)) result.AddError("--separator comma and --decimal comma do not go together: a comma is one or the other");
        });
        Choice.Needs(command, _theme, result => Choice.IsGiven(result, _plot), "--plot");
        Choice.DifferentFiles(command, [_scores, _plot, _json], _data);
        return command;
    }

    // Where an option is wrong its value cannot be had, and its own error is the one to show.
    private bool IsComma(CommandResult result) =>
        Token(result, _separator) is "comma" or "," && Token(result, _decimal) == "comma";

    private static string? Token(CommandResult result, Option option) =>
        result.GetResult(option) is { Tokens: [.., var token] } ? token.Value : null;

    private CsvFormat ReadFormat(ParseResult parsed) => new(
        parsed.GetValue(_separator),
        parsed.GetValue(_decimal) switch { "comma" => true, "point" => false, _ => null },
        parsed.GetValue(_header) switch { "yes" => true, "no" => false, _ => null });

    private Options Read(ParseResult parsed) => new(
        new TableChoice(
            parsed.GetValue(_data), ReadFormat(parsed), parsed.GetValue(_label), parsed.GetValue(_positive), parsed.GetValue(_drop) ?? []),
        parsed.GetValue(_testFraction),
        parsed.GetValue(_hidden),
        parsed.GetValue(_batchSize),
        parsed.GetValue(_epochs),
        parsed.GetValue(_learningRate),
        parsed.GetValue(_seed),
        parsed.GetValue(_scores),
        parsed.GetValue(_plot),
        parsed.GetValue(_theme)!,
        parsed.GetValue(_json));
}
