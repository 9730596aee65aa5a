namespace Autograd.Engine;

/// <summary>The place on a node where one backward pass sums the gradients that arrive.</summary>
internal struct GradientSlot
{
    private Tensor? _sum;
    private bool _owned; // the sum is a buffer that this slot made, so that it may be added to in place

    /// <summary>The pass that marked this node, by its number.</summary>
    public long Pass { get; set; }

    /// <summary>In a pass towards given tensors: whether a path from here leads to one.</summary>
    public bool Needed { get; set; }

    /// <summary>In a pass towards given tensors: one more than the place of this node's tensor among them, else 0.</summary>
    public int Target { get; set; }

    public readonly bool IsEmpty => _sum is null;

    /// <summary>Adds a gradient. From the third on, without a graph, no memory is allocated.</summary>
    public void Add(Tensor grad, bool createGraph)
    {
        if (_sum is null)
        {
            _sum = grad;
        }
        else if (_owned)
        {
            _sum.Device.NumericBinary(default(AddOp.Kernel), _sum.Raw, grad.Raw, _sum.Raw);
        }
        else
        {
            _sum += grad;
            _owned = !createGraph;
        }
    }

    /// <summary>Takes the sum out.</summary>
    public Tensor Take()
    {
        Tensor sum = _sum!;
        Clear();
        return sum;
    }

    public void Clear()
    {
        _sum = null;
        _owned = false;
    }
}
