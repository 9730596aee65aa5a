namespace Autograd.Visualization;

/// <summary>What a picture of a graph shows: its nodes in the order of recording, leaves first, and the edges between them.</summary>
internal sealed record GraphPicture(IReadOnlyList<GraphPicture.Node> Nodes, IReadOnlyList<GraphPicture.Edge> Edges)
{
    public static GraphPicture Of(Tensor output, IEnumerable<KeyValuePair<string, Tensor>>? names, bool showSaved)
    {
        ArgumentNullException.ThrowIfNull(output);
        Op root = output.Node
            ?? throw new GraphException("graph: this tensor does not require grad, so that nothing was recorded of how it was computed");
        var named = new Dictionary<Op, string>();
        foreach ((string name, Tensor tensor) in names ?? [])
        {
            if (tensor.Node is { } node) named.TryAdd(node, name);
        }

        // Numbers by the walk from the output: the same graph gives the same picture, whatever was recorded before it.
        List<Op> reached = [root];
        var seen = new HashSet<Op>(reached);
        for (int next = 0; next < reached.Count; next++)
        {
            for (int i = 0; i < reached[next].InputCount; i++)
            {
                if (reached[next].Input(i) is { } input && seen.Add(input)) reached.Add(input);
            }
        }

        Op[] order = [.. reached.OrderBy(node => node.Sequence)]; // stable: leaves, all 0, stay as they were reached
        Dictionary<Op, int> numbers = order.Index().ToDictionary(at => at.Item, at => at.Index);
        return new GraphPicture([.. order.Select(Draw)], [.. order.SelectMany(Edges)]);

        Node Draw(Op op)
        {
            bool leaf = op is AccumulateGradOp;
            string? name = named.GetValueOrDefault(op);
            string of = op is OutputOp output ? $"output {output.Index} of {op.Name}" : op.Name;
            List<string> lines = leaf ? [name ?? "leaf"] : name is null ? [of] : [of, name];
            lines.Add(op.Spec.ToString());
            if (showSaved && !leaf) lines.AddRange(op.SavedNow().Select(saved => $"saved {saved.Spec}"));
            return new Node(numbers[op], leaf, ReferenceEquals(op, root), lines);
        }

        IEnumerable<Edge> Edges(Op op)
        {
            for (int i = 0; i < op.InputCount; i++)
            {
                if (op.Input(i) is { } input) yield return new Edge(numbers[input], numbers[op], op.InputCount > 1 ? i : null);
            }
        }
    }

    public sealed record Node(int Number, bool IsLeaf, bool IsRoot, IReadOnlyList<string> Lines);

    public sealed record Edge(int From, int To, int? Input);
}
