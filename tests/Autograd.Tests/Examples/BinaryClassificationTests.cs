using System.Globalization;
using Autograd.Examples.BinaryClassification;
using Autograd.Metrics;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Examples;

[Collection(AloneCollection.Name)]
public sealed class BinaryClassificationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_two_moons_come_without_a_file()
    {
        string plot = _folder.File("roc.svg"), scores = _folder.File("scores.csv");
        string[] output = Passes("--epochs", "20", "--plot", plot, "--scores", scores);
        Assert.InRange(Number(output[^2], "train AUC: "), 0.9, 1);
        double area = Number(output[^1], "test AUC: ");
        Assert.InRange(area, 0.9, 1);
        ProgramRun.Svg(plot);

        string text = File.ReadAllText(scores);
        Assert.DoesNotContain('\r', text);
        string[][] rows = [.. text.TrimEnd().Split('\n').Select(line => line.Split(','))];
        Assert.Equal(["label", "score"], rows[0]);
        Assert.Equal(200, rows.Length - 1);
        double[] found = [.. rows[1..].Select(row => double.Parse(row[1], CultureInfo.InvariantCulture))];
        Assert.Equal(area, RocAuc.Score([.. rows[1..].Select(row => int.Parse(row[0], CultureInfo.InvariantCulture))], found));
    }

    [Theory]
    [InlineData(true, "\n", "kind", "id", "note")]
    [InlineData(true, "\r\n", "3", "0", "4")]
    [InlineData(false, "\r\n", "3", "0", "4")]
    [InlineData(false, "\n", "3", "0", "4")]
    public void Tables_have_a_header_or_none_and_any_line_ends(bool header, string end, string label, string drop1, string drop2)
    {
        string path = Write(header, end, 60);
        string[] args = ["--data", path, "--label", label, "--positive", "yes", "--drop", drop1, drop2, "--epochs", "30", "--batch-size", "16"];
        string[] output = Passes(args);
        Assert.Contains("45 rows to train (15 positive), 15 to test (5 positive), 2 features", output[0], StringComparison.Ordinal);
        Assert.Equal("test AUC: 1", output[^1]);
        Assert.Equal(output[^1], Passes([.. args[..6], "--drop", drop1, "--drop", drop2, .. args[9..]])[^1]);
    }

    [Fact]
    public void The_lineage_is_learnt_by_heart_and_tells_nothing()
    {
        string[] output = Passes("--protocol", "lineage");
        Assert.Equal("train AUC: 1", output[^2]);
        Assert.InRange(Number(output[^1], "test AUC: "), 0.3, 0.7);
    }

    [Theory]
    [InlineData("a,b,c\n1,2,yes\n3,4\n5,6,no\n", "--label c --positive yes", "line 3: 2 fields, and the first line has 3")]
    [InlineData("a,b,c\n1,2,yes\n3,4,no\n5,six,no\n7,8,yes", "--label c --positive yes", "line 4, column 1 'b': 'six' is not a number")]
    [InlineData("1,2,yes\n3,,no\n5,6,no\n7,8,yes", "--label 2 --positive yes", "line 2, column 1: '' is not a number")]
    [InlineData("1,2,yes\n3,nan,no\n5,6,no\n7,8,yes", "--label 2 --positive yes", "'nan' is not a number")]
    [InlineData("a,b,c\n1,2,yes\n3,4,yes\n", "--label c --positive yes", "every row has 'yes'")]
    [InlineData("a,b,c\n1,2,yes\n3,4,no\n", "--label c --positive maybe", "no row has 'maybe' in column 2 'c', which holds 'yes', 'no'")]
    [InlineData("a,b,c\n1,2,yes\n3,4,no\n5,6,no", "--label c --positive yes", "one class has a single row")]
    [InlineData("a,b,c\n1,2,yes\n3,4,no\n", "--label d --positive yes", "no column is called 'd'; there are a, b, c")]
    [InlineData("1,2,yes\n3,4,no\n", "--label 3 --positive yes", "no column is called '3'; they are numbered from 0 to 2")]
    [InlineData("1,2,yes\n3,4,no\n", "--label 2 --positive yes --drop 7", "no column is called '7'")]
    [InlineData("1,2,yes\n3,4,no\n", "--label 2 --positive yes --drop 2", "both the label and left out")]
    [InlineData("1,2,yes\n3,4,no\n5,6,no\n7,8,yes", "--label 2 --positive yes --drop 0 1", "no column is left")]
    [InlineData("a,a,c\n1,2,yes\n3,4,no\n", "--label a --positive 1", "2 columns are called 'a'")]
    [InlineData("", "--label 2 --positive yes", "there are no rows")]
    [InlineData("a,b,c\n", "--label c --positive yes", "there are no rows")]
    [InlineData("1,\"2,yes\n3,4,no\n", "--label 2 --positive yes", "line 1: a quote is out of place")]
    public void A_wrong_table_is_one_line_and_exit_code_2(string text, string options, string message)
    {
        string path = _folder.File("table.csv"), scores = _folder.File("scores.csv");
        File.WriteAllText(path, text);
        ProgramRun.Refuses(message, BinaryClassificationCommand.Create(), ["--data", path, "--scores", scores, .. options.Split(' ')]);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("--data /no/such/table.csv --label 1 --positive M", "/no/such/table.csv: there is no such file")]
    [InlineData("--data /no/such/table.csv", "--data needs --label")]
    [InlineData("--label 1", "--label needs --data")]
    [InlineData("--lr NaN", "--lr takes a number above 0, not 'NaN'")]
    [InlineData("--test-fraction 1", "--test-fraction takes a number between 0 and 1, not '1'")]
    [InlineData("--epochs 0", "--epochs takes")]
    [InlineData("--protocol lineage --test-fraction 0.5", "--test-fraction needs --protocol table")]
    [InlineData("--scores /no/such/folder/s.csv", "/no/such/folder")]
    [InlineData("--plot x --json x", "--plot x and --json x are the same file")]
    [InlineData("--data x --label 0 --positive 1 --scores ./x", "--scores ./x and --data x are the same file")]
    [InlineData("--separator colon --data x --label 0 --positive 1", "--separator takes comma or semicolon or tab or bar or space, not 'colon'")]
    [InlineData("--separator comma --decimal comma --data x --label 0 --positive 1", "a comma is one or the other")]
    [InlineData("--header yes", "--header needs --data")]
    public void A_wrong_option_is_one_line_and_exit_code_2(string options, string message) =>
        ProgramRun.Refuses(message, BinaryClassificationCommand.Create(), options.Split(' '));

    [Fact]
    public void How_a_table_is_written_is_found_out_and_said()
    {
        string path = Write(header: true, "\r\n", 60);
        string commas = File.ReadAllText(path);
        string[] args = ["--data", path, "--label", "kind", "--positive", "yes", "--drop", "id", "note", "--epochs", "5"];
        string[] output = Passes(args);
        Assert.EndsWith("separated by commas, with a header", output[1], StringComparison.Ordinal);
        File.WriteAllText(path, "\uFEFF" + commas.Replace("\"a, b\"", "text", StringComparison.Ordinal).Replace(',', ';').Replace('.', ','));
        string[] other = Passes(args);
        Assert.EndsWith("separated by semicolons, with decimal commas, with a header", other[1], StringComparison.Ordinal);
        Assert.Equal(output[2..], other[2..]);
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_run_and_writes_nothing()
    {
        string scores = _folder.File("scores.csv");
        (int code, _, string error) = ProgramRun.Run(BinaryClassificationCommand.Create(), "--lr", "1e30", "--scores", scores);
        Assert.Equal(2, code);
        Assert.Matches(@"the loss is (NaN|infinite) in step \d+ \(epoch 1, batch \d+ of \d+\) with learning rate 1E\+30", error);
        Assert.False(File.Exists(scores));
    }

    [Fact]
    public void One_output_that_fails_takes_no_other_along()
    {
        if (!OperatingSystem.IsLinux()) return;
        string json = _folder.File("figures.json"), plot = _folder.File("roc.svg");
        (int code, string[] output, string error) = ProgramRun.Run(BinaryClassificationCommand.Create(), "--epochs", "2", "--scores", "/dev/full", "--plot", plot, "--json", json);
        Assert.Equal(2, code);
        Assert.Contains("/dev/full", error, StringComparison.Ordinal);
        Assert.StartsWith("test AUC: ", output[^1], StringComparison.Ordinal);
        ProgramRun.Svg(plot);
        Assert.True(File.Exists(json));
    }

    private static string[] Passes(params string[] args) => ProgramRun.Passes(BinaryClassificationCommand.Create(), args);

    private static double Number(string line, string label)
    {
        Assert.StartsWith(label, line, StringComparison.Ordinal);
        return double.Parse(line[label.Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>Rows of an id, two numbers that tell the classes apart, the class, and a note with a comma in quotes.</summary>
    private string Write(bool header, string end, int rows)
    {
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{i}, {(i % 3 == 0 ? 5 : -5) + i % 7 * 0.1} ,{i % 5 * 0.2},{(i % 3 == 0 ? "yes" : "no")},\"a, b\""));
        string path = _folder.File("table.csv");
        File.WriteAllText(path, string.Join(end, header ? ["id,height,width,kind,note", .. lines] : lines) + end);
        return path;
    }
}
