using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Engine;
using Autograd.Memory;

namespace Autograd;

/// <summary>
/// A differentiable operation. One class holds the shape rule, the forward, the tensors to save, and the vector-Jacobian product (VJP); the
/// applied object is itself the node on the tape.
/// </summary>
/// <remarks>
/// <para>Built-in and custom operations are written alike: derive, implement <see cref="Infer"/>, <see cref="Forward"/> and
/// <see cref="Vjp"/>, and call <see cref="Apply(ReadOnlySpan{Tensor})"/> on a new object each time.</para>
/// <para>A VJP is written in differentiable tensor operations, so that gradients of gradients need no further code.</para>
/// </remarks>
[DebuggerDisplay("{Name,nq} {Spec,nq}")]
public abstract class Op
{
    private Op? _input0;
    private Op? _input1;
    private Op?[]? _inputs; // used instead of the two above if there are three or more inputs
    private SavedTensors _saved;
    private long _slotOwner;
    private GradientSlot _slot;
    private HookList<GradientHook>? _hooks;

    /// <summary>The name in messages and in <see cref="Tensor.GradFn"/>, as PyTorch writes it: <c>log_softmax</c>.</summary>
    public virtual string Name => OpName.Of(GetType());

    /// <summary>The function that the user called, if this node is its last step; shown by <see cref="Tensor.GradFn"/>.</summary>
    internal string Called
    {
        get => field ?? Name;
        set;
    }

    /// <summary>The number of inputs.</summary>
    internal int InputCount { get; private set; }

    /// <summary>The shape and dtype of the output and of its gradient.</summary>
    internal TensorSpec Spec { get; private protected set; }

    /// <summary>Its position in recording order: a node always comes after those that produced its inputs.</summary>
    internal long Sequence { get; private protected set; }

    /// <summary>
    /// The number of the backward pass that owns <see cref="Slot"/> at present, else 0. Only that pass may read the slot. A number and not
    /// the pass, because exchanging a reference costs a call and a write barrier for every node.
    /// </summary>
    internal long SlotOwner => _slotOwner;

    /// <summary>
    /// Holds the sum of arriving gradients for the pass that owns it. Other passes keep their own sums: <see cref="PassSlots"/>.
    /// </summary>
    internal ref GradientSlot Slot => ref _slot;

    /// <summary>True for a <see cref="MultiOp"/>: a field, because a type test on every application would cost more.</summary>
    private protected bool IsMulti { get; init; }

    /// <summary>True for an operation whose output shares its input's storage.</summary>
    internal virtual bool IsView => false;

    /// <summary>Hooks on the gradient of the output, in the order of registration; null when there are none.</summary>
    internal HookList<GradientHook>? Hooks => _hooks;

    /// <summary>The output, if its gradient is to be retained.</summary>
    internal Tensor? Retained { get; set; }

    /// <summary>Applies the operation to one tensor.</summary>
    /// <param name="input">The only input.</param>
    /// <returns>The output; the first one if there are several.</returns>
    /// <exception cref="AutogradException">The input does not fit; nothing has been computed or changed.</exception>
    public Tensor Apply(Tensor input) => Run(new Span<Tensor>(ref input), out _);

    /// <summary>Applies the operation to two tensors.</summary>
    /// <param name="first">The first input.</param>
    /// <param name="second">The second input.</param>
    /// <returns>The output; the first one if there are several.</returns>
    /// <exception cref="AutogradException">The inputs do not fit; nothing has been computed or changed.</exception>
    public Tensor Apply(Tensor first, Tensor second)
    {
        InputPair inputs = default;
        (inputs[0], inputs[1]) = (first, second);
        return Run(inputs, out _);
    }

    /// <summary>
    /// Prepares and checks the inputs, computes the output and, where an input requires grad, records this object as the output's node.
    /// </summary>
    /// <param name="inputs">The inputs, in the order that the operation defines.</param>
    /// <returns>The output; the first one if there are several.</returns>
    /// <exception cref="AutogradException">The inputs do not fit; nothing has been computed or changed.</exception>
    public Tensor Apply(params ReadOnlySpan<Tensor> inputs) => RunCopy(inputs, out _);

    /// <summary>
    /// Replaces inputs by those that the operation computes with, such as promoted or broadcast ones. Operations called here are recorded
    /// before this one, so that the VJP sees only prepared inputs. By default nothing is replaced.
    /// </summary>
    /// <param name="inputs">The inputs as they were given; entries may be replaced.</param>
    /// <exception cref="AutogradException">The inputs are not compatible.</exception>
    protected internal virtual void Prepare(Span<Tensor> inputs)
    {
    }

    /// <summary>
    /// The output's shape and dtype. Pure: every error about shapes, dtypes and arguments is thrown here, before any work.
    /// </summary>
    /// <param name="inputs">The shapes and dtypes of the prepared inputs.</param>
    /// <returns>The output's shape and dtype.</returns>
    /// <exception cref="AutogradException">The inputs do not fit.</exception>
    protected internal abstract TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs);

    /// <summary>Computes the output. Tensor operations used here are not recorded.</summary>
    /// <param name="inputs">The prepared inputs.</param>
    /// <param name="spec">The result of <see cref="Infer"/> for them.</param>
    /// <returns>The output, with that shape and dtype.</returns>
    protected internal abstract Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec);

    /// <summary>Computes the output into an existing tensor, for in-place operations.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="target">Receives the output; it has the output's shape and dtype.</param>
    protected internal virtual void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target) =>
        target.Device.Copy(Forward(inputs, Spec).Raw, target.Raw);

    /// <summary>
    /// Saves what the VJP will need, and nothing else: everything saved stays in memory until the backward pass has used it.
    /// </summary>
    /// <param name="inputs">The prepared inputs.</param>
    /// <param name="output">The output.</param>
    protected internal virtual void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
    }

    /// <summary>
    /// The gradient of one input, given the output's. Called only if <see cref="Needs"/> is true.
    /// </summary>
    /// <param name="input">The index of the input.</param>
    /// <param name="grad">The gradient of the output.</param>
    /// <returns>The gradient, with the input's shape and dtype; null stands for zero.</returns>
    protected internal abstract Tensor? Vjp(int input, Tensor grad);

    /// <summary>The gradients of all inputs that need one, for an operation whose gradients share work.</summary>
    /// <param name="grad">The gradient of the output.</param>
    /// <param name="needed">Which inputs' gradients are requested.</param>
    /// <param name="grads">Receives them, in the order of the inputs; null stands for zero.</param>
    protected internal virtual void Vjps(Tensor grad, ReadOnlySpan<bool> needed, Span<Tensor?> grads)
    {
        for (int i = 0; i < grads.Length; i++)
        {
            if (needed[i]) grads[i] = Vjp(i, grad);
        }
    }

    /// <summary>
    /// The derivative of the output along tangents of the inputs (forward mode): Σ over the inputs of ∂output/∂input · tangent.
    /// </summary>
    /// <param name="tangents">One for each input, with its shape and dtype; null stands for zero. At least one is not null.</param>
    /// <returns>The tangent of the output; null stands for zero.</returns>
    /// <remarks>
    /// Overriding it is optional: a VJP is linear in the output's gradient and its transpose is the JVP, so the default gets it by
    /// differentiating <see cref="Vjps"/> with respect to the gradient. An operation overrides it where a direct formula costs less.
    /// </remarks>
    protected internal virtual Tensor? Jvp(ReadOnlySpan<Tensor?> tangents) => ForwardWalk.Transpose(this, tangents);

    /// <summary>True if the input is part of the graph, so that its gradient will be requested.</summary>
    /// <param name="input">The index of the input.</param>
    /// <returns>Whether the input takes a gradient.</returns>
    protected bool Needs(int input) => Input(input) is not null;

    /// <summary>
    /// Throws unless the operation got as many inputs as it takes; call it first in an <see cref="Infer"/> that indexes its inputs.
    /// </summary>
    /// <param name="given">The number of inputs that were given.</param>
    /// <param name="taken">The number of inputs that the operation takes.</param>
    /// <exception cref="GraphException">The numbers differ.</exception>
    protected void RequireInputs(int given, int taken)
    {
        if (given != taken) ThrowInputCount(given, taken);
    }

    [DoesNotReturn] // apart from the check, so that the check is inlined
    private void ThrowInputCount(int given, int taken) =>
        throw new GraphException($"{Name}: this operation takes {taken} {(taken == 1 ? "input" : "inputs")}, but was applied to {given}");

    /// <summary>Saves a tensor for the VJP; null takes up an index for one that is not needed this time.</summary>
    /// <param name="tensor">
    /// An input, an output, or a by-product of the forward. From now on in-place changes to it are detected, saved-tensor hooks see it, and
    /// it is freed with the graph: save a tensor that the VJP needs here, and never hold it in a field.
    /// </param>
    /// <exception cref="GraphException">It is an inference tensor.</exception>
    protected void Save(Tensor? tensor) => _saved.Add(this, tensor);

    /// <summary>A tensor that <see cref="Keep"/> saved, by the order of saving.</summary>
    /// <param name="index">0 for the first that was saved.</param>
    /// <returns>The tensor, with its original place in the graph.</returns>
    /// <exception cref="GraphException">It was changed in place since, or freed by an earlier backward pass.</exception>
    protected Tensor Saved(int index) => _saved.Get(this, index);

    /// <summary>A tensor to write the output into, its content undefined.</summary>
    /// <param name="spec">Its shape and dtype.</param>
    /// <param name="device">Where it is: the device of the inputs.</param>
    protected static Tensor Allocate(TensorSpec spec, Device device) => Tensor.Uninitialized(spec, device);

    /// <summary>The node that produced an input, or null if the input takes no gradient.</summary>
    internal Op? Input(int index) => _inputs is not null ? _inputs[index] : index == 0 ? _input0 : _input1;

    /// <summary>Gives the slot to a pass, if no other owns it.</summary>
    internal bool TryClaimSlot(long pass) => Interlocked.CompareExchange(ref _slotOwner, pass, 0) == 0;

    /// <summary>Clears the slot and frees it for another pass.</summary>
    internal void ReleaseSlot()
    {
        _slot = default;
        Volatile.Write(ref _slotOwner, 0);
    }

    /// <summary>Frees the saved tensors, once the backward pass has used them.</summary>
    internal void Release() => _saved.Release();

    /// <summary>Infers the output's spec from these inputs; throws if this object was recorded before.</summary>
    internal TensorSpec Check(ReadOnlySpan<Tensor> inputs)
    {
        if (Sequence != 0)
            throw new GraphException($"{Name}: this operation object was applied before and is a node of a graph; make a new one");
        if (Device.HasOthers) Placement.RequireOne(Name, inputs);
        if (inputs.Length == 1)
        {
            TensorSpec only = SpecOf(inputs, 0);
            return Infer(new ReadOnlySpan<TensorSpec>(in only));
        }

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

    /// <summary>Makes this object a node whose only input is another node.</summary>
    internal void Record(Op input)
    {
        InputCount = 1;
        _input0 = input;
        Sequence = Tape.NextSequence();
    }

    /// <summary>Sets the spec that <see cref="Check"/> inferred.</summary>
    internal void Adopt(TensorSpec spec) => Spec = spec;

    /// <summary>Computes into an existing tensor; through a temporary if an input shares its memory in another layout.</summary>
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

    /// <summary>Copies every saved tensor whose storage is about to be written, except the output itself.</summary>
    internal void CopySaved(Storage written, Tensor output) => _saved.Copy(written, output);

    /// <summary>Refreshes the saved version of the output, now that its own write has been counted.</summary>
    internal void Resave(Tensor output) => _saved.Renew(output);

    /// <summary>Packs the saved tensors, except one that is not written yet.</summary>
    internal void Pack(SavedTensorPacking packing, Tensor? except = null) => _saved.Pack(this, packing, except);

    /// <summary>The tensors saved at present.</summary>
    internal IReadOnlyList<SavedTensor> SavedNow() => _saved.Now();

    /// <summary>The same operation with the same arguments, not yet applied.</summary>
    internal Op Fresh()
    {
        var copy = (Op)MemberwiseClone();
        copy._input0 = copy._input1 = null;
        copy._inputs = null;
        copy._saved = default;
        copy.Sequence = 0;
        copy._slotOwner = 0;
        copy._slot = default;
        copy._hooks = null;
        copy.Retained = null;
        (copy as MultiOp)?.Forget();
        return copy;
    }

    /// <summary>Like <see cref="Run"/>, but on a copy of the caller's inputs, since <see cref="Prepare"/> may replace them.</summary>
    private protected Tensor RunCopy(ReadOnlySpan<Tensor> inputs, out Tensor[]? all)
    {
        if (inputs.Length > InputBuffer.Length) return Run(inputs.ToArray(), out all);
        InputBuffer buffer = default;
        Span<Tensor> copy = ((Span<Tensor>)buffer)[..inputs.Length];
        inputs.CopyTo(copy);
        return Run(copy, out all);
    }

    /// <summary>Whether this operation is to be recorded, where operations are: some input takes a gradient.</summary>
    /// <exception cref="GraphException">The gradient of an input would be lost.</exception>
    internal bool IsTracked(ReadOnlySpan<Tensor> inputs)
    {
        bool any = false;
        foreach (Tensor input in inputs) any |= input.IsTracked(this); // every input: each may be one to refuse
        return any;
    }

    /// <summary>The list of hooks, made on first use; if several threads do so at once, all get the same one.</summary>
    internal HookList<GradientHook> RequireHooks()
    {
        if (_hooks is { } hooks) return hooks;
        hooks = new HookList<GradientHook>();
        return Interlocked.CompareExchange(ref _hooks, hooks, null) ?? hooks;
    }

    /// <summary>Shares the list of hooks of a node that this one replaces: removing a hook removes it from both.</summary>
    private protected void ShareHooks(Op replaced) => _hooks = replaced._hooks;

    /// <summary>Applies the operation; every <c>Apply</c> ends here.</summary>
    /// <param name="inputs">The inputs as given; they are replaced by the prepared ones.</param>
    /// <param name="all">All outputs of an operation with several, else null.</param>
    /// <returns>The first output.</returns>
    private Tensor Run(Span<Tensor> inputs, out Tensor[]? all)
    {
        Prepare(inputs);
        EngineState state = EngineState.Current;
        Spec = Check(inputs);
        state.Modes?.Observer?.Invoke(this);
        MultiOp? multi = IsMulti ? (MultiOp)this : null;
        bool record = !state.GradDisabled && IsTracked(inputs) && (multi?.TakesAnyGradient() ?? Spec.DType.IsFloating());
        Tensor output;
        if (!record)
        {
            output = Isolate(Forward(inputs, Spec), inputs, state.GradDisabled);
        }
        else
        {
            // Tensor operations inside a forward are not recorded: this node stands for all of them.
            state.GradDisabled = true;
            try
            {
                output = Isolate(Forward(inputs, Spec), inputs, noGrad: false);
            }
            finally
            {
                state.GradDisabled = false;
            }

            Record(inputs);
            if (multi is null) output.SetNode(this);
            else multi.Bind();
            Keep(inputs, output);
        }

        all = multi?.TakeOutputs();
        state.Modes?.Applied(this, inputs, all ?? new ReadOnlySpan<Tensor>(in output), record);
        return output;
    }

    /// <summary>
    /// Makes a forward's result a separate tensor: a view remembers its base; anything else must not share an input's storage, or the
    /// node set on it would be set on that input.
    /// </summary>
    private protected Tensor Isolate(Tensor output, ReadOnlySpan<Tensor> inputs, bool noGrad)
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
        Tensor input = inputs[index] ?? throw new ArgumentException($"{Name}: input {index} is null");
        return input.Storage.IsEnded ? throw TensorScopeException.Ended($"{Name}: input {index}, {input.Spec},") : input.Spec;
    }

    [InlineArray(2)]
    private struct InputPair
    {
        private Tensor _first;
    }

    [InlineArray(Length)]
    private struct InputBuffer
    {
        public const int Length = 4;
        private Tensor _first;
    }

    [InlineArray(4)]
    private struct SpecBuffer
    {
        private TensorSpec _first;
    }
}
