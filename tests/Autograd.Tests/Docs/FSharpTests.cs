using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Docs;

/// <summary>The program in F#, which knows the public library alone, and the page that shows its lines.</summary>
[Collection(AloneCollection.Name)]
public class FSharpTests
{
    /// <summary>The README's losses, and a module written in F# that learns.</summary>
    [Fact]
    public void A_program_in_FSharp_trains()
    {
        using var console = new CapturedConsole();
        Assert.Equal(0, FSharp.Program.main([]));
        string[] lines = console.Lines();
        Assert.Equal(["step 50: loss 0.1469", "step 100: loss 0.0437", "step 150: loss 0.0190", "step 200: loss 0.0115"], lines[^6..^2]);
        Assert.StartsWith("accuracy: 99", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("largest of four: 99", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_tour_shows_what_it_says()
    {
        using var console = new CapturedConsole();
        FSharp.Tour.run();
        Assert.Equal(
            [
                "0 10 20", "0.5 8 9", "20", "10 20 8 9", "0.5 18 29", "20 9", "2 2", "20",
                "1 2 3 0.75 0.5 0.25 0 2 2.5",
                "1 1 1 1",
            ],
            console.Lines());
    }

    [Fact]
    public void Every_block_of_the_page_is_compiled()
    {
        string[] sources = [.. Directory.GetFiles(Repository.Path("tests/Autograd.FSharp"), "*.fs").Select(f => Normalize(File.ReadAllLines(f)))];
        string[] blocks = [.. File.ReadAllText(Repository.Path("docs/fsharp.md")).Split("```fsharp\n").Skip(1).Select(b => Normalize(b[..b.IndexOf("```", StringComparison.Ordinal)].Split('\n')))];
        Assert.True(blocks.Length >= 4);
        Assert.All(blocks, block => Assert.Contains(sources, source => source.Contains(block, StringComparison.Ordinal)));
    }

    private static string Normalize(IEnumerable<string> lines) => string.Join('\n', lines.Select(l => l.Trim()).Where(l => l.Length > 0));
}
