using System.Diagnostics;
using Autograd.Devices;
using Autograd.Engine;
using Autograd.Memory;

namespace Autograd;

/// <summary>A multi-dimensional array of numbers that remembers how it was computed, so that gradients can flow back through it.</summary>
/// <remarks>
/// The garbage collector owns it: there is nothing to dispose. Views (transpose, slice, expand, …) share storage with their base. The
/// element type is a run-time <see cref="DType"/>; operations follow PyTorch's semantics.
/// </remarks>
[DebuggerDisplay("{DebugText,nq}")]
public partial class Tensor
{
    private Op? _node;
    private Tensor? _grad;
    private ViewInfo? _view;
    private bool _gradIsShown; // the program may hold a reference to it
    private bool _requiresGrad; // set on leaves only; any other tensor has a node instead

    internal Tensor(Storage storage, Layout layout)
    {
        Storage = storage;
        Layout = layout;
    }

    /// <summary>The sizes of the dimensions.</summary>
    public Shape Shape => Layout.Shape;

    /// <summary>The sizes of the dimensions: PyTorch's other name for <see cref="Shape"/>.</summary>
    /// <returns>The shape.</returns>
    public Shape Size() => Shape;

    /// <summary>The size of a dimension: <c>x.Size(0)</c> is <c>x.Shape[0]</c>.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <returns>The size.</returns>
    /// <exception cref="ShapeException">There is no such dimension.</exception>
    public int Size(int dim) => Shape[dim];

    /// <summary>The number of dimensions.</summary>
    public int Rank => Layout.Shape.Rank;

    /// <summary>The number of elements.</summary>
    public int Numel => Layout.Shape.Numel;

    /// <summary>The element type.</summary>
    public DType DType => Storage.DType;

    /// <summary>The device that holds the elements.</summary>
    public Device Device => Storage.Device;

    /// <summary>The step between neighbours along each dimension, in elements.</summary>
    public ReadOnlySpan<int> Strides => Layout.Strides;

    /// <summary>True when the elements are stored in row-major order without gaps.</summary>
    public bool IsContiguous => Layout.IsContiguous;

    /// <summary>True for a tensor that no recorded operation made: gradients arrive at leaves.</summary>
    public bool IsLeaf
    {
        get
        {
            SyncView();
            return _node is null or AccumulateGradOp;
        }
    }

    /// <summary>Whether operations on this tensor are recorded. May be set on leaves of floating dtype.</summary>
    /// <exception cref="GraphException">Set to false on a tensor that was computed: use <see cref="Detach()"/>.</exception>
    /// <exception cref="DTypeException">Set to true on integers or bools.</exception>
    public bool RequiresGrad
    {
        get
        {
            if (_view is not null) SyncView();
            return _requiresGrad || (_node is not null && _node is not AccumulateGradOp);
        }

        set
        {
            if (value && !DType.IsFloating())
                throw new DTypeException(
                    $"only floating tensors can require gradients, and this one is {Spec}: convert it with To(DType.Float32)");
            if (!IsLeaf)
            {
                if (value) return;
                throw new GraphException(
                    $"requiresGrad can be turned off on leaves only, and this tensor was made by {_node!.Name}: use Detach() for a "
                    + "tensor without history");
            }

            if (value && IsInference && !GradMode.IsInference)
            {
                throw new GraphException(
                    "requiresGrad cannot be turned on for an inference tensor outside GradMode.InferenceMode(): use a Clone() of it, made "
                    + "outside");
            }

            // Views taken before now belong to the leaf's graph: they create their nodes when these are next needed.
            if (value && !_requiresGrad) Rewrites++;
            _requiresGrad = value; // the accumulator, if there is one, stays: its hooks work again when the leaf requires grad again
        }
    }

    /// <summary>
    /// The gradient accumulated by backward passes; null until there was one. Set on leaves and where <see cref="RetainGrad"/> was called.
    /// </summary>
    /// <exception cref="ShapeException">Set to a tensor of another shape.</exception>
    /// <exception cref="DTypeException">Set to a tensor of another dtype.</exception>
    /// <exception cref="DeviceException">Set to a tensor on another device.</exception>
    public Tensor? Grad
    {
        get
        {
            _gradIsShown = true;
            return _grad;
        }

        set
        {
            if (value is not null && value.Shape != Shape)
                throw new ShapeException($"a gradient has the shape of its tensor: {Shape}, not {value.Shape}");
            if (value is not null && value.DType != DType)
                throw new DTypeException($"a gradient has the dtype of its tensor: {DType.Text()}, not {value.DType.Text()}");
            if (value is not null && !ReferenceEquals(value.Device, Device))
                throw new DeviceException(
                    $"a gradient is on the device of its tensor: {Device}, not {value.Device}; move it with To(device)");
            if (value is null)
            {
                ClearGrad(setToNull: true);
                return;
            }

            if (value is { Storage.IsEnded: true }) throw TensorScopeException.Ended($"grad: the tensor, {value.Spec},");
            SetGrad(value);
            _gradIsShown = true;
        }
    }

    /// <summary>The name of the operation that made this tensor; null on leaves.</summary>
    public string? GradFn => IsLeaf ? null : _node!.Called;

    /// <summary>How often the storage was changed in place, through any of the tensors that share it.</summary>
    /// <exception cref="GraphException">This is an inference tensor, whose changes are not counted.</exception>
    public int Version => IsInference
        ? throw new GraphException(
            "version: the changes of an inference tensor are not counted; a Clone() made outside GradMode.InferenceMode() is an ordinary "
            + "tensor")
        : Storage.Version;

    /// <summary>True for a tensor made in <see cref="GradMode.InferenceMode"/>, and for its views.</summary>
    public bool IsInference => Storage.IsInference;

    internal Storage Storage { get; private set; }

    internal Layout Layout { get; private set; }

    internal View Raw => new(Storage, Layout);

    internal TensorSpec Spec => new(Layout.Shape, Storage.DType);

    /// <summary>
    /// The node that receives this tensor's gradient: the operation that made it, a leaf's accumulator, or null if it takes none.
    /// </summary>
    internal Op? Node
    {
        get
        {
            if (_view is not null) SyncView();
            if (_requiresGrad) return _node ?? MakeAccumulator();
            return _node is AccumulateGradOp ? null : _node;
        }
    }

    /// <summary>How this tensor came from its base, if it is a view.</summary>
    internal ViewInfo? ViewOf
    {
        get
        {
            // A module that moved to another dtype or device gave the base, or this tensor, new memory: they no longer share any.
            if (_view is { } view && !ReferenceEquals(view.Root.Storage, Storage)) _view = null;
            return _view;
        }
    }

    internal bool IsView => ViewOf is not null;

    /// <summary>How often this base's history has changed: by an in-place change, of it or through a view, or by requiring grad.</summary>
    internal int Rewrites { get; private set; }

    /// <summary>Names the result of several steps after the function that was called instead of the last step.</summary>
    internal Tensor WithCallName(string op)
    {
        if (_node is { } node and not AccumulateGradOp) node.Called = op;
        return this;
    }

    /// <summary>For the debugger: shows the current state, without bringing a view's node up to date.</summary>
    internal string DebugText
    {
        get
        {
            string value = Storage.IsEnded ? " (of a TensorScope that has ended)"
                : Numel == 1 ? $" {ToArray<double>()[0]:G6}" : string.Empty;
            string history = _node is not null and not AccumulateGradOp ? $", grad_fn={OpName.Backward(_node.Called)}"
                : _requiresGrad ? ", requires grad" : string.Empty;
            return $"{Spec}{value}{history}";
        }
    }

    internal static Tensor Uninitialized(TensorSpec spec, Device device) =>
        Uninitialized(Layout.Contiguous(spec.Shape), spec.DType, device);

    internal static Tensor Uninitialized(Layout layout, DType dtype, Device device) =>
        OfNew(device.AllocateInScope(dtype, layout.Shape.Numel, zeroed: false), layout);

    /// <summary>A fresh tensor like this one, on its device; a contiguous layout is shared, which saves creating one.</summary>
    internal Tensor UninitializedLike(DType dtype) =>
        Uninitialized(IsContiguous && Layout.Offset == 0 ? Layout : Layout.Contiguous(Shape), dtype, Device);

    /// <summary>
    /// A fresh tensor for a pointwise result: as <see cref="UninitializedLike"/>, but a transposed operand's memory order is preserved.
    /// </summary>
    internal Tensor UninitializedResult(DType dtype) =>
        IsContiguous ? UninitializedLike(dtype) : Uninitialized(Layout.ForResult(), dtype, Device);

    /// <summary>
    /// A tensor over new memory. Every new storage passes through here, which marks it if it is made in inference mode.
    /// </summary>
    internal static Tensor OfNew(Storage storage, Layout layout)
    {
        if (GradMode.InferenceWasUsed) storage.IsInference = GradMode.IsInference;
        return new Tensor(storage, layout);
    }

    /// <summary>Another tensor over the same storage, without history.</summary>
    internal Tensor Alias(Layout layout) => new(Storage, layout);

    /// <summary>
    /// The result of several steps, the last of which was a view of otherwise unused memory: an ordinary tensor instead of a view, as in
    /// PyTorch, where a single step makes it.
    /// </summary>
    internal Tensor AsResult()
    {
        _view = null;
        return this;
    }

    /// <summary>The same elements in fresh contiguous memory, without history.</summary>
    internal Tensor CopyData()
    {
        Tensor copy = UninitializedLike(DType);
        Device.Copy(Raw, copy.Raw);
        return copy;
    }

    internal void SetNode(Op node) => _node = node;

    /// <summary>
    /// This, if it is a C# number that nothing has changed yet: <c>Tensor sum = 0; sum += x;</c> counts as 0 + x, whatever the shape and
    /// dtype of x, since nobody who writes 0 means an int64 tensor without dimensions.
    /// </summary>
    private NumberTensor? AsNumber => this is NumberTensor { Number: not null } number ? number : null;

    /// <summary>Gives this tensor, which has no history, the place of another in the graph.</summary>
    internal void Attach(Op node)
    {
        _node = node;
        _requiresGrad = node is AccumulateGradOp;
    }

    /// <summary>The gradient, for callers that do not keep it: its memory may be reused once it is set to null.</summary>
    internal Tensor? PeekGrad => _grad;

    internal void SetGrad(Tensor grad)
    {
        grad.Storage.ExtendLifetimeTo(Storage);
        _grad = grad;
        _gradIsShown = false;
    }

    /// <summary>Discards the gradient, or fills it with zeros and detaches it from its history.</summary>
    internal void ClearGrad(bool setToNull)
    {
        if (setToNull || _grad is null)
        {
            // A gradient that has a graph may be saved in another graph.
            if (_grad is { _node: null } unseen && !_gradIsShown) TensorScope.Innermost?.TakeBack(unseen.Storage);
            _grad = null;
            return;
        }

        SetGrad(_grad.Detach());
        _gradIsShown = true; // other code may hold the tensor that it was detached from
        _grad.Zero_();
    }

    internal void BecomeView(Tensor parent, Op op, bool noGrad)
    {
        ViewInfo? through = parent.ViewOf;
        _view = new ViewInfo(through?.Root ?? parent, through, op, noGrad, noGrad && GradMode.IsInference);
    }

    /// <summary>Whether operations on this tensor are recorded while recording is on.</summary>
    /// <exception cref="GraphException">The answer would lose a gradient: see <see cref="RequireHistory"/>.</exception>
    internal bool IsTracked(Op op)
    {
        if (_view is null) return _requiresGrad || (_node is not null && _node is not AccumulateGradOp);
        if (_view.NoGrad) RequireHistory(op.Name);
        return RequiresGrad;
    }

    /// <summary>
    /// Throws if this is a view taken under no-grad whose memory was changed since, and whose base requires grad. The values that the view
    /// was taken of are gone, and only the base's history knows where the new ones come from.
    /// </summary>
    internal void RequireHistory(string op)
    {
        if (ViewOf is not { NoGrad: true } view || view.Version == Storage.Version || !view.Root.RequiresGrad) return;
        throw new GraphException(
            $"{op}: this view of shape {Shape} was taken inside {view.Mode} and has no way back to its base's graph, and its memory was "
            + $"changed in place by {Storage.LastWriter} since, so its gradient would be lost. Take the view where gradients are recorded, "
            + "or Detach() it if it is to have none.");
    }

    /// <summary>
    /// Replaces the tensor's storage (when a module moves to another dtype) and discards its gradient and accumulator with the old one.
    /// </summary>
    internal void ReplaceData(Tensor other)
    {
        other.Storage.ExtendLifetimeTo(Storage);
        Storage = other.Storage;
        Layout = other.Layout;
        _node = _node is AccumulateGradOp { HasHooks: true } leaf ? new AccumulateGradOp(this, leaf) : null;
        _grad = null;
    }

    /// <summary>Makes a node that represents an in-place change the new node of this tensor.</summary>
    internal void Rewrite(Op? node)
    {
        Replace(node);
        Rewrites++;
    }

    /// <summary>Gives a view that retains its gradient its new node at once: the gradient to retain is that of its new value.</summary>
    internal void FollowBase()
    {
        if (_node?.Retained == this) SyncView();
    }

    /// <summary>
    /// Sets the node of a new value. Hooks stay with the old value, whose gradient they were registered for; the request to retain the
    /// gradient belongs to the tensor, and goes with it.
    /// </summary>
    private void Replace(Op? node)
    {
        if (_node is { } old && old.Retained == this && node is not null)
        {
            node.Retained = this;
            old.Retained = null;
        }

        _node = node;
    }

    /// <summary>Recreates a view's node from its base after an in-place change has rewritten the base's history.</summary>
    private void SyncView()
    {
        if (ViewOf is not { NoGrad: false } view || view.Rewrites == view.Root.Rewrites || GradMode.IsInference) return;
        lock (view) // one node for all threads, or a hook registered on one of several would be lost with it
        {
            int rewrites = view.Root.Rewrites;
            if (view.Rewrites == rewrites) return;
            if (view.Root.RequiresGrad)
            {
                using GradModeScope mode = GradMode.EnableGrad();
                Replace(view.Replay(view.Root)._node);
            }

            view.Rewrites = rewrites; // last, so that until then another thread waits for the new node instead of using the old one
        }
    }

    /// <summary>Creates the leaf's accumulator; if several threads do so at once, all get the same one.</summary>
    private Op MakeAccumulator()
    {
        var made = new AccumulateGradOp(this);
        return Interlocked.CompareExchange(ref _node, made, null) ?? made;
    }
}
