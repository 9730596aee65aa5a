using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autograd.Data;
using Autograd.Examples.MnistCnn;
using Autograd.Examples.Shared;
using Autograd.Nn;
using Autograd.Serialization;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Examples;

[Collection(AloneCollection.Name)]
public sealed class MnistCnnTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--model mlp --optimizer sgd --lr 0.5 --batch-size 7 --seed 3")]
    public void A_run_ends_with_the_accuracy_and_a_seed_decides_it(string options)
    {
        WriteDigits(300, 100);
        string[] args = ["--data", _folder.Path, "--epochs", "2", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        (int code, string[] output, string error) = Run(args);
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Matches(@"^test accuracy: 0\.\d{4}$", output[^1]);
        Assert.Equal(2, output.Count(line => Regex.IsMatch(line, @"^ +[12]( +\d+\.\d{4}){3} +\d+\.\d\d +\d+$")));
        Assert.Equal(output[^1], Run(args).Output[^1]);
    }

    [Fact]
    public void Help_names_every_option()
    {
        (int code, string[] output, string error) = Run("--help");
        Assert.Equal((0, string.Empty), (code, error));
        string[] options =
        [
            "--dataset <mnist|fashion-mnist|kmnist|emnist-letters>", "--on-interrupt <discard|save>", "--data", "--synthetic", "--model <cnn|mlp|lenet>", "--init <default|normal>", "--init-std",
            "--optimizer <adam|sgd>", "--lr", "--momentum", "--batch-size", "--epochs", "--iterations", "--seed", "--threads", "--load", "--evaluate", "--save", "--log", "--plot", "--json",
        ];
        foreach (string option in options) Assert.Contains(option, string.Join('\n', output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lr NaN", "--lr takes a number above 0, not 'NaN'")]
    [InlineData("--lr 0", "--lr takes a number above 0, not '0'")]
    [InlineData("--lr -1", "not '-1'")]
    [InlineData("--lr 1e999", "not '1e999'")]
    [InlineData("--lr 0,1", "not '0,1'")]
    [InlineData("--epochs 0", "--epochs takes a whole number from 1 up, not '0'")]
    [InlineData("--epochs 1.5", "not '1.5'")]
    [InlineData("--epochs", "--epochs")]
    [InlineData("--batch-size 99999999999", "--batch-size takes")]
    [InlineData("--seed -1", "--seed takes a whole number from 0 up, not '-1'")]
    [InlineData("--threads 0", "--threads takes")]
    [InlineData("--model resnet", "--model takes cnn or mlp or lenet, not 'resnet'")]
    [InlineData("--optimizer lion", "--optimizer takes adam or sgd, not 'lion'")]
    [InlineData("--data ''", "--data takes a directory, not ''")]
    [InlineData("--data /no/such/folder", "/no/such/folder: there is no such directory")]
    [InlineData("--epochs 1 --iterations 10", "--epochs and --iterations do not go together")]
    [InlineData("--iterations 0", "--iterations takes a whole number from 1 up, not '0'")]
    [InlineData("--momentum 1 --optimizer sgd", "--momentum takes a number from 0 to below 1, not '1'")]
    [InlineData("--momentum 0.9", "--momentum needs --optimizer sgd")]
    [InlineData("--init zeros", "--init takes default or normal, not 'zeros'")]
    [InlineData("--init-std 2", "--init-std needs --init normal")]
    [InlineData("--init normal --init-std NaN", "--init-std takes a number above 0, not 'NaN'")]
    [InlineData("--evaluate", "--evaluate needs --load")]
    [InlineData("--evaluate --load weights --epochs 2", "--epochs and --evaluate do not go together")]
    [InlineData("--evaluate --load weights --save weights", "--save and --evaluate do not go together")]
    [InlineData("--synthetic --data /", "--data and --synthetic do not go together")]
    [InlineData("--load weights --init normal", "--init and --load do not go together")]
    [InlineData("--load /no/such/weights", "/no/such/weights")]
    [InlineData("--save /no/such/folder/weights", "--save /no/such/folder/weights: there is no directory /no/such/folder")]
    [InlineData("--log /", "--log /: / is a directory")]
    [InlineData("--plot ''", "--plot takes a FILE.svg or FILE.png, not ''")]
    [InlineData("--json /no/such/folder/figures", "--json /no/such/folder/figures: there is no directory")]
    [InlineData("--dataset cifar", "--dataset takes mnist or fashion-mnist or kmnist or emnist-letters, not 'cifar'")]
    [InlineData("--dataset kmnist --synthetic", "--dataset and --synthetic do not go together")]
    [InlineData("--on-interrupt save", "--on-interrupt needs --save")]
    [InlineData("--json x --plot ./x", "--plot ./x and --json x are the same file")]
    [InlineData("--load x --log x", "--log x and --load x are the same file")]
    [InlineData("--colour", "--colour")]
    [InlineData("digits", "digits")]
    public void A_wrong_option_is_one_line_and_exit_code_2(string options, string message) =>
        Refused(message, [.. options.Split(' ').Select(word => word == "''" ? string.Empty : word)]);

    [Fact]
    public void A_wrong_file_is_one_line_and_exit_code_2()
    {
        Refused("train-images-idx3-ubyte", "--data", _folder.Path);
        WriteDigits(30, 10);
        string labels = _folder.File("t10k-labels-idx1-ubyte.gz");
        byte[] whole = File.ReadAllBytes(labels);
        File.WriteAllBytes(labels, whole[..^12]);
        Refused("t10k-labels-idx1-ubyte.gz", "--data", _folder.Path);
        File.WriteAllText(labels, "no gzip");
        Refused("t10k-labels-idx1-ubyte.gz: not an IDX file", "--data", _folder.Path);
        Idx.Write(labels, Tensor.Zeros([9], DType.UInt8));
        Refused("9 labels", "--data", _folder.Path);
    }

    [Fact]
    public void A_run_of_iterations_is_logged_drawn_and_kept_as_figures()
    {
        WriteDigits(300, 100);
        string log = _folder.File("log.jsonl"), plot = _folder.File("plot.svg"), json = _folder.File("figures.json");
        string[] shown = Succeeded("--data", _folder.Path, "--batch-size", "50", "--iterations", "15", "--log", log, "--plot", plot, "--json", json);

        JsonNode[] rows = [.. File.ReadAllLines(log).Select(line => JsonNode.Parse(line)!)];
        Assert.Equal([1, 2, 3], rows.Select(row => (int)row["epoch"]!)); // two epochs of six steps, and three steps
        Assert.Equal(
            ["epoch", "train_loss", "train_accuracy", "test_accuracy", "seconds", "samples_per_second"], rows[0].AsObject().Select(pair => pair.Key));
        Assert.True((double)rows[2]["train_loss"]! < (double)rows[0]["train_loss"]!);

        JsonNode figures = JsonNode.Parse(File.ReadAllText(json))!;
        Assert.Equal(JsonNode.Parse($"[{string.Join(',', rows.Select(row => row.ToJsonString()))}]")!.ToJsonString(), figures["epochs"]!.ToJsonString());
        Assert.Equal((double)rows[2]["test_accuracy"]!, (double)figures["test_accuracy"]!);
        Assert.Equal(("mnist", "cnn", 6810), ((string)figures["data"]!, (string)figures["model"]!, (int)figures["parameters"]!));
        JsonArray[] matrix = [.. figures["confusion_matrix"]!.AsArray().Select(row => row!.AsArray())];
        Assert.Equal(Enumerable.Repeat(10, 10), matrix.Select(row => row.Sum(count => (int)count!))); // each digit is a tenth
        Assert.Equal((double)figures["test_accuracy"]!, Enumerable.Range(0, 10).Sum(i => (int)matrix[i][i]!) / 100.0, 12);
        Assert.Equal($"test accuracy: {(double)figures["test_accuracy"]!:F4}", shown[^1]);

        var drawing = XDocument.Load(plot);
        string[] texts = [.. drawing.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Subset(texts.ToHashSet(), new HashSet<string> { "train", "test", "epoch", "accuracy" });
    }

    [Theory]
    [InlineData("cnn", "0.weight", "5.weight")]
    [InlineData("mlp", "1.weight", "3.bias")]
    [InlineData("lenet", "2.weight", "10.bias")]
    public void Saved_weights_read_as_they_did(string model, params string[] names)
    {
        WriteDigits(60, 50);
        string weights = _folder.File("weights.safetensors"), json = _folder.File("figures.json");
        string[] trained = Succeeded("--data", _folder.Path, "--model", model, "--iterations", "2", "--save", weights);
        string[] loaded = Succeeded("--data", _folder.Path, "--model", model, "--load", weights, "--evaluate", "--json", json);
        Assert.Equal(trained[^1], loaded[^1]);
        Assert.Equal(trained[^13..^2], loaded[^12..^1]); // the confusion matrix, before the line that names the weights
        OrderedDictionary<string, Tensor> state = Safetensors.Load(weights);
        Assert.All(names, name => Assert.Contains(name, state.Keys));
        Assert.Equal(JsonNode.Parse(File.ReadAllText(json))!["test_accuracy"]!.GetValue<double>().ToString("F4"), loaded[^1][^6..]);
        Assert.Matches("^    1 ", Succeeded("--data", _folder.Path, "--model", model, "--load", weights, "--iterations", "1")[3]);
    }

    [Fact]
    public void Wrong_weights_are_one_line_and_exit_code_2()
    {
        WriteDigits(20, 10);
        string weights = _folder.File("weights");
        Succeeded("--data", _folder.Path, "--model", "mlp", "--iterations", "1", "--save", weights);
        string[] load = ["--data", _folder.Path, "--evaluate", "--load", weights];
        Refused($"{weights}: these are the weights of --model mlp, not of --model cnn", load);
        Safetensors.Save(weights, Safetensors.Load(weights));
        Refused($"{weights}: these are not the weights of --model cnn: ", load);
        byte[] whole = File.ReadAllBytes(weights);
        File.WriteAllBytes(weights, whole[..^1]);
        Refused(weights, load);
        File.WriteAllText(weights, "no weights at all");
        Refused($"{weights}: not a safetensors file", load);
        File.Delete(weights);
        Refused(weights, load);
    }

    [Fact]
    public void No_output_overwrites_what_is_read()
    {
        WriteDigits(20, 10);
        string labels = _folder.File("train-labels-idx1-ubyte.gz"), link = _folder.File("link");
        byte[] before = File.ReadAllBytes(labels);
        File.CreateSymbolicLink(link, labels);
        foreach (string option in (string[])["--save", "--log", "--plot", "--json"])
            Refused($"{option} {link} would overwrite {labels}", "--data", _folder.Path, option, link);
        Assert.Equal(before, File.ReadAllBytes(labels));
    }

    [Fact]
    public void Training_goes_on_from_the_file_that_it_writes()
    {
        WriteDigits(60, 10);
        string weights = _folder.File("weights");
        Succeeded("--data", _folder.Path, "--model", "mlp", "--iterations", "1", "--save", weights);
        byte[] first = File.ReadAllBytes(weights);
        Succeeded("--data", _folder.Path, "--model", "mlp", "--iterations", "1", "--load", weights, "--save", weights);
        Assert.NotEqual(first, File.ReadAllBytes(weights));
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_run_and_saves_nothing()
    {
        WriteDigits(60, 10);
        string weights = _folder.Write("weights", [1, 2, 3]);
        (int code, _, string error) = Run("--data", _folder.Path, "--optimizer", "sgd", "--lr", "1e30", "--batch-size", "10", "--save", weights, "--json", _folder.File("j"));
        Assert.Equal(ErrorBoundary.Failed, code);
        Assert.Matches(@"^error: the loss is (NaN|infinite) in step [2-6] \(epoch 1, batch [2-6] of 6\) with learning rate 1E\+30, and nothing is saved; try --lr below 1E\+30\s*$", error);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(weights));
        Assert.False(File.Exists(_folder.File("j")));

        // A single step, whose loss is finite and whose weights are not.
        (code, _, error) = Run("--data", _folder.Path, "--optimizer", "sgd", "--lr", "1e300", "--iterations", "1", "--save", weights);
        Assert.Equal(ErrorBoundary.Failed, code);
        Assert.Contains("the weights are not finite after step 1", error, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(weights));
    }

    [Fact]
    public void Weights_that_are_not_finite_are_refused()
    {
        WriteDigits(20, 10);
        string weights = _folder.File("weights");
        OrderedDictionary<string, Tensor> state = Models.Create("mlp").StateDict();
        state["3.bias"] = Tensor.Full([10], float.NaN);
        Safetensors.Save(weights, state);
        Refused("'3.bias' has numbers that are not finite", "--data", _folder.Path, "--model", "mlp", "--load", weights, "--evaluate");
    }

    [Theory]
    [InlineData("discard")]
    [InlineData("save")]
    public void A_run_that_is_stopped_keeps_its_weights_or_not_as_asked(string choice)
    {
        WriteDigits(60, 10);
        string weights = _folder.Write("weights", [1, 2, 3]), json = _folder.File("figures.json");
        using var stop = new CancellationTokenSource();
        using StringWriter error = new();
        using var output = new StoppingWriter(stop);
        string[] args = ["--data", _folder.Path, "--model", "mlp", "--epochs", "1000", "--save", weights, "--json", json, "--on-interrupt", choice];
        Assert.Equal(130, ErrorBoundary.Run(MnistCnnCommand.Create(), args, output, error, stop.Token));
        Assert.Equal("stopped", error.ToString().Trim());
        Assert.Matches(@"stopped after [1-9]\d* of 1000 steps", output.ToString());
        if (choice == "save") Assert.Equal(4, Safetensors.Load(weights).Count);
        else Assert.Equal([1, 2, 3], File.ReadAllBytes(weights));
        Assert.False(File.Exists(json));
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), path => path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_data_set_is_chosen_by_name_and_its_classes_are_named()
    {
        WriteDigits(60, 10);
        string json = _folder.File("figures.json"), weights = _folder.File("weights");
        string[] shown = Succeeded("--dataset", "fashion-mnist", "--data", _folder.Path, "--iterations", "1", "--json", json, "--save", weights);
        Assert.StartsWith("Fashion-MNIST from ", shown[0], StringComparison.Ordinal);
        Assert.Contains(shown, line => line.TrimStart().StartsWith("Ankle boot →", StringComparison.Ordinal));
        JsonNode figures = JsonNode.Parse(File.ReadAllText(json))!;
        Assert.Equal(("fashion-mnist", "T-shirt/top"), ((string)figures["data"]!, (string)figures["classes"]![0]!));
        Refused("these weights have learnt --dataset fashion-mnist, not mnist", "--data", _folder.Path, "--load", weights, "--evaluate");
    }

    [Fact]
    public void Letters_have_26_classes()
    {
        foreach (string part in (string[])["train", "test"])
        {
            Idx.Write(_folder.File($"emnist-letters-{part}-images-idx3-ubyte.gz"), Tensor.Zeros([26, 28, 28], DType.UInt8));
            Idx.Write(_folder.File($"emnist-letters-{part}-labels-idx1-ubyte.gz"), (Tensor.Arange(26) + 1).To(DType.UInt8));
        }

        string[] shown = Succeeded("--dataset", "emnist-letters", "--data", _folder.Path, "--iterations", "1");
        Assert.Equal(26, shown.Count(line => Regex.IsMatch(line, @"^ *[A-Z] →( +\d+){26}$")));
    }

    [Fact]
    public void A_wrong_variable_is_blamed_and_not_the_network()
    {
        string? before = Environment.GetEnvironmentVariable(Mnist.DataVariable);
        try
        {
            Environment.SetEnvironmentVariable(Mnist.DataVariable, _folder.File("none"));
            Refused($"AUTOGRAD_DATA is {_folder.File("none")}, and there is no such directory");
            Environment.SetEnvironmentVariable(Mnist.DataVariable, _folder.Path);
            Refused($"AUTOGRAD_DATA is {_folder.Path}, and MNIST's train-images-idx3-ubyte");
        }
        finally
        {
            Environment.SetEnvironmentVariable(Mnist.DataVariable, before);
        }
    }

    [Fact]
    public void Normal_start_values_have_the_spread_asked_for()
    {
        Generator.Default.ManualSeed(5);
        foreach (Parameter parameter in Models.Create("mlp", initStd: 3).Parameters().Where(parameter => parameter.Numel > 500))
            Assert.InRange(parameter.Std().Item(), 2.7, 3.3);
    }

    /// <summary>Asks the program to stop when it has shown the first epoch.</summary>
    private sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value is not null && Regex.IsMatch(value, @"^ +1 ")) stop.Cancel();
        }
    }

    private static string[] Succeeded(params string[] args)
    {
        (int code, string[] output, string error) = Run(args);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private void Refused(string message, params string[] args)
    {
        string[] before = Directory.GetFiles(_folder.Path);
        (int code, string[] output, string error) = Run(args);
        Assert.Equal(ErrorBoundary.Failed, code);
        Assert.Equal(before, Directory.GetFiles(_folder.Path));
        Assert.Empty(output);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static (int Code, string[] Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = ErrorBoundary.Run(MnistCnnCommand.Create(), args, output, error);
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries), error.ToString());
    }

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
