using Microsoft.CodeAnalysis.Diagnostics;

namespace Autograd.Analyzers.Tests;

public class DocumentationTests
{
    [Theory]
    [InlineData("AG0001")]
    [InlineData("AG0002")]
    [InlineData("AG0003")]
    [InlineData("AG0004")]
    [InlineData("AG0005")]
    public void Every_rule_has_a_section_that_begins_with_its_title(string id)
    {
        DiagnosticAnalyzer[] analyzers = [new ModuleAnalyzer(), new DroppedScopeAnalyzer(), new ReplacedTensorAnalyzer(), new NegativeRangeAnalyzer()];
        string title = analyzers.SelectMany(a => a.SupportedDiagnostics).First(r => r.Id == id).Title.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"## {id}\n\n**{title}.**", File.ReadAllText(Path.Combine(Root(), "docs", "analyzers.md")));
    }

    [Fact]
    public void There_are_no_other_rules()
    {
        DiagnosticAnalyzer[] analyzers = [new ModuleAnalyzer(), new DroppedScopeAnalyzer(), new ReplacedTensorAnalyzer(), new NegativeRangeAnalyzer()];
        Assert.Equal(["AG0001", "AG0002", "AG0003", "AG0004", "AG0005"], analyzers.SelectMany(a => a.SupportedDiagnostics).Select(r => r.Id).Distinct().Order());
    }

    private static string Root()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "Autograd.sln"))) at = Path.GetDirectoryName(at);
        return at ?? throw new DirectoryNotFoundException("Autograd.sln is in no folder above the tests");
    }
}
