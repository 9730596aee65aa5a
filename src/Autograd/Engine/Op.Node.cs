using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Engine;
using Autograd.Memory;

namespace Autograd;

/// <content>The node on the tape: what the engine keeps of an applied operation, and how one is run and recorded.</content>
public abstract partial class Op
{
    private Op? _input0;
    private Op? _input1;
    private Op?[]? _inputs; // used instead of the two above if there are three or more inputs
    private SavedTensors _saved;
    private long _slotOwner;
    private GradientSlot _slot;
    private HookList<GradientHook>? _hooks;

    /// <summary>
    /// What <see cref="Tensor.GradFn"/> shows: the name of the method that the user called, where this node is the last of its several
    /// steps (the view that drops the dimensions of a sum is <c>sum</c>), else <see cref="Name"/>. A message about this operation itself
    /// uses <see cref="Name"/>.
    /// </summary>
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

    /// <summary>Hooks on the gradient of the output, in the order of registration; null when there are none.</summary>
    internal HookList<GradientHook>? Hooks => _hooks;

    /// <summary>The output, if its gradient is to be retained.</summary>
    internal Tensor? Retained { get; set; }

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

        if (inputs.Length > 4) return CheckMany(inputs);
        SpecBuffer buffer = default;
        for (int i = 0; i < inputs.Length; i++) buffer[i] = SpecOf(inputs, i);
        return Infer(((ReadOnlySpan<TensorSpec>)buffer)[..inputs.Length]);
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
    internal void Resave(Tensor output) => _saved.Replace(output, output);

    /// <summary>
    /// Computes the output apart from its target if it is saved, and saves that in its place, so that it can be packed before the target is
    /// written. Null if it is not saved.
    /// </summary>
    internal Tensor? Ahead(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        if (!_saved.Holds(output)) return null;
        Tensor value;
        using (GradMode.NoGrad()) value = Forward(inputs, Spec);
        foreach (Tensor input in inputs)
        {
            if (ReferenceEquals(value.Storage, input.Storage)) value = value.CopyData();
        }

        value.SetNode(this);
        _saved.Replace(output, value);
        return value;
    }

    /// <summary>Packs the saved tensors that are not packed yet.</summary>
    internal void Pack(SavedTensorPacking packing) => _saved.Pack(this, packing);

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

    /// <summary>As <see cref="Check"/>; apart from it, because a method clears its buffers on every call, used or not.</summary>
    private TensorSpec CheckMany(ReadOnlySpan<Tensor> inputs)
    {
        LongSpecBuffer buffer = default;
        Span<TensorSpec> specs = inputs.Length <= InputBuffer.Length
            ? ((Span<TensorSpec>)buffer)[..inputs.Length]
            : new TensorSpec[inputs.Length];
        for (int i = 0; i < specs.Length; i++) specs[i] = SpecOf(inputs, i);
        return Infer(specs);
    }

    private TensorSpec SpecOf(ReadOnlySpan<Tensor> inputs, int index)
    {
        Tensor input = inputs[index] ?? throw NullTensor.At(Name, "input", index);
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
        public const int Length = 6;
        private Tensor _first;
    }

    [InlineArray(4)]
    private struct SpecBuffer
    {
        private TensorSpec _first;
    }

    [InlineArray(InputBuffer.Length)]
    private struct LongSpecBuffer
    {
        private TensorSpec _first;
    }
}
