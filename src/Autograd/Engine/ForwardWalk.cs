using Autograd.Devices;

namespace Autograd.Engine;

/// <summary>
/// Walks a recorded graph in recording order, carrying tangents from some nodes to everything that depends on them (forward mode).
/// </summary>
/// <remarks>In-place changes have already rewritten the graph, so neither they nor views need special handling here.</remarks>
internal sealed class ForwardWalk
{
    private readonly Op[] _starts;
    private readonly List<Op> _order = [];

    /// <summary>Collects the graph between inputs and outputs.</summary>
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

    /// <summary>
    /// The outputs' tangents, given the inputs'; null where an output does not depend on them. Recorded if recording is on.
    /// </summary>
    public Tensor?[] Run(ReadOnlySpan<Tensor> tangents, ReadOnlySpan<Tensor> outputs)
    {
        var found = new Dictionary<Op, Tensor>();
        for (int i = 0; i < _starts.Length; i++)
        {
            // A tensor given twice moves along the sum of its tangents.
            found[_starts[i]] = found.TryGetValue(_starts[i], out Tensor? other) ? other + tangents[i] : tangents[i];
        }

        foreach (Op node in _order)
        {
            var moves = new Tensor?[node.InputCount];
            bool any = false;
            for (int i = 0; i < moves.Length; i++) any |= node.Input(i) is { } input && found.TryGetValue(input, out moves[i]);
            if (!any || node is OutputOp) continue; // an output's tangent was computed with its operation's
            if (node is not MultiOp { OutputNodes: { } nodes } multi)
            {
                Add(node, node.Jvp(moves));
                continue;
            }

            var moved = new Tensor?[nodes.Length];
            multi.JvpAll(moves, moved);
            for (int i = 0; i < nodes.Length; i++)
            {
                if (nodes[i] is { } output) Add(output, moved[i]);
            }
        }

        var results = new Tensor?[outputs.Length];
        for (int i = 0; i < results.Length; i++)
        {
            if (outputs[i].Node is { } node) results[i] = found.GetValueOrDefault(node);
        }

        return results;

        void Add(Op node, Tensor? tangent)
        {
            if (tangent is null) return;
            if (tangent.Spec != node.Spec)
            {
                throw new GraphException(
                    $"{node.Name}: its Jvp returned {tangent.Spec}, but the output is {node.Spec}; "
                    + "it must return the output's shape and dtype");
            }

            found[node] = tangent;
        }
    }

    /// <summary>
    /// The JVP of one operation from its VJP: u ↦ VJP(u) is linear, so the derivative of ⟨VJP(u), tangents⟩ by u is its transpose, the JVP,
    /// at any u (J. Townsend, "A new trick for calculating Jacobian vector products", 2017).
    /// </summary>
    public static Tensor? Transpose(Op op, ReadOnlySpan<Tensor?> tangents)
    {
        Tensor? result = null;
        Transpose(op, [op.Spec], tangents, new Span<Tensor?>(ref result));
        return result;
    }

    /// <summary>The same for an operation with several outputs, with one u for each.</summary>
    public static void TransposeAll(MultiOp op, ReadOnlySpan<Tensor?> tangents, Span<Tensor?> results) =>
        Transpose(op, op.Specs, tangents, results);

    private static void Transpose(Op op, ReadOnlySpan<TensorSpec> specs, ReadOnlySpan<Tensor?> tangents, Span<Tensor?> results)
    {
        bool record = GradMode.IsEnabled;
        long since = Tape.NextSequence();
        var u = new Tensor?[specs.Length];
        for (int i = 0; i < u.Length; i++)
        {
            if (op is not MultiOp multi || multi.TakesGradient(i))
                u[i] = Tensor.Zeros(specs[i].Shape, specs[i].DType, requiresGrad: true, DeviceOf(tangents));
        }

        bool[] needed = new bool[tangents.Length];
        for (int i = 0; i < needed.Length; i++) needed[i] = tangents[i] is not null;
        var grads = new Tensor?[needed.Length];
        using (GradMode.EnableGrad())
        {
            if (op is MultiOp all) all.VjpAll(u, needed, grads);
            else op.Vjps(u[0]!, needed, grads);
        }

        List<Tensor> outputs = [], seeds = [];
        for (int i = 0; i < grads.Length; i++)
        {
            if (!needed[i] || grads[i] is not { RequiresGrad: true } grad) continue;
            outputs.Add(grad);
            seeds.Add(tangents[i]!);
            tangents[i]!.Storage.IsShared = true;
        }

        // What was recorded before u cannot depend on it: without the bound every operation would search the whole graph behind it.
        if (outputs.Count == 0) return;
        Tensor[] towards = [.. u.OfType<Tensor>()];
        Tensor?[] found = new Tape(retainGraph: record, createGraph: record, since).Walk([.. outputs], [.. seeds], towards);
        for (int i = 0, next = 0; i < u.Length; i++)
        {
            if (u[i] is not null) results[i] = found[next++];
        }
    }

    private static Device? DeviceOf(ReadOnlySpan<Tensor?> tangents)
    {
        foreach (Tensor? tangent in tangents)
        {
            if (tangent is not null) return tangent.Device;
        }

        return null;
    }
}
