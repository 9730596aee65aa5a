using System.Runtime.ExceptionServices;
using Autograd.Devices;
using Autograd.Engine;

namespace Autograd;

/// <summary>The node of a leaf, where a gradient arrives and is added to <see cref="Tensor.Grad"/>.</summary>
/// <remarks>Its sequence stays 0, so that the walk, latest node first, reaches the leaves last.</remarks>
internal sealed class AccumulateGradOp : Op
{
    private readonly Tensor _leaf;
    private HookList<Action<Tensor>>? _ready;
    private int _runner; // the thread on which ready hooks run at present; 0 for none
    private Queue<(Tensor Grad, bool CreateGraph)>? _waiting; // what other passes brought meanwhile

    public AccumulateGradOp(Tensor leaf)
    {
        _leaf = leaf;
        Spec = leaf.Spec;
    }

    /// <summary>Replaces the node of a leaf whose data was replaced, and takes over the hooks registered on it.</summary>
    public AccumulateGradOp(Tensor leaf, AccumulateGradOp replaced)
        : this(leaf)
    {
        ShareHooks(replaced);
        _ready = replaced._ready;
    }

    public bool HasHooks => Hooks is { Now.Length: > 0 } || _ready is { Now.Length: > 0 };

    /// <summary>Registers a function to be called after the leaf's gradient has been accumulated.</summary>
    public HookHandle OnReady(Action<Tensor> hook)
    {
        if (_ready is null) Interlocked.CompareExchange(ref _ready, new HookList<Action<Tensor>>(), null);
        return _ready.Add(hook);
    }

    /// <summary>
    /// Accumulates the gradient that a pass has computed and runs the ready hooks. One pass at a time: another thread's pass may end in the
    /// same leaf.
    /// </summary>
    /// <remarks>
    /// No lock is held while hooks run, since a hook may wait for a pass on another thread that ends here. The gradient of such a pass is
    /// put aside, and the thread that runs the hooks accumulates it, and runs them for it, as soon as they have returned.
    /// </remarks>
    public void Receive(Tensor grad, bool createGraph)
    {
        bool first;
        lock (this)
        {
            if (_runner != 0 && _runner != Environment.CurrentManagedThreadId)
            {
                RequireSameKind(grad);
                grad.Storage.IsShared = true; // another leaf may get the same tensor, and must not add to it
                grad.Storage.ExtendLifetimeTo(_leaf.Storage); // this pass may end, and its TensorScope with it, before it is used
                (_waiting ??= new()).Enqueue((grad, createGraph));
                return;
            }

            Accumulate(grad, createGraph);
            if (_ready is not { Now.Length: > 0 }) return;
            first = _runner == 0;
            if (first) _runner = Environment.CurrentManagedThreadId;
        }

        if (!first)
        {
            RunReadyHooks(); // inside one of the hooks, on its thread
            return;
        }

        ExceptionDispatchInfo? error = null;
        do
        {
            try
            {
                RunReadyHooks();
            }
            catch (Exception thrown)
            {
                error ??= ExceptionDispatchInfo.Capture(thrown); // the others' gradients are due all the same
            }
        }
        while (AccumulateWaiting(ref error));
        error?.Throw();
    }

    private void RunReadyHooks()
    {
        EngineState state = EngineState.Current;
        state.ReadyHooks++;
        try
        {
            foreach (Action<Tensor> hook in _ready!.Now) hook(_leaf);
        }
        finally
        {
            state.ReadyHooks--;
        }
    }

    /// <summary>Accumulates the next gradient that was put aside; false if there is none, and then the next pass runs the hooks.</summary>
    /// <remarks>
    /// A gradient that the leaf cannot take any more, because a hook has changed it, is skipped: if the error ended this thread's turn,
    /// later passes would put their gradients aside for good.
    /// </remarks>
    private bool AccumulateWaiting(ref ExceptionDispatchInfo? error)
    {
        lock (this)
        {
            while (_waiting is not null && _waiting.TryDequeue(out (Tensor Grad, bool CreateGraph) next))
            {
                using GradModeScope mode = GradMode.Set(next.CreateGraph);
                try
                {
                    Accumulate(next.Grad, next.CreateGraph);
                    return true;
                }
                catch (Exception thrown)
                {
                    error ??= ExceptionDispatchInfo.Capture(thrown);
                }
            }

            _runner = 0;
            return false;
        }
    }

    /// <summary>Adds to the leaf's gradient. Without a graph an existing gradient is changed in place, as PyTorch does.</summary>
    private void Accumulate(Tensor grad, bool createGraph)
    {
        RequireSameKind(grad);
        if (_leaf.PeekGrad is not { } old) _leaf.SetGrad(createGraph ? grad.Clone() : Adopt(grad));
        else if (createGraph) _leaf.SetGrad(old + grad);
        else old.Add_(grad);
    }

    /// <summary>Throws if the leaf's data was replaced by others that cannot take the gradient.</summary>
    private void RequireSameKind(Tensor grad)
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
                $"backward: the graph was recorded with a leaf on {grad.Device} that has moved to {_leaf.Device} since; "
                + "compute the output again");
        }
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
