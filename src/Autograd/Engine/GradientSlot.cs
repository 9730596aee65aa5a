namespace Autograd.Engine;

/// <summary>One backward pass's state for one node: the sum of the gradients that have arrived, and whether they are needed.</summary>
internal struct GradientSlot
{
    private bool _owned; // the sum is a buffer allocated by this slot, so it may be added to in place

    /// <summary>The sum; null until the first gradient has arrived.</summary>
    public Tensor? Sum { get; private set; }

    /// <summary>In a pass towards given tensors: one more than the index of this node's tensor among them, else 0.</summary>
    public int Target { get; set; }

    /// <summary>In a pass towards given tensors: whether a path from here leads to one.</summary>
    public bool Needed { get; set; }

    /// <summary>In a pass towards given tensors: whether the search for paths has reached this node.</summary>
    public bool Reached { get; set; }

    /// <summary>Whether the node is queued to be visited.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Adds a gradient. Without a graph, the third and later ones allocate no memory.</summary>
    public void Add(Tensor grad, bool createGraph)
    {
        if (Sum is not { } sum)
        {
            Sum = grad;
        }
        else if (_owned)
        {
            sum.Device.NumericBinary(default(AddOp.Kernel), sum.Raw, grad.Raw, sum.Raw);
        }
        else
        {
            Sum = sum + grad;
            _owned = !createGraph;
        }
    }
}
