using Autograd.Devices;

namespace Autograd;

/// <summary>The node of a leaf, where a gradient arrives and is added to <see cref="Tensor.Grad"/>.</summary>
/// <remarks>Its sequence stays 0, so that the walk, latest node first, reaches the leaves last.</remarks>
internal sealed class AccumulateGradOp : Op
{
    private readonly Tensor _leaf;
    private List<Action<Tensor>>? _ready;

    public AccumulateGradOp(Tensor leaf)
    {
        _leaf = leaf;
        Spec = leaf.Spec;
    }

    /// <summary>Replaces the node of a leaf whose data was replaced, and takes over the hooks registered on it.</summary>
    public AccumulateGradOp(Tensor leaf, AccumulateGradOp replaced)
        : this(leaf)
    {
        (Hooks, _ready) = (replaced.Hooks, replaced._ready);
    }

    public bool HasHooks => Hooks is { Count: > 0 } || _ready is { Count: > 0 };

    /// <summary>Registers a function to be called after the leaf's gradient has been accumulated.</summary>
    public HookHandle OnReady(Action<Tensor> hook) => HookHandle.Add(_ready ??= [], hook);

    /// <summary>
    /// Accumulates the gradient that a pass has computed and runs the hooks. One pass at a time: another thread's pass may end in the same
    /// leaf.
    /// </summary>
    public void Receive(Tensor grad, bool createGraph)
    {
        lock (this)
        {
            Accumulate(grad, createGraph);
            if (_ready is null) return;
            foreach (Action<Tensor> hook in _ready.ToArray()) hook(_leaf);
        }
    }

    /// <summary>Adds to the leaf's gradient. Without a graph an existing gradient is changed in place, as PyTorch does.</summary>
    private void Accumulate(Tensor grad, bool createGraph)
    {
        if (_leaf.DType != grad.DType)
        {
            throw new GraphException(
                $"backward: the graph was recorded with a leaf of {grad.DType.Text()} that has become {_leaf.DType.Text()} since; "
                + "compute the output again");
        }

        if (Device.HasOthers && !ReferenceEquals(_leaf.Device, grad.Device))
        {
            throw new DeviceException(
                $"backward: the graph was recorded with a leaf on {grad.Device} that has moved to {_leaf.Device} since; compute the output again");
        }

        if (_leaf.PeekGrad is not { } old) _leaf.SetGrad(createGraph ? grad.Clone() : Adopt(grad));
        else if (createGraph) _leaf.SetGrad(old + grad);
        else old.Add_(grad);
    }

    /// <summary>A gradient whose memory is not shared becomes <c>.Grad</c> as it is; any other is copied.</summary>
    public static Tensor Adopt(Tensor grad)
    {
        bool fresh = !grad.Storage.IsShared && grad.IsContiguous && grad.Storage.Length == grad.Numel;
        Tensor own = fresh ? grad.Alias(grad.Layout) : grad.CopyData();
        own.Storage.IsShared = true;
        return own;
    }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => Spec;

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => inputs[0];

    protected internal override Tensor? Vjp(int input, Tensor grad) => null;
}
