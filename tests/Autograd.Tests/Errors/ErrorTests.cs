using System.Text;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Errors;

/// <summary>Every row of the table throws what it says, and <c>docs/errors.md</c> is the table.</summary>
public class ErrorTests
{
    private const string Page = "docs/errors.md";

    public static TheoryData<string> Names => [.. ErrorCases.All.Select(c => $"{c.Section}: {c.Name}")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Throws_what_the_page_says(string name)
    {
        ErrorCase row = ErrorCases.All.Single(c => $"{c.Section}: {c.Name}" == name);
        Exception thrown = Assert.Throws(row.Exception, row.Provoke);
        Assert.Equal(row.Message, thrown.Message.ReplaceLineEndings("\n"));
        Tally.Add("error cases", 1);
    }

    [Fact]
    public void The_page_is_the_table()
    {
        string path = Repository.Path(Page), page = Render();
        if (Environment.GetEnvironmentVariable("AUTOGRAD_WRITE_PAGES") == "1") File.WriteAllText(path, page);
        Assert.True(File.ReadAllText(path) == page, $"{Page} is not what the table says: run the tests with AUTOGRAD_WRITE_PAGES=1 and look at the difference");
    }

    [Fact]
    public void Every_exception_of_the_library_has_a_row()
    {
        // An anomaly's message names the caller's own file and line, which differ from machine to machine: AnomalyTests read it in parts.
        IEnumerable<Type> types = typeof(AutogradException).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(AutogradException)) && !t.IsAbstract && t != typeof(AnomalyException));
        Complaints.None(types.Except(ErrorCases.All.Select(c => c.Exception)).Select(t =>
            $"{t.Name} is thrown by no row: add one to tests/Autograd.Tests/Errors/ErrorCases.*.cs and run the tests with AUTOGRAD_WRITE_PAGES=1"));
    }

    private static string Render()
    {
        var text = new StringBuilder(
            """
            # Errors

            What a misuse throws, and what to do. Every row is a test: the code is compiled, run, and the message compared to the letter. The table is
            `tests/Autograd.Tests/Errors/ErrorCases*.cs`, and this page is made from it. Everything is checked before anything is changed.

            `AutogradException` is the base of `ShapeException`, `DTypeException`, `DeviceException`, `TensorIndexException`, `GraphException`, `GradCheckException`,
            `StateDictException`, `DataFormatException`, `MetricException`, `TensorScopeException` and `AnomalyException`, whose message names the caller's file and line.
            A plain bad argument is .NET's `ArgumentException` or `ArgumentOutOfRangeException`, and whole numbers divided by 0 are its `DivideByZeroException`.
            `Leaf(2, 3)` stands for `Tensor.Ones([2, 3], requiresGrad: true)`, `s_ten` for a dataset of ten samples, and
            `Plain` for a device that is not the processor.

            """);
        foreach (IGrouping<string, ErrorCase> section in ErrorCases.All.GroupBy(c => c.Section))
        {
            text.Append("\n## ").Append(section.Key).Append("\n\n| What | Message | Do |\n|---|---|---|\n");
            foreach (ErrorCase row in section)
            {
                text.Append($"| {row.Name}<br>`{Cell(row.Code)}` | `{row.Exception.Name}`<br>{Cell(row.Message)} | {Cell(row.Instead)} |\n");
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Cell(string text) => text.Replace("|", "\\|").ReplaceLineEndings("<br>");
}
