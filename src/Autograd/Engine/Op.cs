using System.Diagnostics;
using System.Runtime.CompilerServices;
using Autograd.Engine;
using Autograd.Memory;

namespace Autograd;

/// <summary>
/// A differentiable operation. One class states the shape rule, the forward, what it keeps, and its vector-Jacobian product (VJP); the
/// object that was applied is itself the node on the tape.
/// </summary>
/// <remarks>
/// <para>Every built-in operation is written so, and a custom one is too: derive, implement <see cref="Infer"/>, <see cref="Forward"/> and
/// <see cref="Vjp"/>, and call <see cref="Apply(ReadOnlySpan{Tensor})"/> on a new object each time.</para>
/// <para>A VJP is written in differentiable tensor operations, so that gradients of gradients follow by themselves.</para>
/// </remarks>
[DebuggerDisplay("{Name,nq} {Spec,nq}")]
public abstract class Op
{
    private Op? _input0;
    private Op? _input1;
    private Op?[]? _inputs; // used instead of the two above from three inputs on
    private SavedTensor _saved0;
    private SavedTensor _saved1;
    private SavedTensor[]? _savedMore;
    private int _savedCount;
    private bool _released;
    private GradientSlot _slot;

    /// <summary>The name in messages and in <see cref="Tensor.GradFn"/>, as PyTorch writes it: <c>log_softmax</c>.</summary>
    public virtual string Name => OpName.Of(GetType());

    /// <summary>What a user called, where this node is the last step of it: what <see cref="Tensor.GradFn"/> and printing name.</summary>
    internal string Called
    {
        get => field ?? Name;
        set;
    }

    /// <summary>The number of inputs.</summary>
    internal int InputCount { get; private set; }

    /// <summary>The output's shape and dtype, which its gradient has too.</summary>
    internal TensorSpec Spec { get; private protected set; }

    /// <summary>When it was recorded: a node always comes after those that made its inputs.</summary>
    internal long Sequence { get; private protected set; }

    /// <summary>What the backward pass under way keeps here.</summary>
    internal ref GradientSlot Slot => ref _slot;

    /// <summary>True for an operation whose output shares its input's storage.</summary>
    internal virtual bool IsView => false;

    /// <summary>Hooks on the gradient of the output, in the order of registration; null when there are none.</summary>
    internal List<GradientHook>? Hooks { get; set; }

    /// <summary>The output, if it asked to keep its gradient.</summary>
    internal Tensor? Retained { get; set; }

    /// <summary>Applies the operation to one tensor.</summary>
    public Tensor Apply(Tensor input) => Apply([input]);

    /// <summary>Applies the operation to two tensors.</summary>
    public Tensor Apply(Tensor first, Tensor second) => Apply([first, second]);

    /// <summary>Checks the inputs, computes the output and, where an input requires grad, records this object as the output's node.</summary>
    /// <exception cref="AutogradException">The inputs do not fit; nothing has been computed or changed.</exception>
    public Tensor Apply(params ReadOnlySpan<Tensor> inputs)
    {
        EngineState state = EngineState.Current;
        Spec = Check(inputs);
        state.Modes?.Observer?.Invoke(this);
        bool record = !state.GradDisabled && AnyRequiresGrad(inputs) && Spec.DType.IsFloating();
        Tensor output;
        if (!record)
        {
            output = Own(Forward(inputs, Spec), inputs, state.GradDisabled);
        }
        else
        {
            // What a forward composes of tensor operations is not recorded: this node stands for all of it.
            state.GradDisabled = true;
            try
            {
                output = Own(Forward(inputs, Spec), inputs, noGrad: false);
            }
            finally
            {
                state.GradDisabled = false;
            }

            Record(inputs);
            output.SetNode(this);
            Keep(inputs, output);
        }

        state.Modes?.Applied(this, inputs, output, record);
        return output;
    }

    /// <summary>The output's shape and dtype. Pure: every complaint about shapes, dtypes and arguments is thrown here, before any work.</summary>
    protected internal abstract TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs);

    /// <summary>Computes the output. Tensor operations used here are not recorded.</summary>
    protected internal abstract Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec);

    /// <summary>Computes the output into a tensor that exists, for in-place operations. Its shape and dtype are the output's.</summary>
    protected internal virtual void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target) =>
        target.Device.Copy(Forward(inputs, Spec).Raw, target.Raw);

    /// <summary>Saves what the VJP will need, and nothing else: everything saved stays in memory until the backward pass has used it.</summary>
    protected internal virtual void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
    }

    /// <summary>The gradient of one input, given the output's; null stands for zero. Asked only where <see cref="Needs"/> is true.</summary>
    protected internal abstract Tensor? Vjp(int input, Tensor grad);

    /// <summary>The gradients of all inputs that need one, for an operation whose gradients share work.</summary>
    /// <param name="grad">The gradient of the output.</param>
    /// <param name="needed">Which inputs' gradients are asked for.</param>
    /// <param name="grads">Receives them, in the order of the inputs.</param>
    protected internal virtual void Vjps(Tensor grad, ReadOnlySpan<bool> needed, Span<Tensor?> grads)
    {
        for (int i = 0; i < grads.Length; i++)
        {
            if (needed[i]) grads[i] = Vjp(i, grad);
        }
    }

    /// <summary>
    /// The derivative of the output along tangents of the inputs (forward mode): Σ over the inputs of ∂output/∂input · tangent. Null stands for zero.
    /// </summary>
    /// <param name="tangents">One for each input, of its shape and dtype; null where the input does not move. At least one is not null.</param>
    /// <remarks>
    /// Need not be written: a VJP is linear in the output's gradient, and the transpose of that linear map is this one, so that
    /// differentiating <see cref="Vjps"/> by the gradient gives it. An operation overrides it where a direct formula costs less.
    /// </remarks>
    protected internal virtual Tensor? Jvp(ReadOnlySpan<Tensor?> tangents) => ForwardWalk.Transpose(this, tangents);

    /// <summary>True where the input takes part in the graph, so that its gradient will be asked for.</summary>
    protected bool Needs(int input) => Input(input) is not null;

    /// <summary>Keeps a tensor for the VJP; null keeps its place when this time it is not needed.</summary>
    protected void Save(Tensor? tensor)
    {
        if (tensor is not null)
        {
            if (tensor.Storage.IsInference)
            {
                throw new GraphException(
                    $"{Name}: inference tensors cannot be saved for backward, and this one of shape {tensor.Shape} was made in GradMode.InferenceMode(). "
                    + "Use a Clone() of it, made outside, where gradients are recorded.");
            }

            tensor.Storage.IsShared = true;
        }

        var saved = new SavedTensor(tensor);
        switch (_savedCount++)
        {
            case 0: _saved0 = saved; break;
            case 1: _saved1 = saved; break;
            default:
                _savedMore ??= new SavedTensor[2];
                if (_savedCount - 3 == _savedMore.Length) Array.Resize(ref _savedMore, _savedMore.Length * 2);
                _savedMore[_savedCount - 3] = saved;
                break;
        }
    }

    /// <summary>A tensor that <see cref="Keep"/> saved, by the order of saving.</summary>
    /// <exception cref="GraphException">It was changed in place since, or freed by an earlier backward pass.</exception>
    protected Tensor Saved(int index)
    {
        if (_released)
        {
            throw new GraphException(
                $"{Name}: the tensors saved for its gradient were freed by an earlier backward pass. "
                + "Pass retainGraph: true to the first Backward() or Grad() to go through the graph again.");
        }

        return SavedAt(index).Unpack(this);
    }

    /// <summary>A tensor to write the output into, its content undefined.</summary>
    protected static Tensor Allocate(TensorSpec spec) => Tensor.Uninitialized(spec);

    /// <summary>The node that made an input, or null where the input takes no gradient.</summary>
    internal Op? Input(int index) => _inputs is not null ? _inputs[index] : index == 0 ? _input0 : _input1;

    /// <summary>Frees what was saved, once the backward pass has used it.</summary>
    internal void Release()
    {
        if (_savedCount == 0) return;
        _released = true;
        _saved0 = _saved1 = default;
        _savedMore = null;
    }

    /// <summary>Infers the output of these inputs; a recorded object cannot be applied again.</summary>
    internal TensorSpec Check(ReadOnlySpan<Tensor> inputs)
    {
        if (Sequence != 0) throw new GraphException($"{Name}: this operation object was applied before and is a node of a graph; make a new one");
        if (inputs.Length <= 4)
        {
            SpecBuffer buffer = default;
            for (int i = 0; i < inputs.Length; i++) buffer[i] = SpecOf(inputs, i);
            return Infer(((ReadOnlySpan<TensorSpec>)buffer)[..inputs.Length]);
        }

        var specs = new TensorSpec[inputs.Length];
        for (int i = 0; i < specs.Length; i++) specs[i] = SpecOf(inputs, i);
        return Infer(specs);
    }

    /// <summary>Makes this object a node whose inputs are these tensors' nodes.</summary>
    internal void Record(ReadOnlySpan<Tensor> inputs)
    {
        InputCount = inputs.Length;
        if (inputs.Length <= 2)
        {
            _input0 = inputs.Length > 0 ? inputs[0].Node : null;
            _input1 = inputs.Length > 1 ? inputs[1].Node : null;
        }
        else
        {
            _inputs = new Op?[inputs.Length];
            for (int i = 0; i < inputs.Length; i++) _inputs[i] = inputs[i].Node;
        }

        Sequence = Tape.NextSequence();
    }

    /// <summary>Sets what <see cref="Check"/> inferred.</summary>
    internal void Adopt(TensorSpec spec) => Spec = spec;

    /// <summary>Computes into an existing tensor; by way of a fresh one where an input shares its memory in another layout.</summary>
    internal void Write(ReadOnlySpan<Tensor> inputs, Tensor target)
    {
        foreach (Tensor input in inputs)
        {
            if (!ReferenceEquals(input.Storage, target.Storage) || input.Layout.Matches(target.Layout)) continue;
            target.Device.Copy(Forward(inputs, Spec).Raw, target.Raw);
            return;
        }

        ForwardInto(inputs, target);
    }

    /// <summary>Copies every saved tensor that lies in a storage about to be written, but for the output itself.</summary>
    internal void CopySaved(Storage written, Tensor output)
    {
        for (int i = 0; i < _savedCount; i++)
        {
            ref SavedTensor saved = ref SavedAt(i);
            if (saved.Tensor is not { } tensor || !ReferenceEquals(tensor.Storage, written) || ReferenceEquals(tensor, output)) continue;
            Tensor copy = tensor.CopyData();
            if (tensor.Node is { } node) copy.Attach(node);
            saved = new SavedTensor(copy);
        }
    }

    /// <summary>Takes the output's version again, now that its own write has been counted.</summary>
    internal void Resave(Tensor output)
    {
        for (int i = 0; i < _savedCount; i++)
        {
            ref SavedTensor saved = ref SavedAt(i);
            if (ReferenceEquals(saved.Tensor, output)) saved = new SavedTensor(output);
        }
    }

    /// <summary>Gives what was saved the form in which it is kept.</summary>
    internal void Pack(SavedTensorPacking packing)
    {
        for (int i = 0; i < _savedCount; i++)
        {
            ref SavedTensor saved = ref SavedAt(i);
            saved = saved.Pack(this, packing);
        }
    }

    /// <summary>What is saved at present.</summary>
    internal IEnumerable<SavedTensor> SavedNow()
    {
        for (int i = 0; i < _savedCount && !_released; i++)
        {
            SavedTensor saved = SavedAt(i);
            if (saved.Spec is not null) yield return saved;
        }
    }

    /// <summary>The same operation with the same arguments, not yet applied.</summary>
    internal Op Fresh()
    {
        var copy = (Op)MemberwiseClone();
        copy._input0 = copy._input1 = null;
        copy._inputs = null;
        copy._saved0 = copy._saved1 = default;
        copy._savedMore = null;
        copy._savedCount = 0;
        copy._released = false;
        copy.Sequence = 0;
        copy._slot = default;
        copy.Hooks = null;
        copy.Retained = null;
        return copy;
    }

    internal static bool AnyRequiresGrad(ReadOnlySpan<Tensor> inputs)
    {
        foreach (Tensor input in inputs)
        {
            if (input.RequiresGrad) return true;
        }

        return false;
    }

    /// <summary>
    /// Makes a forward's result this operation's own: a view remembers its base; anything else must not be an input in disguise,
    /// or the node set on it would be set on that input.
    /// </summary>
    private Tensor Own(Tensor output, ReadOnlySpan<Tensor> inputs, bool noGrad)
    {
        if (IsView)
        {
            output.BecomeView(inputs[0], this, noGrad);
            return output;
        }

        foreach (Tensor input in inputs)
        {
            if (ReferenceEquals(output.Storage, input.Storage)) return output.CopyData();
        }

        return output.IsView ? output.Alias(output.Layout) : output;
    }

    private TensorSpec SpecOf(ReadOnlySpan<Tensor> inputs, int index)
    {
        Tensor input = inputs[index];
        return input.Storage.IsEnded ? throw TensorScopeException.Ended($"{Name}: input {index}, {input.Spec},") : input.Spec;
    }

    private ref SavedTensor SavedAt(int index)
    {
        if (index == 0) return ref _saved0;
        if (index == 1) return ref _saved1;
        return ref _savedMore![index - 2];
    }

    [InlineArray(4)]
    private struct SpecBuffer
    {
        private TensorSpec _first;
    }
}
