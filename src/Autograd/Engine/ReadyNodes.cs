namespace Autograd.Engine;

/// <summary>The nodes that a backward pass has yet to visit, latest first.</summary>
/// <remarks>The latest node is held outside the queue: along a chain of operations it is the only one, and the queue stays empty.</remarks>
internal sealed class ReadyNodes
{
    private readonly PriorityQueue<Op, long> _others = new();
    private Op? _latest;

    public void Add(Op node)
    {
        if (_latest is { } latest)
        {
            if (node.Sequence > latest.Sequence) (_latest, node) = (node, latest);
        }
        else if (!_others.TryPeek(out _, out long first) || -node.Sequence < first)
        {
            _latest = node;
            return;
        }

        _others.Enqueue(node, -node.Sequence);
    }

    /// <summary>Removes and returns the latest node; null when none is left.</summary>
    public Op? Next()
    {
        if (_latest is { } latest)
        {
            _latest = null;
            return latest;
        }

        return _others.TryDequeue(out Op? node, out _) ? node : null;
    }
}
