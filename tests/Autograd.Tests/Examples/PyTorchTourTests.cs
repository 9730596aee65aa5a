using System.Text;
using System.Text.Json;
using Autograd.Examples.PyTorchTour;
using Autograd.Examples.PyTorchTour.Sections;
using Autograd.Tests.Infrastructure;
using Autograd.Tests.Nn;

namespace Autograd.Tests.Examples;

[Collection(AloneCollection.Name)]
public sealed class PyTorchTourTests : IDisposable
{
    private const string Page = "docs/pytorch-tour.md";

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Sections => [.. Capture.Sections.Select(section => section.Name)];

    public void Dispose() => _folder.Dispose();

    /// <summary>A line that differs from PyTorch's without a reason, or the other way round, is an error of <see cref="Tour"/>.</summary>
    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_line_prints_what_PyTorch_printed_or_says_why_not(string section)
    {
        IReadOnlyList<TourLine> lines = All.Run(section);
        Assert.Equal(Capture.Sections.Single(known => known.Name == section).Lines.Select(line => line.Code), lines.Select(line => line.Python));
        Assert.All(lines, line => Assert.Equal(line.IsSame, line.Reason.Length == 0));
        Assert.Contains(lines, line => line.Prints && line.IsSame);
        Tally.Add("lines of PyTorch's tour", lines.Count);
    }

    [Fact]
    public void Every_section_is_captured_and_every_capture_is_of_the_script()
    {
        Assert.Equal(Capture.Sections.Select(section => section.Name), All.Sections.Select(section => section.Name));
        string script = File.ReadAllText(Repository.Path("examples/PyTorchTour/tour.py"));
        int at = 0;
        foreach (CapturedLine line in Capture.Sections.SelectMany(section => section.Lines))
        {
            int found = script.IndexOf("\n" + line.Code + "\n", at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"tour.py has no '{line.Code}' there: run capture.py");
            at = found + line.Code.Length;
        }
    }

    [Fact]
    public void The_page_is_what_the_program_shows()
    {
        string path = Repository.Path(Page), page = Render();
        if (Environment.GetEnvironmentVariable("AUTOGRAD_WRITE_PAGES") == "1") File.WriteAllText(path, page);
        Assert.True(File.ReadAllText(path) == page, $"{Page} is not what the tour prints: run the tests with AUTOGRAD_WRITE_PAGES=1 and look at the difference");
    }

    [Fact]
    public void The_program_shows_all_of_it_or_a_section()
    {
        string json = _folder.File("tour.json");
        string[] all = ProgramRun.Passes(PyTorchTourCommand.Create(), "--json", json);
        Assert.Contains("C#     x = Tensor.RandnLike(x, DType.Float32);", all);
        Assert.Contains("both   tensor([[0.4963, 0.7682, 0.0885],", all);
        Assert.Contains("torch  torch.Size([5, 3])", all);
        Assert.Contains("here   [5, 3]", all);
        Assert.Contains("       (a size is a Shape)", all);
        JsonElement figures = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        int lines = Capture.Sections.Sum(section => section.Lines.Length);
        Assert.Equal(lines, figures.GetProperty("lines").GetArrayLength());
        Assert.InRange(figures.GetProperty("same_as_pytorch").GetInt32(), lines / 2, lines);
        Assert.Equal($"same as PyTorch: {figures.GetProperty("same_as_pytorch").GetInt32()}", all[^3]);

        string[] part = ProgramRun.Passes(PyTorchTourCommand.Create(), "--section", "copies");
        Assert.Equal("copies", part[0]);
        Assert.True(part.Length < all.Length / 4);
    }

    [Fact]
    public void Two_columns_stay_in_their_places()
    {
        string[] output = ProgramRun.Passes(PyTorchTourCommand.Create(), "--layout", "beside", "--section", "networks");
        string line = output.Single(row => row.StartsWith("net = Net()", StringComparison.Ordinal));
        int column = line.IndexOf("net = new Net();", StringComparison.Ordinal);
        Assert.Equal(61, column);
        Assert.All(output, row => Assert.InRange(row.Length, 0, 120));
        Assert.Contains(output, row => row.Length > column && row[column..].StartsWith("internal sealed class Net", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_that_is_not_the_captured_one_is_refused()
    {
        Tour Of(string code, string? printed) => new("part", [new CapturedLine(null, code, printed)]);
        void Refuses(string message, Action run) => Assert.Contains(message, Assert.Throws<AutogradException>(run).Message, StringComparison.Ordinal);
        Refuses("'y' stands where tour.json has 'x'", () => Of("x", "1").Line("y", 1));
        Refuses("'x' prints '2', in PyTorch '1', for no reason", () => Of("x", "1").Line("x", 2));
        Refuses("a reason is given why it does not", () => Of("x", "1").Line("x", 1, "because"));
        Refuses("a reason is given why it does not", () => Of("x", "torch.bool").Line("x", "bool", "because"));
        Refuses("'x' is not refused", () => Of("x", "1").Fails("x", () => { }));
        Refuses("'x' has no line of C#", () => Of("x", "1").End());
    }

    [Theory]
    [InlineData("--section tensors", "--section takes all or creation or copies")]
    [InlineData("--layout table", "--layout takes auto or below or beside, not 'table'")]
    [InlineData("--json /no/such/folder/tour.json", "/no/such/folder")]
    [InlineData("creation", "creation")]
    public void A_wrong_option_is_one_line_and_exit_code_2(string options, string message) =>
        ProgramRun.Refuses(message, PyTorchTourCommand.Create(), options.Split(' '));

    [Fact]
    public void The_network_of_the_tour_registers_everything() => ModuleAssert.NothingUnregistered(new Net());

    private static string Render()
    {
        var page = new StringBuilder(
            $"""
            # PyTorch's tour

            The tour that beginners are given of PyTorch, line by line: Python, C#, what PyTorch {Capture.Version} printed and what is printed here. `both` means that the two are
            the same to the letter, random numbers included. The page is what this command shows, and a test compares the two:

            ```sh
            dotnet run -c Release --project examples/PyTorchTour
            ```

            `--section NAME` shows a part, `--layout beside` two columns. [From PyTorch to Autograd](pytorch-to-autograd.md) has the spellings as tables.


            """.ReplaceLineEndings("\n"));
        foreach ((string section, _) in All.Sections)
        {
            page.Append($"## {char.ToUpperInvariant(section[0])}{section[1..]}\n\n```text\n");
            page.AppendJoin("\n\n", All.Run(section).Select(line => string.Join('\n', Layouts.Below(line)))).Append("\n```\n\n");
        }

        return page.ToString().TrimEnd() + "\n";
    }
}
