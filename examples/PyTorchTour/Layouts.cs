namespace Autograd.Examples.PyTorchTour;

/// <summary>Two ways to show a line of the tour: one language below the other, or side by side.</summary>
internal static class Layouts
{
    /// <summary>From how many characters on there is room for two columns.</summary>
    public const int Wide = 120;

    private const int Indent = 7;
    private const string Gap = "   ";

    /// <summary>Python, C#, and what they print, one below the other.</summary>
    public static IEnumerable<string> Below(TourLine line)
    {
        if (line.Note is not null) yield return $"# {line.Note}";
        foreach (string row in Labelled("py", line.Python)) yield return row;
        foreach (string row in Labelled("C#", line.CSharp)) yield return row;
        if (!line.Prints) yield break;
        if (line.IsSame)
        {
            foreach (string row in Labelled("both", line.There!)) yield return row;
            yield break;
        }

        foreach (string row in Labelled("torch", line.There!)) yield return row;
        foreach (string row in Labelled("here", line.Here!)) yield return row;
        yield return new string(' ', Indent) + $"({line.Reason})";
    }

    /// <summary>PyTorch to the left, this library to the right.</summary>
    /// <param name="line">The line.</param>
    /// <param name="width">The characters of both columns.</param>
    public static IEnumerable<string> Beside(TourLine line, int width)
    {
        int half = (width - Gap.Length) / 2;
        if (line.Note is not null) yield return $"# {line.Note}";
        foreach (string row in Joined(line.Python, line.CSharp, half)) yield return row;
        if (!line.Prints) yield break;
        foreach (string row in Joined(Indented(line.There!), Indented(line.Here!), half)) yield return row;
        if (!line.IsSame) yield return new string(' ', half) + Gap + $"    ({line.Reason})";
    }

    private static IEnumerable<string> Labelled(string label, string text) =>
        text.Split('\n').Select((row, i) => ((i == 0 ? label : string.Empty).PadRight(Indent) + row).TrimEnd());

    private static string Indented(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);

    private static IEnumerable<string> Joined(string left, string right, int half)
    {
        string[] a = [.. Folded(left, half)], b = [.. Folded(right, half)];
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
            yield return ((i < a.Length ? a[i] : string.Empty).PadRight(half) + Gap + (i < b.Length ? b[i] : string.Empty)).TrimEnd();
    }

    // What is too long goes on in the next row, a little to the right.
    private static IEnumerable<string> Folded(string text, int width)
    {
        foreach (string row in text.Split('\n'))
        {
            string rest = row;
            string margin = new string(' ', Math.Min(row.Length - row.TrimStart().Length + 4, width / 2));
            while (rest.Length > width)
            {
                int cut = rest.LastIndexOf(' ', width);
                if (cut <= margin.Length) cut = width;
                yield return rest[..cut].TrimEnd();
                rest = margin + rest[cut..].TrimStart();
            }

            yield return rest;
        }
    }
}
