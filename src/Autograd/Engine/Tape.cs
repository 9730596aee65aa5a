using System.Runtime.CompilerServices;

namespace Autograd.Engine;

/// <summary>One walk back over the tape: nodes in the opposite order of recording, each once, its gradients summed before it is asked for its inputs'.</summary>
/// <remarks>Iterative, so that a chain of a million operations needs no stack; a node holds its own sum, so that the walk needs no map.</remarks>
/// <param name="retainGraph">Whether nodes keep what they saved.</param>
/// <param name="createGraph">Whether the walk is itself recorded.</param>
/// <param name="since">Towards given inputs: nodes recorded up to this number are known not to lead to one.</param>
internal sealed class Tape(bool retainGraph, bool createGraph, long since = 0)
{
    private static long s_sequence;
    private static long s_passes;

    private readonly long _pass = Interlocked.Increment(ref s_passes);
    private readonly PriorityQueue<Op, long> _ready = new();
    private readonly AnomalyDetector? _anomalies = EngineState.Current.Modes?.Anomalies;
    private bool _pruned;

    /// <summary>The number that a node gets when it is recorded.</summary>
    public static long NextSequence() => Interlocked.Increment(ref s_sequence);

    /// <summary>
    /// Walks from the roots, given their gradients. Without targets, gradients are added to the leaves' <c>.Grad</c>;
    /// with targets, only paths that lead to them are walked and their gradients are returned in their order.
    /// </summary>
    public Tensor?[] Walk(ReadOnlySpan<Tensor> roots, ReadOnlySpan<Tensor> gradients, ReadOnlySpan<Tensor> targets)
    {
        var found = new Tensor?[targets.Length];
        _pruned = targets.Length > 0;
        using GradModeScope mode = GradMode.Set(createGraph);
        _anomalies?.EnterWalk();
        try
        {
            if (_pruned) Prune(roots, targets);
            for (int i = 0; i < roots.Length; i++)
            {
                if (roots[i].Node is { } node && Leads(node)) Deposit(node, gradients[i]);
            }

            while (_ready.TryDequeue(out Op? node, out _)) Visit(node, found);
        }
        finally
        {
            _anomalies?.LeaveWalk();
            // After an error the sums that still wait must not meet the next pass.
            while (_ready.TryDequeue(out Op? node, out _)) node.Slot.Clear();
        }

        return found;
    }

    private void Visit(Op node, Tensor?[] found)
    {
        Tensor grad = node.Slot.Take();
        if (node.Hooks is { Count: > 0 } hooks) grad = RunHooks(node, hooks, grad);
        if (node.Retained is { } retained) Retain(retained, grad);
        if (_pruned && node.Slot.Target > 0) found[node.Slot.Target - 1] = grad;
        if (node is AccumulateGradOp leaf)
        {
            if (_pruned) return;
            leaf.Accumulate(grad, createGraph);
            leaf.RunReadyHooks();
            return;
        }

        int count = node.InputCount;
        if (count <= Inline.Length)
        {
            Inline inline = default;
            Span<bool> needed = stackalloc bool[Inline.Length];
            Propagate(node, grad, needed[..count], ((Span<Tensor?>)inline)[..count]);
        }
        else
        {
            Propagate(node, grad, new bool[count], new Tensor?[count]);
        }

        if (!retainGraph) node.Release();
    }

    private void Propagate(Op node, Tensor grad, Span<bool> needed, Span<Tensor?> grads)
    {
        bool any = false;
        for (int i = 0; i < needed.Length; i++) any |= needed[i] = node.Input(i) is { } input && Leads(input);
        if (!any) return;
        node.Vjps(grad, needed, grads);
        for (int i = 0; i < grads.Length; i++)
        {
            if (!needed[i] || grads[i] is not { } part) continue;
            Op input = node.Input(i)!;
            Check(node, i, input, part);
            _anomalies?.CheckBackward(node, i, grad, part);
            Deposit(input, part);
        }
    }

    private void Deposit(Op node, Tensor grad)
    {
        ref GradientSlot slot = ref node.Slot;
        if (slot.IsEmpty)
        {
            if (!_pruned) slot.Pass = _pass;
            _ready.Enqueue(node, -node.Sequence);
        }

        if (slot.Pass != _pass)
            throw new GraphException($"{node.Name}: two backward passes ran through one graph at the same time; run them one after the other");
        slot.Add(grad, createGraph);
    }

    private bool Leads(Op node) => !_pruned || (node.Slot.Pass == _pass && node.Slot.Needed);

    /// <summary>Marks every node from which a target can be reached.</summary>
    private void Prune(ReadOnlySpan<Tensor> roots, ReadOnlySpan<Tensor> targets)
    {
        foreach (Tensor target in targets)
        {
            if (target.Node is { } node) node.Slot.Pass = -_pass;
        }

        var reached = new List<Op>();
        foreach (Tensor root in roots) Reach(root.Node);
        for (int next = 0; next < reached.Count; next++)
        {
            Op node = reached[next];
            for (int i = 0; i < node.InputCount; i++) Reach(node.Input(i));
        }

        for (int i = targets.Length - 1; i >= 0; i--)
        {
            if (targets[i].Node is not { } node) continue;
            if (node.Slot.Pass != _pass) continue; // no root depends on it
            node.Slot.Target = i + 1;
            node.Slot.Needed = true;
        }

        // Inputs come before what was made of them, so one pass in that order settles every node.
        reached.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
        foreach (Op node in reached)
        {
            for (int i = 0; i < node.InputCount && !node.Slot.Needed; i++)
                node.Slot.Needed = node.Input(i) is { } input && input.Slot.Needed && input.Slot.Pass == _pass;
        }

        void Reach(Op? node)
        {
            if (node is null || node.Slot.Pass == _pass || (node.Sequence > 0 && node.Sequence <= since)) return;
            // A leaf that is no target may be waiting for another pass, in whose function or hook this one runs: it is left alone.
            if (node is AccumulateGradOp && node.Slot.Pass != -_pass) return;
            node.Slot.Pass = _pass;
            node.Slot.Needed = false;
            node.Slot.Target = 0;
            reached.Add(node);
        }
    }

    private static Tensor RunHooks(Op node, List<GradientHook> hooks, Tensor grad)
    {
        foreach (GradientHook hook in hooks.ToArray())
        {
            grad.Storage.IsShared = true; // the hook may keep it
            if (hook.Function(grad) is not { } replaced) continue;
            if (replaced.Spec != node.Spec)
            {
                throw new GraphException(
                    $"hook: on {(node is AccumulateGradOp ? "a leaf" : $"the output of {node.Name}")} it returned {replaced.Spec} for a gradient of {node.Spec}; "
                    + "it must keep shape and dtype, or return null to leave the gradient as it is");
            }

            grad = replaced;
            grad.Storage.IsShared = true;
        }

        return grad;
    }

    private void Retain(Tensor tensor, Tensor grad)
    {
        grad.Storage.IsShared = true;
        tensor.SetGrad(tensor.OwnGrad is { } old ? old + grad : createGraph ? grad : grad.CopyData());
    }

    private static void Check(Op node, int index, Op input, Tensor grad)
    {
        if (grad.DType == input.Spec.DType && grad.Shape == input.Spec.Shape) return;
        throw new GraphException(
            $"{node.Name}: the gradient of input {index} is {grad.Spec}, but the input is {input.Spec}; its Vjp must return the input's shape and dtype");
    }

    [InlineArray(Length)]
    private struct Inline
    {
        public const int Length = 4;
        private Tensor? _first;
    }
}
