using System.CommandLine;
using Autograd.Examples.BinaryClassification.Predict;
using Autograd.Examples.Shared;

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

    private readonly TableFormat _format = new("--data");

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

    private readonly Option<int?> _every = Choice.OptionalNumber<int>(
        "--every", "After how many epochs the areas under the ROC curves are shown. [default: ten times in all]", x => x >= 1, WholeFrom1);

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

    private readonly Option<string?> _curve = Choice.Picture("--curve", "Draws the areas under the ROC curves over the epochs.");

    private readonly Option<string?> _calibration = Choice.Picture(
        "--calibration", "Draws the share of positive test rows over their score.");

    private readonly Option<string?> _save = Choice.OutputFile(
        "--save", "Writes the trained network, for predict.", "FILE.safetensors");

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
            _protocol, _data,
        };
        Option<string?>[] pictures = [_plot, _curve, _calibration];
        Option[] others =
        [
            .. _format.Options, _label, _positive, _drop, _testFraction, _hidden, _batchSize, _epochs, _every, _learningRate, _seed,
            _threads, _scores, _save, .. pictures, _theme, _json,
        ];
        foreach (Option option in others) command.Options.Add(option);
        command.Subcommands.Add(PredictCommand.Create());
        foreach (Option option in (Option[])[.. _format.Options, _label, _positive, _drop])
            Choice.Needs(command, option, result => Choice.IsGiven(result, _data), "--data");
        foreach (Option option in (Option[])[_label, _positive])
            Choice.Needs(command, _data, result => Choice.IsGiven(result, option), option.Name);
        foreach (Option option in (Option[])[_data, _testFraction, _save])
            Choice.Needs(command, option, result => result.GetValue(_protocol) != "lineage", "--protocol table");
        _format.Check(command);
        string anyPicture = string.Join(" or ", pictures.Select(picture => picture.Name));
        Choice.Needs(command, _theme, result => pictures.Any(picture => Choice.IsGiven(result, picture)), anyPicture);
        Choice.DifferentFiles(command, [_scores, _save, .. pictures, _json], _data);
        return command;
    }

    private Options Read(ParseResult parsed) => new()
    {
        Table = new TableChoice(
            parsed.GetValue(_data),
            _format.Read(parsed),
            parsed.GetValue(_label),
            parsed.GetValue(_positive),
            parsed.GetValue(_drop) ?? []),
        TestFraction = parsed.GetValue(_testFraction),
        Hidden = parsed.GetValue(_hidden),
        BatchSize = parsed.GetValue(_batchSize),
        Epochs = parsed.GetValue(_epochs),
        Every = parsed.GetValue(_every),
        LearningRate = parsed.GetValue(_learningRate),
        Seed = parsed.GetValue(_seed),
        Scores = parsed.GetValue(_scores),
        Save = parsed.GetValue(_save),
        Plot = parsed.GetValue(_plot),
        Curve = parsed.GetValue(_curve),
        Calibration = parsed.GetValue(_calibration),
        Theme = parsed.GetValue(_theme)!,
        Json = parsed.GetValue(_json),
    };
}
