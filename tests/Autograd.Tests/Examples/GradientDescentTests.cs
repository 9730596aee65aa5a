using System.Globalization;
using System.Text.Json;
using Autograd.Examples.GradientDescent;
using Autograd.Examples.Shared;
using Autograd.Optim;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Examples;

[Collection(AloneCollection.Name)]
public sealed class GradientDescentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Names => [.. Landscape.All.Select(landscape => landscape.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numerical_and_automatic_gradients_go_the_same_way()
    {
        string json = _folder.File("bowl.json");
        string[] output = Passes("--function", "bowl", "--json", json);
        Assert.StartsWith("bowl: x² + y² from (50, 43), learning rate 0.03", output[0], StringComparison.Ordinal);
        JsonElement figures = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.InRange(figures.GetProperty("largest_difference").GetDouble(), 0, 1e-6);
        JsonElement last = figures.GetProperty("gradients").EnumerateArray().Last();
        // Each step takes 2 · 0.03 of the place away.
        Assert.Equal(50, last.GetProperty("step").GetInt32());
        Assert.Equal(50 * Math.Pow(0.94, 50), last.GetProperty("x").GetDouble(), 9);
        Assert.Equal(43 * Math.Pow(0.94, 50), last.GetProperty("y").GetDouble(), 9);
        Assert.Equal(last.GetProperty("numerical_gradient").GetString(), last.GetProperty("automatic_gradient").GetString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Minima_are_where_both_gradients_vanish(string name)
    {
        Landscape landscape = Landscape.All.Single(l => l.Name == name);
        foreach ((double x, double y) in landscape.Minima)
        {
            Tensor point = Tensor.Create(new[] { x, y }, requiresGrad: true);
            landscape.At(point[0], point[1]).Backward();
            Assert.All(point.Grad!.ToArray<double>(), slope => Assert.InRange(slope, -1e-4, 1e-4));
            (double byX, double byY) = GradientComparison.NumericalGradient(landscape, x, y);
            Assert.InRange(Math.Max(Math.Abs(byX), Math.Abs(byY)), 0, 1e-4);
            foreach ((double dx, double dy) in ((double, double)[])[(0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01)])
                Assert.True(landscape.Value(x + dx, y + dy) > landscape.Value(x, y));
        }
    }

    [Fact]
    public void Every_optimizer_of_the_library_goes_down()
    {
        Tensor[] parameters = [Tensor.Zeros([1], requiresGrad: true)];
        IEnumerable<Type> optimizers = typeof(Optimizer).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Optimizer)));
        string[] library = [.. optimizers.Where(t => !t.IsAbstract).Select(t => t.Name).Order()];
        string[] shown = [.. OptimizerChoice.All.Select(o => o.Create(parameters, 0.1).GetType().Name).Distinct().Order()];
        Complaints.None(library.Except([nameof(Muon)]).Except(shown).Select(name => // Muon updates matrices alone
            $"{name} does not go down the example's functions: add it to examples/GradientDescent/OptimizerChoice.cs, "
            + "and its learning rates, where the usual ones do not suit it, to Landscape.cs beside it"));
    }

    [Fact]
    public void The_start_decides_which_valley_is_found()
    {
        string json = _folder.File("valleys.json");
        Passes("--function", "valleys", "--json", json);
        JsonElement figures = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        foreach ((string key, double x) in ((string, double)[])[("valleys_left", -1.0356), ("valleys_right", 0.9601)])
        {
            JsonElement rows = figures.GetProperty(key);
            Assert.Equal(OptimizerChoice.All.Length, rows.GetArrayLength());
            foreach (JsonElement row in rows.EnumerateArray()) Assert.Equal(x, row.GetProperty("x").GetDouble(), 0.02);
        }
    }

    [Theory]
    [InlineData("rosenbrock")]
    [InlineData("himmelblau")]
    public void Every_optimizer_ends_lower_than_it_began(string function)
    {
        string json = _folder.File("figures.json");
        Passes("--function", function, "--json", json);
        Landscape landscape = Landscape.All.Single(l => l.Name == function);
        double began = landscape.Value(landscape.Starts[0].X, landscape.Starts[0].Y);
        foreach (JsonElement row in JsonDocument.Parse(File.ReadAllText(json)).RootElement.GetProperty(function).EnumerateArray())
            Assert.InRange(row.GetProperty("f").GetDouble(), 0, began / 5);
    }

    [Fact]
    public void Another_start_finds_another_minimum()
    {
        string[] output = Passes("--function", "himmelblau", "--optimizer", "adam", "--start", "1,1");
        Assert.EndsWith("(3, 2)", output[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_are_drawn_and_the_page_needs_nothing_else()
    {
        string svg = _folder.File("paths.svg"), png = _folder.File("paths.png"), page = _folder.File("paths.html");
        string[] output = Passes("--function", "himmelblau", "--steps", "100", "--plot", svg, "--page", page);
        Assert.Equal([$"plot: {svg}", $"page: {page}"], output[^2..]);
        string[] texts = [.. ProgramRun.Svg(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.All(OptimizerChoice.All, optimizer => Assert.Single(texts, optimizer.Name));
        Passes("--function", "bowl", "--plot", png, "--theme", "dark");
        Assert.InRange(new FileInfo(png).Length, 20_000, 2_000_000);

        string html = File.ReadAllText(page);
        Assert.Contains("plotly.js v", html, StringComparison.Ordinal);
        Assert.Contains("\"scatter3d\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<link ", html, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_diverges_is_a_row_among_several_and_an_error_alone()
    {
        string plot = _folder.File("paths.svg");
        string[] output = Passes("--function", "rosenbrock", "--lr", "1", "--steps", "50", "--plot", plot);
        string row = output.Single(line => line.Contains(" sgd ", StringComparison.Ordinal));
        Assert.EndsWith("diverged", row, StringComparison.Ordinal);
        ProgramRun.Svg(plot);
        File.Delete(plot);
        string[] options = ["--function", "rosenbrock", "--optimizer", "sgd", "--lr", "1", "--plot", plot];
        (int code, _, string error) = ProgramRun.Run(GradientDescentCommand.Create(), options);
        Assert.Equal(ErrorBoundary.Failed, code);
        Assert.Contains("try --lr below 1", error, StringComparison.Ordinal);
        Assert.False(File.Exists(plot));
    }

    [Theory]
    [InlineData("--function bowl --lr 3", "bowl: it diverges in step")]
    public void A_bowl_that_is_left_is_one_line_too(string options, string message)
    {
        (int code, _, string error) = ProgramRun.Run(GradientDescentCommand.Create(), options.Split(' '));
        Assert.Equal(ErrorBoundary.Failed, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--function sphere", "--function takes all or bowl or rosenbrock or himmelblau or valleys, not 'sphere'")]
    [InlineData("--optimizer muon", "--optimizer takes all or sgd")]
    [InlineData("--steps 0", "--steps takes")]
    [InlineData("--function rosenbrock --lr -1", "--lr takes a number above 0, not '-1'")]
    [InlineData("--lr 1", "--lr needs --function")]
    [InlineData("--start 1,2", "--start needs --function")]
    [InlineData("--function bowl --start 1", "--start takes two numbers as X,Y, not '1'")]
    [InlineData("--function bowl --start 1,nan", "--start takes two numbers")]
    [InlineData("--function bowl --optimizer adam", "--optimizer needs a --function other than the bowl")]
    [InlineData("--theme dark", "--theme needs --plot or --page")]
    [InlineData("--plot descent.jpg", "--plot takes a FILE.svg or FILE.png, not 'descent.jpg'")]
    [InlineData("--page /no/such/folder/page.html", "/no/such/folder")]
    [InlineData("--page same.svg --plot same.svg", "are the same file")]
    public void A_wrong_option_is_one_line_and_exit_code_2(string options, string message) =>
        ProgramRun.Refuses(message, GradientDescentCommand.Create(), options.Split(' '));

    [Fact]
    public void Rows_fit_a_terminal_of_80_columns() =>
        Assert.All(
            Passes("--steps", "50").Where(line => char.IsAsciiDigit(line.TrimStart()[0]) || line.StartsWith(' ')),
            line => Assert.InRange(new StringInfo(line).LengthInTextElements, 1, 79));

    private static string[] Passes(params string[] args) => ProgramRun.Passes(GradientDescentCommand.Create(), args);
}
