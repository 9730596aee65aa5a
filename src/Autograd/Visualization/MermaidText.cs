using System.Text;

namespace Autograd.Visualization;

/// <summary>A picture of a graph in Mermaid's language.</summary>
internal static class MermaidText
{
    public static string Of(GraphPicture picture)
    {
        var text = new StringBuilder("flowchart TD\n");
        foreach (GraphPicture.Node node in picture.Nodes)
        {
            string label = $"\"{string.Join("<br/>", node.Lines.Select(Escape))}\"";
            string look = node.IsRoot ? ":::result" : node.IsLeaf ? ":::leaf" : string.Empty;
            text.Append($"  n{node.Number}{(node.IsLeaf ? $"([{label}])" : $"[{label}]")}{look}\n");
        }

        foreach (GraphPicture.Edge edge in picture.Edges)
            text.Append($"  n{edge.From} -->{(edge.Input is { } input ? $"|{input}|" : string.Empty)} n{edge.To}\n");
        return text.Append("  classDef leaf fill:#add8e6\n  classDef result fill:#90ee90\n").ToString();
    }

    // Entities are written with # and without &.
    private static string Escape(string line)
    {
        var text = new StringBuilder();
        foreach (char c in line.ReplaceLineEndings(" ")) text.Append(c is '"' or '<' or '>' or '#' or '&' ? $"#{(int)c};" : c);
        return text.ToString();
    }
}
