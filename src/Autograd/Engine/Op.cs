using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Autograd.Devices;
using Autograd.Engine;

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
public abstract partial class Op
{
    /// <summary>
    /// The operation's name in messages, as PyTorch writes it: <c>log_softmax</c>. <see cref="Tensor.GradFn"/> shows it too, except where a
    /// method takes several operations: there it shows the method's name.
    /// </summary>
    public virtual string Name => OpName.Of(GetType());

    /// <summary>True for a <see cref="MultiOp"/>: a field, because a type test on every application would cost more.</summary>
    private protected bool IsMulti { get; init; }

    /// <summary>True for an operation whose output shares its input's storage.</summary>
    internal virtual bool IsView => false;

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
}
