using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Docs;

/// <summary>
/// Every <c>csharp</c> block in README and docs is code that compiles and runs: its lines stand, one after the other, in a test of this folder, in
/// the file of what the page adds, in its row of a test table, or in the project that knows the public library alone.
/// </summary>
public class SnippetTests
{
    public static TheoryData<string, int> Blocks()
    {
        var blocks = new TheoryData<string, int>();
        foreach (string page in Directory.GetFiles(Repository.Path("docs"), "*.md").Append(Repository.Path("README.md")))
        {
            int count = Read(page).Count;
            for (int i = 0; i < count; i++) blocks.Add(Path.GetRelativePath(Repository.Root, page), i);
        }

        return blocks;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Is_compiled(string page, int block)
    {
        string[] snippet = Read(Repository.Path(page))[block];
        Assert.NotEmpty(snippet);
        bool found = Sources().Any(file => Contains(Normalize(File.ReadAllLines(file)), snippet));
        Assert.True(found, $"block {block} of {page} is not compiled anywhere; it begins: {snippet[0]}");
    }

    [Fact]
    public void The_readme_has_snippets() => Assert.NotEmpty(Read(Repository.Path("README.md")));

    private static IEnumerable<string> Sources() =>
        Directory.GetFiles(Repository.Path("tests/Autograd.Tests/Docs"), "*.cs")
            .Concat(Directory.GetFiles(Repository.Path("src/Autograd/Ops"), "*.cs", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Repository.Path("src/Autograd/Nn"), "*.cs", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Repository.Path("src/Autograd/Optim"), "*.cs"))
            .Concat(Directory.GetFiles(Repository.Path("tests/Autograd.Tests/Ops"), "*.cs"))
            .Concat(Directory.GetFiles(Repository.Path("tests/Autograd.Tests/Nn"), "*.cs"))
            .Concat(Directory.GetFiles(Repository.Path("tests/Autograd.Tests/Optim"), "*.cs"))
            .Concat(Directory.GetFiles(Repository.Path("tests/Autograd.Tests/Metrics"), "*.cs"))
            .Concat(Directory.GetFiles(Repository.Path("tests/Autograd.CustomOps"), "*.cs"));

    private static List<string[]> Read(string page)
    {
        var blocks = new List<string[]>();
        List<string>? open = null;
        foreach (string line in File.ReadLines(page))
        {
            if (open is null && line.TrimStart() == "```csharp") open = [];
            else if (open is not null && line.TrimStart() == "```")
            {
                blocks.Add(Normalize(open.Where(l => !l.StartsWith("using Autograd", StringComparison.Ordinal))));
                open = null;
            }
            else open?.Add(line);
        }

        return blocks;
    }

    private static string[] Normalize(IEnumerable<string> lines) => lines.Select(l => l.Trim()).Where(l => l.Length > 0).ToArray();

    private static bool Contains(string[] text, string[] part) =>
        Enumerable.Range(0, Math.Max(0, text.Length - part.Length + 1)).Any(at => text.AsSpan(at, part.Length).SequenceEqual(part));
}
