using System.Reflection;
using System.Text.RegularExpressions;
using Autograd.Tests.Infrastructure;
using Autograd.Tests.Ops;

namespace Autograd.Tests.Semantics;

/// <summary>Each line of <c>docs/semantics.md</c> has a test that claims it, and each test that claims one is claimed there.</summary>
public partial class SemanticsPageTests
{
    [Fact]
    public void Every_line_has_a_test_and_every_test_has_a_line()
    {
        string[] lines = [.. File.ReadLines(Repository.Path("docs/semantics.md")).Select(line => TagPattern().Match(line)).Where(m => m.Success).Select(m => m.Groups[1].Value)];
        string[] tested = [.. Tests().SelectMany(m => m.GetCustomAttributes<SemanticsAttribute>()).Select(a => a.Tag).Distinct()];
        Complaints.None(
        [
            .. lines.GroupBy(l => l).Where(g => g.Count() > 1).Select(g => $"{g.Key} is twice in docs/semantics.md"),
            .. lines.Except(tested).Select(tag => $"{tag} of docs/semantics.md has no test: give one [Semantics(\"{tag}\")]"),
            .. tested.Except(lines).Select(tag => $"{tag} is tested and not in docs/semantics.md"),
        ]);
        Tally.Add("semantic lines", lines.Length);
    }

    [Fact]
    public void Every_row_that_PyTorch_cannot_judge_is_on_the_page()
    {
        IEnumerable<string> onThePage = File.ReadLines(Repository.Path("docs/semantics.md"))
            .SkipWhile(line => line != "## Where PyTorch 1.13.1 cannot judge").Where(line => line.StartsWith('-'))
            .SelectMany(line => RowPattern().Matches(line.Split(':')[0])).Select(m => m.Groups[1].Value);
        Assert.Equal(OpCases.All.Where(row => row.NoSecondInTorch is not null).Select(row => row.Name).Order(), onThePage.Order());
    }

    /// <summary>An attribute on what is no test proves nothing.</summary>
    [Fact]
    public void Only_tests_claim_lines() =>
        Assert.All(
            Tests().Where(m => m.IsDefined(typeof(SemanticsAttribute)) || m.IsDefined(typeof(DeviationAttribute))),
            m => Assert.True(m.IsDefined(typeof(FactAttribute)), m.Name));

    private static IEnumerable<MethodInfo> Tests() =>
        typeof(SemanticsPageTests).Assembly.GetTypes().SelectMany(t => t.GetMethods(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));

    [GeneratedRegex(@"^- `([a-z0-9-]+)` ")]
    private static partial Regex TagPattern();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex RowPattern();
}
