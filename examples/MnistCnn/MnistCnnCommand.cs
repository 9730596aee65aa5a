using System.CommandLine;
using Autograd.Data;
using Autograd.Examples.MnistCnn.Lineage;
using Autograd.Examples.MnistCnn.Predict;
using Autograd.Examples.Shared;

namespace Autograd.Examples.MnistCnn;

/// <summary>The program's command line.</summary>
internal sealed class MnistCnnCommand
{
    private const string WholeFrom1 = "a whole number from 1 up";

    private readonly Option<MnistVariant> _dataset = new("--dataset")
    {
        Description = "What is read: MNIST's digits, or one of the data sets in its format.",
        HelpName = string.Join('|', MnistVariant.All.Select(variant => variant.Name)),
        DefaultValueFactory = _ => MnistVariant.Digits,
        CustomParser = result =>
        {
            string word = result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
            if (DatasetOf(word) is { } variant) return variant;
            result.AddError($"--dataset takes {string.Join(" or ", MnistVariant.All.Select(known => known.Name))}, not '{word}'");
            return null;
        },
    };

    private readonly Option<string?> _data = Choice.Place(
        "--data",
        $"Where the data set's four IDX files are, plain or gzipped. Unless given: ${Mnist.DataVariable}, "
        + "the user's cache; for MNIST, a download, "
        + "and without a network, synthetic digits.",
        "directory");

    private readonly Option<bool> _synthetic = new("--synthetic") { Description = "Uses digits that the program draws itself." };

    private readonly Option<string> _model = Choice.OneOf(
        "--model",
        "cnn: convolution 1→4, 3×3; relu; mean pool 2; linear 676→10. mlp: 784-100-10 with sigmoid. "
        + "lenet: convolutions 1→32→64, 3×3; max pool 2; linear 9216→128→10; relu and dropout.",
        "cnn",
        "mlp",
        "lenet");

    private readonly Option<string> _init = Choice.OneOf(
        "--init",
        "Start values. default: each layer's own, as PyTorch's. normal: every parameter from a normal distribution.",
        "default",
        "normal");

    private readonly Option<double> _initStd = Choice.Number(
        "--init-std", "The standard deviation of --init normal.", 1.0, x => x > 0 && double.IsFinite(x), "a number above 0");

    private readonly Option<string> _optimizer = Choice.OneOf("--optimizer", "The update rule.", "adam", "sgd");

    private readonly Option<double?> _learningRate = Choice.OptionalNumber<double>(
        "--lr", "Learning rate. [default: 0.001 for adam, 0.1 for sgd]", x => x > 0 && double.IsFinite(x), "a number above 0");

    private readonly Option<double> _momentum = Choice.Number(
        "--momentum", "How much of the last step stays, with sgd.", 0.0, x => x is >= 0 and < 1, "a number from 0 to below 1");

    private readonly Option<int> _batchSize = Choice.Number("--batch-size", "Images of a training step.", 64, x => x >= 1, WholeFrom1);

    private readonly Option<int> _epochs = Choice.Number("--epochs", "Passes over the training images.", 5, x => x >= 1, WholeFrom1);

    private readonly Option<int?> _iterations = Choice.OptionalNumber<int>(
        "--iterations", "Training steps, instead of --epochs.", x => x >= 1, WholeFrom1);

    private readonly Option<ulong> _seed = Choice.Number(
        "--seed", "Decides the initial weights, the order of the images and dropout.", 0ul, _ => true, "a whole number from 0 up");

    private readonly Option<int> _threads = Choice.Number(
        "--threads",
        "Threads that the kernels use; the results are the same for any number.",
        Parallelism.Threads,
        x => x is >= 1 and <= 1024,
        "a whole number from 1 to 1024");

    private readonly Option<string?> _load = Choice.Place("--load", "Begins with the weights of a safetensors file.", "file");

    private readonly Option<bool> _evaluate = new("--evaluate") { Description = "Does not train: tests the weights of --load." };

    private readonly Option<string?> _save = Choice.OutputFile(
        "--save", "Writes the weights to a safetensors file, with PyTorch's names and shapes.");

    private readonly Option<string> _onInterrupt = Choice.OneOf(
        "--on-interrupt",
        "What becomes of the weights of --save when Ctrl-C ends the training. discard: what the file holds stays. save: they are written.",
        "discard",
        "save");

    private readonly Option<string?> _log = Choice.OutputFile("--log", "Writes a JSON row an epoch.");

    private readonly Option<string?> _plot = Choice.Picture("--plot", "Draws train and test accuracy over the epochs.");

    private readonly Option<string?> _mistakes = Choice.Picture(
        "--mistakes", "Draws test images that are read wrong, the surest mistakes first.");

    private readonly Option<string?> _filters = Choice.Picture("--filters", "Draws the weights of the first layer.");

    private readonly Option<string?> _confusion = Choice.Picture("--confusion", "Draws the confusion matrix as a heat map.");

    private readonly Option<bool> _compare = new("--compare")
    {
        Description = "Trains as the two NumPy programs did that this one goes back to, and puts the figures side by side.",
    };

    private readonly Option<string> _theme = Choice.Theme();

    private readonly Option<string?> _json = Choice.Json();

    private MnistCnnCommand()
    {
    }

    public static RootCommand Create()
    {
        var options = new MnistCnnCommand();
        RootCommand command = options.Describe();
        command.SetAction(parsed =>
        {
            Parallelism.Threads = parsed.GetValue(options._threads);
            var report = new Report(parsed.InvocationConfiguration.Output);
            if (parsed.GetValue(options._compare)) Comparison.Run(options.Read(parsed), Protocol.All, report);
            else Run.Start(options.Read(parsed), report);
        });
        return command;
    }

    private RootCommand Describe()
    {
        var command = new RootCommand(
            "Trains a network to read handwritten digits (MNIST), or the images of a data set in the same format.")
        {
            _dataset, _data, _synthetic, _model, _init, _initStd, _optimizer, _learningRate, _momentum, _batchSize, _epochs,
            _iterations, _seed, _threads, _load, _evaluate, _save, _onInterrupt, _log, _plot,
            _mistakes, _filters, _confusion, _theme, _json, _compare,
        };
        command.Subcommands.Add(PredictCommand.Create());
        Choice.NotTogether(command, _data, _synthetic, "either the digits are read or they are drawn");
        Choice.NotTogether(command, _dataset, _synthetic, "only digits are drawn");
        Choice.NotTogether(command, _epochs, _iterations, "each says when to stop");
        Choice.NotTogether(command, _init, _load, "each says what to begin with");
        Choice.Needs(command, _initStd, result => result.GetValue(_init) == "normal", "--init normal");
        Choice.Needs(command, _momentum, result => result.GetValue(_optimizer) == "sgd", "--optimizer sgd");
        Choice.Needs(command, _evaluate, result => Choice.IsGiven(result, _load), "--load");
        Choice.Needs(command, _onInterrupt, result => Choice.IsGiven(result, _save), "--save");
        Option<string?>[] pictures = [_plot, _mistakes, _filters, _confusion];
        string anyPicture = string.Join(" or ", pictures.Select(picture => picture.Name));
        Choice.Needs(command, _theme, result => pictures.Any(picture => Choice.IsGiven(result, picture)), anyPicture);
        // --save may name the file of --load: the weights have been read by then, and training goes on from them.
        Choice.DifferentFiles(command, [_save, _log, .. pictures, _json]);
        Choice.DifferentFiles(command, [_log, .. pictures, _json], _load);
        foreach (Option option in (Option[])[_optimizer, _learningRate, _batchSize, _epochs, _iterations, _save, _log, _plot])
            Choice.NotTogether(command, option, _evaluate, "nothing is trained");
        Option[] decided =
        [
            _dataset, _model, _init, _optimizer, _learningRate, _batchSize, _epochs, _iterations, _load, _evaluate, _save, _log,
            .. pictures,
        ];
        foreach (Option option in decided)
            Choice.NotTogether(command, option, _compare, "the programs that are compared decide what is done");
        return command;
    }

    private static MnistVariant? DatasetOf(string word) => word.ToLowerInvariant() switch
    {
        "fashion" => MnistVariant.Fashion,
        "kuzushiji" => MnistVariant.Kuzushiji,
        "emnist" or "letters" => MnistVariant.EmnistLetters,
        string name => MnistVariant.All.FirstOrDefault(variant => variant.Name == name),
    };

    private Options Read(ParseResult parsed)
    {
        string optimizer = parsed.GetValue(_optimizer)!;
        return new Options
        {
            Dataset = parsed.GetValue(_dataset)!,
            Data = parsed.GetValue(_data),
            Synthetic = parsed.GetValue(_synthetic),
            Model = parsed.GetValue(_model)!,
            InitStd = parsed.GetValue(_init) == "normal" ? parsed.GetValue(_initStd) : null,
            Optimizer = optimizer,
            LearningRate = parsed.GetValue(_learningRate) ?? (optimizer == "sgd" ? 0.1 : 0.001),
            Momentum = parsed.GetValue(_momentum),
            BatchSize = parsed.GetValue(_batchSize),
            Epochs = parsed.GetValue(_epochs),
            Iterations = parsed.GetValue(_iterations),
            Seed = parsed.GetValue(_seed),
            Load = parsed.GetValue(_load),
            Evaluate = parsed.GetValue(_evaluate),
            Save = parsed.GetValue(_save),
            SaveWhenStopped = parsed.GetValue(_onInterrupt) == "save",
            Log = parsed.GetValue(_log),
            Plot = parsed.GetValue(_plot),
            Mistakes = parsed.GetValue(_mistakes),
            Filters = parsed.GetValue(_filters),
            Confusion = parsed.GetValue(_confusion),
            Theme = parsed.GetValue(_theme)!,
            Json = parsed.GetValue(_json),
        };
    }
}
