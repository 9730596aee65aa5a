using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Autograd.Examples.ReluFit;
using Autograd.Examples.ReluFit.Lineage;
using Autograd.Tests.Infrastructure;
using Autograd.Tests.Nn;

namespace Autograd.Tests.Examples;

[Collection(AloneCollection.Name)]
public sealed class ReluFitTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_error_falls_and_comes_last()
    {
        string plot = _folder.File("fit.svg"), json = _folder.File("fit.json");
        string[] output = Passes("--epochs", "400", "--plot", plot, "--json", json);
        double error = Number(output[^2], "max error: ");
        Assert.InRange(error, 0, 0.1);
        Assert.InRange(Number(output[^1], "rmse: "), 0, error);
        ProgramRun.Svg(plot);
        JsonElement figures = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Equal(error, figures.GetProperty("max_error").GetDouble(), 6);
        Assert.Equal(10, figures.GetProperty("epochs").GetArrayLength());
        Assert.Equal(output[^2], Passes("--epochs", "400")[^2]);
        Assert.NotEqual(output[^2], Passes("--epochs", "400", "--seed", "1")[^2]);
    }

    [Theory]
    [InlineData("abs")]
    [InlineData("step")]
    [InlineData("sawtooth")]
    [InlineData("cubic")]
    public void Every_function_is_learnt(string function) =>
        Assert.InRange(Number(Passes("--function", function, "--epochs", "200", "--hidden", "32")[^1], "rmse: "), 0, function == "cubic" ? 0.6 : 0.3);

    [Theory]
    [InlineData("--lr nan", "--lr takes a number above 0, not 'nan'")]
    [InlineData("--lr 0", "--lr takes")]
    [InlineData("--function tan", "--function takes sin, abs, step, sawtooth, cubic or a formula of x; in 'tan', tan needs its argument in parentheses")]
    [InlineData("--function 1/x", "1/x is infinite, or nearly so, at x = 0; choose an interval without such a place by --from and --to")]
    [InlineData("--function sqrt(x)", "sqrt(x) is not a number at x = -3.1416")]
    [InlineData("--from 2 --to 1", "--from 2 is not below --to 1")]
    [InlineData("--from nan", "--from takes a number, not 'nan'")]
    [InlineData("--protocol widths --hidden 3", "--hidden needs --protocol fit")]
    [InlineData("--protocol lineage --function sin", "--function needs --protocol fit or widths")]
    [InlineData("--hidden 0", "--hidden takes")]
    [InlineData("--epochs -5", "--epochs takes")]
    [InlineData("--threads 0", "--threads takes")]
    [InlineData("--protocol lineage --hidden 3", "--hidden needs --protocol fit")]
    [InlineData("--plot /no/such/folder/fit.svg", "/no/such/folder")]
    public void A_wrong_option_is_one_line_and_exit_code_2(string options, string message) =>
        ProgramRun.Refuses(message, ReluFitCommand.Create(), options.Split(' '));

    [Fact]
    public void A_formula_of_any_size_is_learnt_anywhere()
    {
        string json = _folder.File("fit.json"), plot = _folder.File("fit.svg");
        Passes("--function", "5000 + 1000*sin(x/100)", "--from", "1000", "--to", "1600", "--epochs", "400", "--json", json, "--plot", plot);
        JsonElement figures = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.InRange(figures.GetProperty("max_error").GetDouble(), 0, 100);
        Assert.Equal(("formula", "5000 + 1000*sin(x/100)"), (figures.GetProperty("function").GetString(), figures.GetProperty("formula").GetString()));
        Assert.Equal((1000, 1600), (figures.GetProperty("from").GetDouble(), figures.GetProperty("to").GetDouble()));
        Assert.Contains("5000 + 1000*sin(x/100)", ProgramRun.Svg(plot).Value, StringComparison.Ordinal);
        Assert.InRange(Number(Passes("--function", "7", "--epochs", "400")[^2], "max error: "), 0, 0.05);
    }

    [Fact]
    public void The_error_falls_with_the_width()
    {
        string json = _folder.File("widths.json"), plot = _folder.File("widths.svg");
        string[] output = Passes("--protocol", "widths", "--epochs", "150", "--json", json, "--plot", plot);
        Assert.Equal(9, output.Count(line => Regex.IsMatch(line, @"^ *\d+ +\d+ +\d\.\d{6} +\d\.\d{6} +\d+\.\d\d$")));
        JsonElement[] rows = [.. JsonDocument.Parse(File.ReadAllText(json)).RootElement.GetProperty("widths").EnumerateArray()];
        Assert.Equal([4, 8, 16, 32, 64, 128, 256, 512, 1024], rows.Select(row => row.GetProperty("units").GetInt32()));
        Assert.True(rows[0].GetProperty("rmse").GetDouble() > 5 * rows[4].GetProperty("rmse").GetDouble());
        string[] words = [.. ProgramRun.Svg(plot).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        foreach (string word in (string[])["4 units", "1024 units", "the function", "512", "0.1"]) Assert.Contains(word, words);
    }

    [Fact]
    public void A_fit_that_diverges_says_so_and_writes_nothing()
    {
        string plot = _folder.File("fit.svg");
        (int code, _, string error) = ProgramRun.Run(ReluFitCommand.Create(), "--lr", "1e30", "--epochs", "50", "--plot", plot);
        Assert.Equal(2, code);
        Assert.Contains("try --lr below", error, StringComparison.Ordinal);
        Assert.False(File.Exists(plot));
    }

    [Theory]
    [InlineData(DType.Float32, 100, 1e-4)]
    [InlineData(DType.Float64, 500, 1e-8)]
    public void The_lineage_agrees_with_itself_and_with_PyTorch(DType dtype, int steps, double tolerance)
    {
        JsonElement golden = GoldenJson.Read("lineage.json").GetProperty(dtype.ToString().ToLowerInvariant());
        double[][] losses = LineageRun.Losses(0, dtype, steps);
        Assert.InRange(LineageRun.Difference(losses, steps), 0, tolerance);
        for (int form = 0; form < 4; form++) GoldenJson.AssertClose(golden.GetProperty("sgd").Numbers(), losses[form], tolerance, 0, $"form {form}");
        GoldenJson.AssertClose(golden.GetProperty("adam").Numbers(), losses[4], tolerance, 0, "adam");
    }

    [Fact]
    public void The_lineage_is_a_program_too()
    {
        string[] output = Passes("--protocol", "lineage", "--epochs", "5");
        Assert.Equal(2, output.Count(line => line.Contains("arrays", StringComparison.Ordinal) && line.Contains("module, adam", StringComparison.Ordinal)));
        Assert.StartsWith("float64, largest relative difference", output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_lineages_module_registers_everything() => ModuleAssert.NothingUnregistered(new TwoLayerNet(3, 4, 2, DType.Float32, new Generator(0)));

    private static string[] Passes(params string[] args) => ProgramRun.Passes(ReluFitCommand.Create(), args);

    private static double Number(string line, string label)
    {
        Assert.StartsWith(label, line, StringComparison.Ordinal);
        return double.Parse(line[label.Length..], CultureInfo.InvariantCulture);
    }
}
