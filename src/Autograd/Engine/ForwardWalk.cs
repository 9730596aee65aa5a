namespace Autograd.Engine;

/// <summary>Walks a recorded graph in the order of recording, from tangents of some nodes to those of all that depends on them (forward mode).</summary>
/// <remarks>The graph is what changes in place left of it, so that they and views need nothing of their own here.</remarks>
internal sealed class ForwardWalk
{
    private readonly Op[] _starts;
    private readonly List<Op> _order = [];

    /// <summary>Finds the graph between inputs and outputs.</summary>
    public ForwardWalk(ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> inputs)
    {
        _starts = Array.ConvertAll(inputs.ToArray(), i => i.Node!);
        var seen = new HashSet<Op>(_starts);
        foreach (Tensor output in outputs) Reach(output.Node);
        for (int next = 0; next < _order.Count; next++)
        {
            Op node = _order[next];
            for (int i = 0; i < node.InputCount; i++) Reach(node.Input(i));
        }

        _order.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));

        void Reach(Op? node)
        {
            if (node is not null && seen.Add(node)) _order.Add(node);
        }
    }

    /// <summary>The tangents of the outputs along those of the inputs; null where an output does not move. Recorded if recording is on.</summary>
    public Tensor?[] Run(ReadOnlySpan<Tensor> tangents, ReadOnlySpan<Tensor> outputs)
    {
        var found = new Dictionary<Op, Tensor>();
        for (int i = 0; i < _starts.Length; i++)
        {
            // The same tensor given twice moves by both.
            found[_starts[i]] = found.TryGetValue(_starts[i], out Tensor? other) ? other + tangents[i] : tangents[i];
        }

        foreach (Op node in _order)
        {
            var moves = new Tensor?[node.InputCount];
            bool any = false;
            for (int i = 0; i < moves.Length; i++) any |= node.Input(i) is { } input && found.TryGetValue(input, out moves[i]);
            if (!any || node.Jvp(moves) is not { } tangent) continue;
            if (tangent.Spec != node.Spec)
                throw new GraphException($"{node.Name}: its Jvp returned {tangent.Spec}, but the output is {node.Spec}; it must return the output's shape and dtype");
            found[node] = tangent;
        }

        var results = new Tensor?[outputs.Length];
        for (int i = 0; i < results.Length; i++)
        {
            if (outputs[i].Node is { } node) results[i] = found.GetValueOrDefault(node);
        }

        return results;
    }

    /// <summary>
    /// The JVP of one operation from its VJP: u ↦ VJP(u) is linear, so the derivative of ⟨VJP(u), tangents⟩ by u is its transpose, the JVP, at any u
    /// (J. Townsend, "A new trick for calculating Jacobian vector products", 2017).
    /// </summary>
    public static Tensor? Transpose(Op op, ReadOnlySpan<Tensor?> tangents)
    {
        bool record = GradMode.IsEnabled;
        long since = Tape.NextSequence();
        Tensor u = Tensor.Zeros(op.Spec.Shape, op.Spec.DType, requiresGrad: true);
        bool[] needed = new bool[tangents.Length];
        for (int i = 0; i < needed.Length; i++) needed[i] = tangents[i] is not null;
        var grads = new Tensor?[needed.Length];
        using (GradMode.EnableGrad()) op.Vjps(u, needed, grads);

        List<Tensor> outputs = [], seeds = [];
        for (int i = 0; i < grads.Length; i++)
        {
            if (!needed[i] || grads[i] is not { RequiresGrad: true } grad) continue;
            outputs.Add(grad);
            seeds.Add(tangents[i]!);
            tangents[i]!.Storage.IsShared = true;
        }

        // What was recorded before u cannot depend on it: without the bound every operation would look through the whole graph behind it.
        return outputs.Count == 0 ? null : new Tape(retainGraph: record, createGraph: record, since).Walk([.. outputs], [.. seeds], [u])[0];
    }
}
