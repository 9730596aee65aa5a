using System.Text;

namespace Autograd.Visualization;

/// <summary>A picture of a graph in Graphviz's language.</summary>
internal static class DotText
{
    public static string Of(GraphPicture picture)
    {
        var text = new StringBuilder(
            "digraph autograd {\n  rankdir=TB;\n  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"sans-serif\"];\n");
        foreach (GraphPicture.Node node in picture.Nodes)
        {
            string look = node.IsLeaf
                ? ", shape=ellipse, style=filled, fillcolor=lightblue"
                : node.IsRoot ? ", fillcolor=lightgreen" : string.Empty;
            text.Append($"  n{node.Number} [label=\"{string.Join("\\n", node.Lines.Select(Escape))}\"{look}];\n");
        }

        foreach (GraphPicture.Edge edge in picture.Edges)
            text.Append($"  n{edge.From} -> n{edge.To}{(edge.Input is { } input ? $" [label=\"{input}\"]" : string.Empty)};\n");
        return text.Append("}\n").ToString();
    }

    private static string Escape(string line) => line.Replace("\\", "\\\\").Replace("\"", "\\\"").ReplaceLineEndings("\\n");
}
