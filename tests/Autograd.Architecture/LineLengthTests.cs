namespace Autograd.Architecture;

/// <summary>Holds the line lengths that .editorconfig declares, which the compiler and the formatter do not.</summary>
public sealed class LineLengthTests
{
    [Theory]
    [InlineData("src", 140)]
    [InlineData("examples", 140)]
    [InlineData("tests", 200)]
    public void Lines_keep_to_the_declared_length(string folder, int most)
    {
        string root = Repository.Find(folder);
        string[] files = [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Where(static file => !IsBuilt(file))];
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => TooLong(file, most).Select(line => $"{Path.GetRelativePath(root, file)}:{line}")));
    }

    [Fact]
    public void The_declared_lengths_are_the_tested_ones()
    {
        string[] declared = File.ReadAllLines(Repository.Find(".editorconfig"));
        Assert.Contains("max_line_length = 140", declared);
        Assert.Contains("max_line_length = 200", declared);
    }

    private static IEnumerable<string> TooLong(string file, int most) => File.ReadLines(file)
        .Select(static (text, index) => (Text: text, Number: index + 1))
        .Where(line => line.Text.Length > most && !IsRow(file))
        .Select(static line => $"{line.Number} has {line.Text.Length} columns");

    // The rows of a table are read across, not wrapped.
    private static bool IsRow(string file) => Path.GetFileName(file).Contains("Cases", StringComparison.Ordinal);

    private static bool IsBuilt(string file) => file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        || file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}
