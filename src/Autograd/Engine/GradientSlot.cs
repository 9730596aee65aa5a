namespace Autograd.Engine;

/// <summary>What one backward pass knows of one node: the sum of the gradients that have arrived, and whether it wants them.</summary>
internal struct GradientSlot
{
    private bool _owned; // the sum is a buffer that this slot made, so that it may be added to in place

    /// <summary>The sum; null until the first gradient has arrived.</summary>
    public Tensor? Sum { get; private set; }

    /// <summary>In a pass towards given tensors: one more than the place of this node's tensor among them, else 0.</summary>
    public int Target { get; set; }

    /// <summary>In a pass towards given tensors: whether a path from here leads to one.</summary>
    public bool Needed { get; set; }

    /// <summary>In a pass towards given tensors: whether the search for paths has come here.</summary>
    public bool Reached { get; set; }

    /// <summary>Whether the node waits to be visited.</summary>
    public bool Waits { get; set; }

    /// <summary>Adds a gradient. From the third on, without a graph, no memory is allocated.</summary>
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
