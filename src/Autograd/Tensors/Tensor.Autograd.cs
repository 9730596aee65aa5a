using Autograd.Engine;

namespace Autograd;

/// <summary>Gradients, from a tensor's point of view.</summary>
public partial class Tensor
{
    /// <summary>
    /// Computes the gradient of this tensor with respect to every leaf that it was computed from, and adds it to the leaf's
    /// <see cref="Grad"/>.
    /// </summary>
    /// <param name="gradient">The gradient of this tensor, of its shape; may be left out when it has one element (then 1).</param>
    /// <param name="retainGraph">
    /// True keeps the graph's saved tensors, so that it can be walked again; by default the value of <paramref name="createGraph"/>.
    /// </param>
    /// <param name="createGraph">True records the backward pass itself, for gradients of gradients.</param>
    /// <exception cref="GraphException">
    /// There is no graph, the gradient is missing and this tensor has more than one element, or the graph was freed or overwritten.
    /// </exception>
    public void Backward(Tensor? gradient = null, bool? retainGraph = null, bool createGraph = false)
    {
        if (!RequiresGrad)
        {
            throw new GraphException(
                "backward: this tensor does not require grad and was not computed from one that does; "
                + "create the inputs with requiresGrad: true, and compute outside GradMode.NoGrad()");
        }

        RequireHistory("backward");
        Tensor seed = Autodiff.Seed("backward", this, gradient);
        new Tape(retainGraph ?? createGraph, createGraph).Walk([this], [seed], []);
    }

    /// <summary>Sets <see cref="RequiresGrad"/> and returns this tensor: <c>Tensor.Zeros(3).RequiresGrad_()</c>.</summary>
    /// <param name="requiresGrad">Whether operations on this tensor are recorded.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="GraphException">False, for a tensor that was computed: use <see cref="Detach()"/>.</exception>
    /// <exception cref="DTypeException">True, for integers or bools.</exception>
    public Tensor RequiresGrad_(bool requiresGrad = true)
    {
        RequiresGrad = requiresGrad;
        return this;
    }

    /// <summary>
    /// PyTorch's old name for <see cref="Detach()"/>: the same memory without history. Setting it overwrites the elements, unrecorded.
    /// </summary>
    /// <exception cref="ShapeException">Set to a tensor that does not broadcast to this shape.</exception>
    [Obsolete("Data is the old name of Detach(). To change a leaf, as x.Data.Sub_(…) did, write using (GradMode.NoGrad()) x.Sub_(…).")]
    public Tensor Data
    {
        get => Detach();
        set
        {
            value.NotNull();
            Detach().Copy_(value.Detach());
        }
    }

    /// <summary>Makes this computed tensor keep its gradient in <see cref="Grad"/>, as leaves do.</summary>
    /// <remarks>
    /// After an in-place change, of this tensor or of one that it is a view of, it is the gradient of the new value. A function that
    /// <see cref="RegisterHook"/> registered before the change still sees that of the old one.
    /// </remarks>
    /// <exception cref="GraphException">The tensor does not require grad.</exception>
    public void RetainGrad()
    {
        if (!RequiresGrad) throw new GraphException("retain_grad: this tensor does not require grad, so it will never have one");
        if (!IsLeaf) Node!.Retained = this;
    }

    /// <summary>
    /// Calls a function with this tensor's gradient, each time a backward pass has computed it and before it is accumulated or passed on.
    /// </summary>
    /// <param name="hook">Returns null to keep the gradient, or another one of the same shape and dtype to replace it.</param>
    /// <returns>The registration; dispose it to remove the hook.</returns>
    /// <exception cref="GraphException">The tensor does not require grad.</exception>
    public GradientHook RegisterHook(Func<Tensor, Tensor?> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return RequiresGrad
            ? new GradientHook(Node!, hook)
            : throw new GraphException("register_hook: this tensor does not require grad, so there is no gradient to see");
    }

    /// <summary>Calls a function each time a backward pass has added to this leaf's <see cref="Grad"/>: the gradient is ready.</summary>
    /// <param name="hook">
    /// Receives this tensor. It may step an optimizer and set <see cref="Grad"/> to null, so that not all gradients are held at once.
    /// </param>
    /// <returns>The registration; dispose it to remove the hook.</returns>
    /// <exception cref="GraphException">The tensor does not require grad, or is not a leaf.</exception>
    /// <remarks>
    /// PyTorch's <c>register_post_accumulate_grad_hook</c>.
    /// <see cref="Autodiff.Grad(ReadOnlySpan{Tensor}, ReadOnlySpan{Tensor}, ReadOnlySpan{Tensor}, bool?, bool, bool)"/> adds to no leaf and
    /// does not call these hooks.
    /// </remarks>
    public HookHandle RegisterPostAccumulateGradHook(Action<Tensor> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        if (!RequiresGrad)
            throw new GraphException("register_post_accumulate_grad_hook: this tensor does not require grad, so no gradient will be added");
        return Node is AccumulateGradOp leaf
            ? leaf.OnReady(hook)
            : throw new GraphException(
                $"register_post_accumulate_grad_hook: gradients are added up on leaves, and this tensor was made by {GradFn}; use "
                + "RegisterHook");
    }
}
