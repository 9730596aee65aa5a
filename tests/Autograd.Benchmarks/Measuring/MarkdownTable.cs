using System.Text;

namespace Autograd.Benchmarks.Measuring;

/// <summary>The comparison as it stands in docs/performance.md.</summary>
internal static class MarkdownTable
{
    public static string Of(string[] setting, int[] threads, IEnumerable<Comparison> comparisons, double peak)
    {
        var text = new StringBuilder();
        foreach (string line in setting) text.Append("- ").Append(line).Append('\n');
        string by = string.Join(" / ", threads);
        text.Append($"\n| workload | ours, {by} threads, µs | in a scope, µs | PyTorch, {by} threads, µs | ratio | without scope | at least | of peak |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (Comparison comparison in comparisons) text.Append("| ").AppendJoin(" | ", comparison.Cells(peak)).Append(" |\n");
        return text.ToString();
    }
}
