using System.Text.RegularExpressions;
using Autograd.Data;
using Autograd.Examples.MnistCnn;
using Autograd.Examples.Shared;
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
        foreach (string option in (string[])["--data", "--model <cnn|mlp>", "--optimizer <adam|sgd>", "--lr", "--batch-size", "--epochs", "--seed", "--threads"])
            Assert.Contains(option, string.Join('\n', output), StringComparison.Ordinal);
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
    [InlineData("--model resnet", "--model takes cnn or mlp, not 'resnet'")]
    [InlineData("--optimizer lion", "--optimizer takes adam or sgd, not 'lion'")]
    [InlineData("--data ''", "--data takes a directory, not ''")]
    [InlineData("--data /no/such/folder", "/no/such/folder: there is no such directory")]
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

    private static void Refused(string message, params string[] args)
    {
        (int code, string[] output, string error) = Run(args);
        Assert.Equal(ErrorBoundary.Failed, code);
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
