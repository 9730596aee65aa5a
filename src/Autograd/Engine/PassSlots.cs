namespace Autograd.Engine;

/// <summary>The gradient slots of one backward pass, which are its own, whatever other passes walk the same nodes.</summary>
/// <remarks>
/// A node has room for one pass: the first that comes owns the room until it has visited the node, which costs one compare-exchange. A
/// pass that finds it taken, by another thread or by the pass whose hook runs it, keeps its slot for that node in a dictionary.
/// </remarks>
internal sealed class PassSlots
{
    private Dictionary<Op, Box>? _beside;

    /// <summary>This pass's slot for a node; made if there is none.</summary>
    public ref GradientSlot Claim(Op node)
    {
        if (ReferenceEquals(node.SlotOwner, this)) return ref node.Slot;
        if (_beside is not null && _beside.TryGetValue(node, out Box? box)) return ref box.Slot;
        if (node.TryOwnSlot(this)) return ref node.Slot;
        box = new Box();
        (_beside ??= new(ReferenceEqualityComparer.Instance)).Add(node, box);
        return ref box.Slot;
    }

    /// <summary>Takes a slot out and leaves the node to other passes; an empty slot where this pass has none.</summary>
    public GradientSlot Take(Op node)
    {
        if (ReferenceEquals(node.SlotOwner, this))
        {
            GradientSlot slot = node.Slot;
            node.DisownSlot();
            return slot;
        }

        return _beside is not null && _beside.Remove(node, out Box? box) ? box.Slot : default;
    }

    /// <summary>Whether this pass has marked the node as one from which a target can be reached.</summary>
    public bool IsNeeded(Op node) => ReferenceEquals(node.SlotOwner, this)
        ? node.Slot.Needed
        : _beside is not null && _beside.TryGetValue(node, out Box? box) && box.Slot.Needed;

    /// <summary>A slot at a fixed address: the dictionary may grow while a reference to it is held.</summary>
    private sealed class Box
    {
        private GradientSlot _slot;

        public ref GradientSlot Slot => ref _slot;
    }
}
