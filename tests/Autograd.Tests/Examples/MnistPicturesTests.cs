using System.Text.Json;
using System.Xml.Linq;
using Autograd.Data;
using Autograd.Examples.MnistCnn;
using Autograd.Examples.MnistCnn.Lineage;
using Autograd.Examples.Shared;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Examples;

/// <summary>What the digits' program draws after its test, and how it compares itself.</summary>
[Collection(AloneCollection.Name)]
public sealed class MnistPicturesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cnn", "light", "cnn: the 4 filters of the first layer", "filter 3")]
    [InlineData("mlp", "dark", "mlp: the first 64 of 100 units", "unit 63")]
    [InlineData("lenet", "light", "lenet: the 32 filters of the first layer", "filter 31")]
    public void Mistakes_filters_and_confusion_are_drawn(string model, string theme, string title, string last)
    {
        WriteDigits(300, 100);
        string mistakes = _folder.File("mistakes.svg"), filters = _folder.File("filters.svg"), confusion = _folder.File("confusion.svg");
        string[] output = ProgramRun.Passes(
            MnistCnnCommand.Create(), "--data", _folder.Path, "--model", model, "--iterations", "2", "--theme", theme, "--mistakes", mistakes, "--filters", filters, "--confusion", confusion);
        string[] words = Texts(mistakes);
        string said = output.Single(line => line.StartsWith($"mistakes: {mistakes}, ", StringComparison.Ordinal));
        Assert.Contains(words, word => word.Contains("mistakes of ", StringComparison.Ordinal) && word.EndsWith("in 100 test images", StringComparison.Ordinal));
        Assert.Equal(40, words.Count(word => word.StartsWith("is ", StringComparison.Ordinal)));
        Assert.Matches(@"read \d, \d+ %", string.Join('\n', words));
        Assert.Contains(", 40 of ", said, StringComparison.Ordinal);

        words = Texts(filters);
        Assert.Contains(title, words);
        Assert.Contains(last, words);

        words = Texts(confusion);
        Assert.Contains("read as", words);
        Assert.Contains("is", words);
        Assert.Contains(words, word => word.StartsWith("100 test images, ", StringComparison.Ordinal));
    }

    /// <summary>The test images are the training images, and a thousand steps learn twenty by heart.</summary>
    [Fact]
    public void Without_a_mistake_the_picture_says_so()
    {
        WriteDigits(20, 20);
        foreach (string kind in (string[])["images-idx3", "labels-idx1"])
            File.Copy(_folder.File($"train-{kind}-ubyte.gz"), _folder.File($"t10k-{kind}-ubyte.gz"), overwrite: true);
        string mistakes = _folder.File("mistakes.svg");
        string[] output = ProgramRun.Passes(
            MnistCnnCommand.Create(), "--data", _folder.Path, "--model", "mlp", "--lr", "0.01", "--batch-size", "20", "--iterations", "300", "--mistakes", mistakes);
        Assert.Equal("test accuracy: 1.0000", output[^1]);
        Assert.Contains("Every test image is read right", Texts(mistakes));
    }

    [Fact]
    public void Long_names_of_classes_stand_aslant()
    {
        WriteDigits(60, 20);
        string confusion = _folder.File("confusion.svg");
        ProgramRun.Passes(MnistCnnCommand.Create(), "--dataset", "fashion-mnist", "--data", _folder.Path, "--iterations", "1", "--confusion", confusion);
        XElement[] boots = [.. ProgramRun.Svg(confusion).Descendants().Where(e => e.Name.LocalName == "text" && e.Value == "Ankle boot")];
        Assert.Equal(2, boots.Length);
        Assert.Contains(boots, boot => boot.AncestorsAndSelf().Any(IsTurned));
    }

    [Fact]
    public void The_comparison_puts_its_figures_beside_theirs()
    {
        WriteDigits(100, 20);
        string json = _folder.File("figures.json");
        Options options = new()
        {
            Dataset = MnistVariant.Digits,
            Data = _folder.Path,
            Model = "cnn",
            Optimizer = "adam",
            LearningRate = 0.001,
            BatchSize = 64,
            Epochs = 5,
            Theme = "light",
            Json = json,
        };
        using StringWriter output = new();
        Comparison.Run(options, [Protocol.All[0] with { Epochs = 2 }, Protocol.All[1] with { Iterations = 3, BatchSize = 50 }], new Report(output));
        string[] lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^ +CNN in NumPy +67 min +0\.8723 +\d+\.\d +\d\.\d{4} +\d+$", lines[^2]);
        Assert.Matches(@"^ *two-layer network in NumPy +under 1 min +over 0\.94 +\d+\.\d +\d\.\d{4} +—$", lines[^1]);
        JsonElement rows = JsonDocument.Parse(File.ReadAllText(json)).RootElement.GetProperty("comparison");
        Assert.Equal(2, rows.GetArrayLength());
        Assert.InRange(rows[0].GetProperty("test_accuracy").GetDouble(), 0, 1);
    }

    [Theory]
    [InlineData("--compare --model mlp", "--model and --compare do not go together")]
    [InlineData("--compare --epochs 2", "--epochs and --compare do not go together")]
    [InlineData("--compare --confusion x.svg", "--confusion and --compare do not go together")]
    [InlineData("--confusion x.gif", "--confusion takes a FILE.svg or FILE.png, not 'x.gif'")]
    [InlineData("--filters x.svg --mistakes ./x.svg", "are the same file")]
    [InlineData("--theme dark", "--theme needs --plot or --mistakes or --filters or --confusion")]
    public void A_wrong_option_is_one_line_and_exit_code_2(string options, string message) =>
        ProgramRun.Refuses(message, MnistCnnCommand.Create(), options.Split(' '));

    private static bool IsTurned(XElement element) =>
        element.Attribute("transform")?.Value is { } turn && (turn.Contains("rotate", StringComparison.Ordinal) || turn.Contains("matrix", StringComparison.Ordinal));

    private static string[] Texts(string path) =>
        [.. ProgramRun.Svg(path).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    private void WriteDigits(int train, int test)
    {
        (TensorDataset Train, TensorDataset Test) digits = SyntheticDigits.Load(train, test);
        foreach ((string part, TensorDataset data) in (ReadOnlySpan<(string, TensorDataset)>)[("train", digits.Train), ("t10k", digits.Test)])
        {
            Idx.Write(_folder.File($"{part}-images-idx3-ubyte.gz"), data.Inputs.Squeeze(1));
            Idx.Write(_folder.File($"{part}-labels-idx1-ubyte.gz"), data.Targets.To(DType.UInt8));
        }
    }
}
