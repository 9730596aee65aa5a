using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// A differentiable operation with several outputs: several that take gradients (a decomposition), or one with by-products of the forward
/// (values and their indices, a normalised tensor and its statistics).
/// </summary>
/// <remarks>
/// <para>The counterparts of <see cref="Op"/>'s methods end in <c>All</c>. An output takes a gradient if it is floating, unless
/// <see cref="IsDifferentiable(int)"/> says otherwise. Outputs that a VJP needs are saved in <see cref="KeepAll"/> like anything
/// else, never held in a field.</para>
/// <para>On the tape each output that takes a gradient gets a node, an <see cref="OutputOp"/>, which carries its hooks and hands its sum
/// to this node; the walk visits this node once, with the gradients of all outputs. Where only the first output takes a gradient, this
/// object is its node.</para>
/// <para>The engine calls, in this order: <c>Infer</c> and <c>Forward</c>, which hold specs and outputs for the rest of the application;
/// then, only where it is recorded, <c>Bind</c>, when this node has its inputs and its number, and <c>Keep</c>, which needs the nodes of
/// the outputs that it saves; and last, always, <c>TakeOutputs</c>. <c>Forget</c> is not part of it: a copy made by <c>Fresh</c>, to be
/// applied again, starts with it.</para>
/// </remarks>
public abstract class MultiOp : Op
{
    private TensorSpec[] _specs = [];
    private Tensor[]? _outputs;

    /// <summary>Creates an operation that has not been applied.</summary>
    protected MultiOp() => IsMulti = true;

    /// <summary>The nodes of the outputs, null for one that takes no gradient. Null where this node is itself the first output's.</summary>
    internal OutputOp?[]? OutputNodes { get; private set; }

    /// <summary>The outputs' shapes and dtypes.</summary>
    internal ReadOnlySpan<TensorSpec> Specs => _specs;

    /// <summary>Applies the operation and returns all outputs.</summary>
    /// <param name="inputs">The inputs, in the order that the operation defines.</param>
    /// <returns>The outputs, in the order of <see cref="InferAll"/>.</returns>
    /// <exception cref="AutogradException">The inputs do not fit; nothing has been computed or changed.</exception>
    public Tensor[] ApplyAll(params ReadOnlySpan<Tensor> inputs)
    {
        RunCopy(inputs, out Tensor[]? all);
        return all!;
    }

    /// <summary>The outputs' shapes and dtypes, at least one. Pure: every error is thrown here, before any work.</summary>
    /// <param name="inputs">The shapes and dtypes of the prepared inputs.</param>
    /// <returns>One for each output.</returns>
    protected internal abstract TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs);

    /// <summary>Computes the outputs. Tensor operations used here are not recorded.</summary>
    /// <param name="inputs">The prepared inputs.</param>
    /// <param name="specs">What <see cref="InferAll"/> returned for them.</param>
    /// <returns>The outputs, with those shapes and dtypes.</returns>
    protected internal abstract Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs);

    /// <summary>Saves the inputs and outputs that the VJP will need, and nothing else.</summary>
    /// <param name="inputs">The prepared inputs.</param>
    /// <param name="outputs">The outputs.</param>
    protected internal virtual void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
    }

    /// <summary>The gradients of the inputs that need one, in differentiable tensor operations.</summary>
    /// <param name="grads">The gradient of each output; null stands for zero. At least one is not null.</param>
    /// <param name="needed">Which inputs' gradients are requested.</param>
    /// <param name="results">Receives them, in the order of the inputs; null stands for zero.</param>
    protected internal abstract void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results);

    /// <summary>
    /// The derivatives of the outputs along tangents of the inputs (forward mode). By default the transpose of <see cref="VjpAll"/>.
    /// </summary>
    /// <param name="tangents">One for each input; null stands for zero. At least one is not null.</param>
    /// <param name="results">Receives one for each output; null stands for zero.</param>
    protected internal virtual void JvpAll(ReadOnlySpan<Tensor?> tangents, Span<Tensor?> results) =>
        Engine.ForwardWalk.TransposeAll(this, tangents, results);

    /// <summary>Whether an output takes a gradient; an output that is not floating never does.</summary>
    /// <param name="output">Its index among the outputs.</param>
    /// <returns>True by default. False for outputs that are only reported, such as statistics.</returns>
    protected virtual bool IsDifferentiable(int output) => true;

    /// <inheritdoc/>
    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        _specs = InferAll(inputs);
        if (_specs.Length > 0) return _specs[0];
        throw new GraphException($"{Name}: its InferAll returned no output; an operation has at least one");
    }

    /// <inheritdoc/>
    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor[] outputs = ForwardAll(inputs, _specs);
        if (outputs.Length != _specs.Length)
        {
            throw new GraphException(
                $"{Name}: its ForwardAll returned {outputs.Length} outputs, but its InferAll promised {_specs.Length}");
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].Spec != _specs[i])
            {
                throw new GraphException(
                    $"{Name}: its ForwardAll returned {outputs[i].Spec} for output {i}, but its InferAll promised {_specs[i]}");
            }

            // Each must be a separate tensor, neither an input nor another output, or they would share a node.
            outputs[i] = Isolate(outputs[i], inputs, noGrad: false);
            for (int j = 0; j < i; j++)
            {
                if (ReferenceEquals(outputs[i].Storage, outputs[j].Storage)) outputs[i] = outputs[i].CopyData();
            }
        }

        _outputs = outputs;
        return outputs[0];
    }

    /// <inheritdoc/>
    protected internal sealed override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => KeepAll(inputs, _outputs);

    /// <inheritdoc/>
    protected internal sealed override Tensor? Vjp(int input, Tensor grad)
    {
        var needed = new bool[InputCount];
        var results = new Tensor?[InputCount];
        needed[input] = true;
        Vjps(grad, needed, results);
        return results[input];
    }

    /// <inheritdoc/>
    protected internal sealed override void Vjps(Tensor grad, ReadOnlySpan<bool> needed, Span<Tensor?> grads)
    {
        FewTensors buffer = default;
        int count = _specs.Length;
        Span<Tensor?> arrived = count <= FewTensors.Length ? ((Span<Tensor?>)buffer)[..count] : new Tensor?[count];
        arrived[0] = grad;
        VjpAll(arrived, needed, grads);
    }

    /// <inheritdoc/>
    protected internal sealed override Tensor? Jvp(ReadOnlySpan<Tensor?> tangents)
    {
        var results = new Tensor?[_specs.Length];
        JvpAll(tangents, results);
        return results[0];
    }

    /// <summary>True if some output takes a gradient.</summary>
    internal bool TakesAnyGradient()
    {
        for (int i = 0; i < _specs.Length; i++)
        {
            if (TakesGradient(i)) return true;
        }

        return false;
    }

    /// <summary>Whether an output takes a gradient.</summary>
    internal bool TakesGradient(int output) => _specs[output].DType.IsFloating() && IsDifferentiable(output);

    /// <summary>
    /// Sets the outputs' nodes: after this node was recorded, so that theirs come after it, and before any of them is saved.
    /// </summary>
    internal void Bind()
    {
        Tensor[] outputs = _outputs!;
        bool several = !TakesGradient(0);
        for (int i = 1; i < outputs.Length; i++) several |= TakesGradient(i);
        if (!several)
        {
            outputs[0].SetNode(this);
            return;
        }

        OutputNodes = new OutputOp?[outputs.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            if (TakesGradient(i)) outputs[i].SetNode(OutputNodes[i] = new OutputOp(this, i));
        }
    }

    /// <summary>Hands the outputs to the caller, as the last step: from then on the node keeps only those that were saved.</summary>
    internal Tensor[] TakeOutputs()
    {
        Tensor[] outputs = _outputs!;
        _outputs = null;
        return outputs;
    }

    /// <summary>Clears the state of a previous application, in a copy that will be applied again.</summary>
    internal void Forget()
    {
        OutputNodes = null;
        _outputs = null;
    }

    [InlineArray(Length)]
    private struct FewTensors
    {
        public const int Length = 4;
        private Tensor? _first;
    }
}
