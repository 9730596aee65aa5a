using System.Runtime.CompilerServices;

namespace Autograd.Engine;

/// <summary>
/// One backward walk over the tape: visits each node once, in reverse recording order, with the sum of its gradients, and passes on those
/// of its inputs.
/// </summary>
/// <remarks>
/// Iterative, so that a chain of a million operations needs no stack. The state of a node belongs to the walk
/// (<see cref="PassSlots"/>), so that walks on several threads, or one inside a hook of another, do not interfere.
/// </remarks>
/// <param name="retainGraph">Whether nodes keep their saved tensors.</param>
/// <param name="createGraph">Whether the walk is itself recorded.</param>
/// <param name="since">
/// For a walk towards given inputs, all of which were made after this sequence number was taken: a node with no higher number was recorded
/// before they existed and cannot lead to one, so the search for paths stops there. 0 searches the whole graph.
/// </param>
internal sealed class Tape(bool retainGraph, bool createGraph, long since = 0)
{
    private static readonly Comparer<Op> s_inOrder = Comparer<Op>.Create(static (a, b) => a.Sequence.CompareTo(b.Sequence));

    private static long s_sequence;

    private readonly PassSlots _slots = new();
    private readonly ReadyNodes _ready = new();
    private readonly AnomalyDetector? _anomalies = EngineState.Current.Modes?.Anomalies;
    private List<Op>? _marked; // in a pass towards targets: the nodes for which it holds slots

    /// <summary>The number that a node gets when it is recorded.</summary>
    public static long NextSequence() => Interlocked.Increment(ref s_sequence);

    /// <summary>
    /// Walks from the roots, given their gradients. Without targets, gradients are added to the leaves' <c>.Grad</c>;
    /// with targets, only paths that lead to them are walked, and the targets' gradients are returned in order.
    /// </summary>
    public Tensor?[] Walk(ReadOnlySpan<Tensor> roots, ReadOnlySpan<Tensor> gradients, ReadOnlySpan<Tensor> targets)
    {
        var found = new Tensor?[targets.Length];
        using GradModeScope mode = GradMode.Set(createGraph);
        _anomalies?.EnterWalk();
        try
        {
            if (targets.Length > 0) Mark(roots, targets, _marked = []);
            for (int i = 0; i < roots.Length; i++)
            {
                if (roots[i].Node is { } node && IsNeeded(node)) Deposit(node, gradients[i]);
            }

            while (_ready.Next() is { } node) Visit(node, found);
        }
        finally
        {
            _anomalies?.LeaveWalk();
            // After an error some nodes are still queued, and marked nodes may never have been visited.
            while (_ready.Next() is { } node) ReleaseSlots(node);
            foreach (Op node in _marked ?? []) ReleaseSlots(node);
        }

        return found;
    }

    private void Visit(Op node, Tensor?[] found)
    {
        GradientSlot slot = _slots.Take(node);
        if (slot.Sum is not { } grad)
        {
            // A node is queued when a gradient reaches its slot, but for one: an operation whose outputs have nodes is queued by them, and
            // its gradients stay in their slots (the branch for OutputOp below). So a slot without a sum belongs to such an operation.
            PropagateAll((MultiOp)node);
            return;
        }

        if (node.Hooks is { } hooks) grad = RunHooks(node, hooks, grad);
        if (node.Retained is { } retained) Retain(node, retained, grad);
        if (slot.Target > 0) found[slot.Target - 1] = grad;
        if (node is AccumulateGradOp leaf)
        {
            if (_marked is null) leaf.Receive(grad, createGraph);
        }
        else if (node is OutputOp output)
        {
            if (!IsNeeded(output.Source)) return;
            _slots.Claim(output).Add(grad, createGraph);
            Enqueue(output.Source, ref _slots.Claim(output.Source));
        }
        else
        {
            Propagate(node, new ReadOnlySpan<Tensor?>(in grad));
        }
    }

    private void PropagateAll(MultiOp node)
    {
        var arrived = new Tensor?[node.OutputNodes!.Length];
        for (int i = 0; i < arrived.Length; i++) arrived[i] = node.OutputNodes[i] is { } output ? _slots.Take(output).Sum : null;
        Propagate(node, arrived);
    }

    private void Propagate(Op node, ReadOnlySpan<Tensor?> arrived)
    {
        int count = node.InputCount;
        if (count == 1)
        {
            (bool needed, Tensor? grad) = (false, null);
            Propagate(node, arrived, new Span<bool>(ref needed), new Span<Tensor?>(ref grad));
        }
        else if (count <= Inline.Length)
        {
            Inline inline = default;
            InlineFlags needed = default; // not stackalloc, whose method checks its stack on every return
            Propagate(node, arrived, ((Span<bool>)needed)[..count], ((Span<Tensor?>)inline)[..count]);
        }
        else
        {
            Propagate(node, arrived, new bool[count], new Tensor?[count]);
        }

        if (!retainGraph) node.Release();
    }

    private void Propagate(Op node, ReadOnlySpan<Tensor?> arrived, Span<bool> needed, Span<Tensor?> grads)
    {
        bool any = false;
        for (int i = 0; i < needed.Length; i++) any |= needed[i] = node.Input(i) is { } input && IsNeeded(input);
        if (!any) return;
        if (arrived.Length == 1) node.Vjps(arrived[0]!, needed, grads);
        else ((MultiOp)node).VjpAll(arrived, needed, grads);
        for (int i = 0; i < grads.Length; i++)
        {
            if (!needed[i] || grads[i] is not { } part) continue;
            Op input = node.Input(i)!;
            Check(node, i, input, part);
            _anomalies?.CheckBackward(node, i, arrived, part);
            Deposit(input, part);
        }
    }

    private void Deposit(Op node, Tensor grad)
    {
        ref GradientSlot slot = ref _slots.Claim(node);
        slot.Add(grad, createGraph);
        Enqueue(node, ref slot);
    }

    private void Enqueue(Op node, ref GradientSlot slot)
    {
        if (slot.IsQueued) return;
        slot.IsQueued = true;
        _ready.Add(node);
    }

    private void ReleaseSlots(Op node)
    {
        _slots.Take(node);
        if (node is not MultiOp { OutputNodes: { } outputs }) return;
        foreach (OutputOp? output in outputs)
        {
            if (output is not null) _slots.Take(output);
        }
    }

    private bool IsNeeded(Op node) => _marked is null || _slots.IsNeeded(node);

    /// <summary>Marks every node from which a target can be reached.</summary>
    private void Mark(ReadOnlySpan<Tensor> roots, ReadOnlySpan<Tensor> targets, List<Op> marked)
    {
        for (int i = targets.Length - 1; i >= 0; i--)
        {
            if (targets[i].Node is not { } node) continue;
            marked.Add(node);
            ref GradientSlot slot = ref _slots.Claim(node);
            (slot.Target, slot.Needed) = (i + 1, true);
        }

        int first = marked.Count;
        foreach (Tensor root in roots) Reach(root.Node);
        for (int next = first; next < marked.Count; next++)
        {
            Op node = marked[next];
            for (int i = 0; i < node.InputCount; i++) Reach(node.Input(i));
        }

        // Inputs come before the nodes computed from them, so one pass in that order settles every node.
        marked.Sort(first, marked.Count - first, s_inOrder);
        for (int next = first; next < marked.Count; next++)
        {
            Op node = marked[next];
            ref GradientSlot slot = ref _slots.Claim(node);
            for (int i = 0; i < node.InputCount && !slot.Needed; i++) slot.Needed = node.Input(i) is { } input && _slots.IsNeeded(input);
        }

        void Reach(Op? node)
        {
            // A leaf has no inputs, and is marked already if it is a target.
            if (node is null or AccumulateGradOp || node.Sequence <= since) return;
            ref GradientSlot slot = ref _slots.Claim(node);
            if (slot.Reached) return;
            slot.Reached = true;
            marked.Add(node);
        }
    }

    private static Tensor RunHooks(Op node, HookList<GradientHook> hooks, Tensor grad)
    {
        foreach (GradientHook hook in hooks.Now)
        {
            grad.Storage.IsShared = true; // the hook may keep it
            if (hook.Function(grad) is not { } replaced) continue;
            if (replaced.Spec != node.Spec)
            {
                throw new GraphException(
                    $"hook: on {(node is AccumulateGradOp ? "a leaf" : $"the output of {node.Name}")} it returned {replaced.Spec} "
                    + $"for a gradient of {node.Spec}; it must keep shape and dtype, or return null to leave the gradient as it is");
            }

            grad = replaced;
            grad.Storage.IsShared = true;
        }

        return grad;
    }

    private void Retain(Op node, Tensor tensor, Tensor grad)
    {
        grad.Storage.IsShared = true;
        lock (node) // another pass may be visiting this node
            tensor.SetGrad(tensor.PeekGrad is { } old ? old + grad : createGraph ? grad : grad.CopyData());
    }

    private static void Check(Op node, int index, Op input, Tensor grad)
    {
        if (grad.DType == input.Spec.DType && grad.Shape == input.Spec.Shape) return;
        throw new GraphException(
            $"{node.Name}: the gradient of input {index} is {grad.Spec}, but the input is {input.Spec}; "
            + "its Vjp must return the input's shape and dtype");
    }

    [InlineArray(Length)]
    private struct Inline
    {
        public const int Length = 4;
        private Tensor? _first;
    }

    [InlineArray(Inline.Length)]
    private struct InlineFlags
    {
        private bool _first;
    }
}
