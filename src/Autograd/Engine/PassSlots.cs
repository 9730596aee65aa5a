namespace Autograd.Engine;

/// <summary>The gradient slots of one backward pass, private to it even when other passes walk the same nodes.</summary>
/// <remarks>
/// A node holds the slot of one pass: the first to arrive owns it until it has visited the node, at the cost of one compare-exchange. A
/// pass that finds it taken, by another thread or by the pass whose hook it runs in, keeps its slot for that node in a dictionary.
/// </remarks>
internal sealed class PassSlots
{
    private static long s_passes;

    private readonly long _pass = Interlocked.Increment(ref s_passes);
    private Dictionary<Op, Box>? _overflow;

    /// <summary>This pass's slot for a node, created on first use.</summary>
    public ref GradientSlot Claim(Op node)
    {
        if (node.SlotOwner == _pass) return ref node.Slot;
        if (_overflow is not null && _overflow.TryGetValue(node, out Box? box)) return ref box.Slot;
        if (node.TryClaimSlot(_pass)) return ref node.Slot;
        box = new Box();
        (_overflow ??= new(ReferenceEqualityComparer.Instance)).Add(node, box);
        return ref box.Slot;
    }

    /// <summary>Removes and returns this pass's slot for a node, freeing the node for other passes; an empty slot if it has none.</summary>
    public GradientSlot Take(Op node)
    {
        if (node.SlotOwner == _pass)
        {
            GradientSlot slot = node.Slot;
            node.ReleaseSlot();
            return slot;
        }

        return _overflow is not null && _overflow.Remove(node, out Box? box) ? box.Slot : default;
    }

    /// <summary>Whether this pass has marked the node as one from which a target can be reached.</summary>
    public bool IsNeeded(Op node) => node.SlotOwner == _pass
        ? node.Slot.Needed
        : _overflow is not null && _overflow.TryGetValue(node, out Box? box) && box.Slot.Needed;

    /// <summary>A slot at a fixed address: the dictionary may grow while a reference to it is held.</summary>
    private sealed class Box
    {
        private GradientSlot _slot;

        public ref GradientSlot Slot => ref _slot;
    }
}
