using System.Globalization;
using System.Text.Json;
using Autograd.Examples.BinaryClassification;
using Autograd.Examples.BinaryClassification.Judging;
using Autograd.Serialization;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Examples;

/// <summary>How the classifier's program judges what it has learnt, and applies it.</summary>
[Collection(AloneCollection.Name)]
public sealed class BinaryJudgingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Thresholds_trade_recall_for_precision()
    {
        string json = _folder.File("figures.json");
        Passes("--epochs", "20", "--json", json);
        JsonElement figures = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        JsonElement[] rows = [.. figures.GetProperty("thresholds").EnumerateArray()];
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], rows.Select(row => row.GetProperty("threshold").GetDouble()));
        double[] recall = [.. rows.Select(row => row.GetProperty("recall").GetDouble())], alarms = [.. rows.Select(row => row.GetProperty("false_positive_rate").GetDouble())];
        Assert.Equal(recall.OrderDescending(), recall);
        Assert.Equal(alarms.OrderDescending(), alarms);
        Assert.True(recall[0] > recall[^1] && alarms[0] > alarms[^1]);
        Assert.Equal(figures.GetProperty("test_recall").GetDouble(), recall[4]);
        Assert.Equal(figures.GetProperty("test_precision").GetDouble(), rows[4].GetProperty("precision").GetDouble());
        Assert.Equal(figures.GetProperty("test_accuracy").GetDouble(), rows[4].GetProperty("accuracy").GetDouble());
    }

    /// <summary>By hand: bins [0.1, 0.2) with 0.1 and 0.15, [0.8, 0.9) with 0.8, and the last with 1.</summary>
    [Fact]
    public void Calibration_is_what_it_is_by_hand()
    {
        var calibration = new Calibration([0, 1, 1, 1], [0.1, 0.15, 0.8, 1]);
        Assert.Equal((0.1 * 0.1 + 0.85 * 0.85 + 0.2 * 0.2 + 0) / 4, calibration.Brier, 12);
        Assert.Equal((2 * Math.Abs(0.125 - 0.5) + 0.2 + 0) / 4, calibration.Error, 12);
    }

    [Fact]
    public void The_areas_and_the_calibration_are_drawn()
    {
        string curve = _folder.File("curve.svg"), calibration = _folder.File("calibration.svg"), json = _folder.File("figures.json");
        Passes("--epochs", "11", "--every", "4", "--curve", curve, "--calibration", calibration, "--theme", "dark", "--json", json);
        string[] words = Texts(curve);
        foreach (string word in (string[])["Area under the ROC curve: two moons", "train", "test", "epoch", "AUC"]) Assert.Contains(word, words);
        words = Texts(calibration);
        foreach (string word in (string[])["score", "share of positive rows", "scores that are probabilities"]) Assert.Contains(word, words);
        JsonElement figures = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Equal([4, 8, 11], figures.GetProperty("epochs").EnumerateArray().Select(row => row.GetProperty("epoch").GetInt32()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_saved_network_predicts_what_it_did_in_its_test(bool header)
    {
        string table = Write("table.csv", header, withClass: true), network = _folder.File("network"), scores = _folder.File("scores.csv"), predicted = _folder.File("predicted.csv");
        string[] columns = header ? ["--label", "kind", "--drop", "id"] : ["--label", "3", "--drop", "0"];
        Passes(["--data", table, .. columns, "--positive", "yes", "--epochs", "20", "--save", network, "--scores", scores]);
        string[] output = Passes("predict", "--data", table, "--load", network, "--scores", predicted);
        Assert.EndsWith($"80 rows, 2 features; positive is {(header ? "kind" : "3")} = yes", output[0], StringComparison.Ordinal);
        Assert.Contains(output, line => line.StartsWith("… and 60 more", StringComparison.Ordinal));
        string[][] rows = [.. File.ReadAllLines(predicted).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(80, rows.Length);
        Assert.All(rows, (row, i) => Assert.Equal(i % 2 == 0 ? "1" : "0", row[2]));
        double[] test = [.. File.ReadAllLines(scores).Skip(1).Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)).Order()];
        double[] all = [.. rows.Select(row => double.Parse(row[1], CultureInfo.InvariantCulture))];
        Assert.All(test, score => Assert.Contains(all, found => Math.Abs(found - score) < 1e-6));

        // A threshold that no score passes, and a table that lacks what is not needed.
        Assert.Equal("positive: 0", Passes("predict", "--data", table, "--load", network, "--threshold", "1")[^1]);
        string bare = Write("bare.csv", header, withClass: false);
        Assert.Equal("positive: 40", Passes("predict", "--data", bare, "--load", network)[^1]);
    }

    [Fact]
    public void What_cannot_be_predicted_is_one_line_and_exit_code_2()
    {
        string table = Write("table.csv", header: true, withClass: true), network = _folder.File("network");
        Passes("--data", table, "--label", "kind", "--positive", "yes", "--drop", "id", "--epochs", "1", "--save", network);
        string other = _folder.Write("other.csv", "height,weight\n1,2\n"u8.ToArray());
        Refused("no column is called 'width'; there are height, weight", "predict", "--data", other, "--load", network);
        Refused("Option '--load' is required", "predict", "--data", table);
        Refused("Option '--data' is required", "predict", "--load", network);
        Refused("there is no such file", "predict", "--data", _folder.File("none"), "--load", network);
        Refused("--threshold takes a number from 0 to 1, not '2'", "predict", "--data", table, "--load", network, "--threshold", "2");
        Refused("are the same file", "predict", "--data", table, "--load", network, "--scores", network);
        OrderedDictionary<string, Tensor> state = Safetensors.Load(network, out OrderedDictionary<string, string> metadata);
        Safetensors.Save(network, state);
        Refused("these are not the weights of this program's --save", "predict", "--data", table, "--load", network);
        metadata["columns"] = "[\"height\"]";
        Safetensors.Save(network, state, metadata);
        Refused("1 columns are named for 2 features", "predict", "--data", table, "--load", network);
        metadata["columns"] = "height";
        Safetensors.Save(network, state, metadata);
        Refused("the names of the columns are damaged", "predict", "--data", table, "--load", network);
    }

    [Theory]
    [InlineData("--every 0", "--every takes a whole number from 1 up, not '0'")]
    [InlineData("--curve x.pdf", "--curve takes a FILE.svg or FILE.png, not 'x.pdf'")]
    [InlineData("--calibration x.svg --curve ./x.svg", "are the same file")]
    [InlineData("--theme dark", "--theme needs --plot or --curve or --calibration")]
    [InlineData("--protocol lineage --save x", "--save needs --protocol table")]
    [InlineData("--save /no/such/folder/network", "there is no directory /no/such/folder")]
    public void A_wrong_option_is_one_line_and_exit_code_2(string options, string message) => Refused(message, options.Split(' '));

    private static string[] Passes(params string[] args) => ProgramRun.Passes(BinaryClassificationCommand.Create(), args);

    private static void Refused(string message, params string[] args) => ProgramRun.Refuses(message, BinaryClassificationCommand.Create(), args);

    private static string[] Texts(string path) =>
        [.. ProgramRun.Svg(path).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    /// <summary>An id, two numbers that tell the classes apart, and the class; or the two numbers alone.</summary>
    private string Write(string name, bool header, bool withClass)
    {
        IEnumerable<string> lines = Enumerable.Range(0, 80).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{(withClass ? $"{i + 1000}," : string.Empty)}{(i % 2 == 0 ? 4 : -4) + i % 7 * 0.1},{i % 5 * 0.2}{(withClass ? i % 2 == 0 ? ",yes" : ",no" : string.Empty)}"));
        string path = _folder.File(name), names = withClass ? "id,height,width,kind" : "height,width";
        File.WriteAllLines(path, header ? [names, .. lines] : lines);
        return path;
    }
}
