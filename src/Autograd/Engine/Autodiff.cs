using System.Runtime.CompilerServices;
using Autograd.Engine;

namespace Autograd;

/// <summary>Functional derivatives, which leave every <see cref="Tensor.Grad"/> untouched.</summary>
public static partial class Autodiff
{
    /// <summary>The gradients of outputs with respect to inputs: Σ over the outputs of vᵀ·∂output/∂input.</summary>
    /// <param name="outputs">Tensors that were computed from the inputs.</param>
    /// <param name="inputs">Leaves or computed tensors that require grad.</param>
    /// <param name="gradOutputs">v for each output, with its shape; may be omitted for outputs of one element (then 1).</param>
    /// <param name="retainGraph">True keeps the tensors saved by the graph; defaults to <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">True records the pass, so that the results can be differentiated again.</param>
    /// <param name="allowUnused">True gives null for an input that the outputs do not depend on; false makes that an error.</param>
    /// <returns>One gradient for each input, in order.</returns>
    /// <exception cref="GraphException">An input or output has no graph, or an input is unused.</exception>
    /// <exception cref="ShapeException">A v does not have the shape of its output.</exception>
    /// <exception cref="DTypeException">A v does not have the dtype of its output.</exception>
    public static Tensor?[] Grad(
        ReadOnlySpan<Tensor> outputs,
        ReadOnlySpan<Tensor> inputs,
        ReadOnlySpan<Tensor?> gradOutputs = default,
        bool? retainGraph = null,
        bool createGraph = false,
        bool allowUnused = false)
    {
        if (inputs.Length == 0) throw new GraphException("grad: name at least one input");
        if (gradOutputs.Length != 0 && gradOutputs.Length != outputs.Length)
            throw new GraphException($"grad: {gradOutputs.Length} gradients for {outputs.Length} outputs");
        NullTensor.Refuse("grad", "output", outputs);
        NullTensor.Refuse("grad", "input", inputs);
        var seeds = new Tensor[outputs.Length];
        for (int i = 0; i < seeds.Length; i++)
        {
            if (!outputs[i].RequiresGrad)
            {
                throw new GraphException(
                    $"grad: output {i} does not require grad and was not computed from a tensor that does; "
                    + "compute it outside GradMode.NoGrad()");
            }

            outputs[i].RequireHistory("grad");
            seeds[i] = Seed("grad", outputs[i], gradOutputs.Length == 0 ? null : gradOutputs[i]);
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            if (!inputs[i].RequiresGrad)
                throw new GraphException($"grad: input {i} does not require grad; create it with requiresGrad: true");
        }

        Tensor?[] found = new Tape(retainGraph ?? createGraph, createGraph).Walk(outputs, seeds, inputs);
        for (int i = 0; i < found.Length; i++)
        {
            // The same tensor given twice has one node: both entries get its gradient.
            for (int j = 0; j < i && found[i] is null; j++)
            {
                if (ReferenceEquals(inputs[i].Node, inputs[j].Node)) found[i] = found[j];
            }

            if (found[i] is null && !allowUnused)
            {
                throw new GraphException(
                    $"grad: the outputs do not depend on input {i} (shape {inputs[i].Shape}); pass allowUnused: true to get null for it");
            }
        }

        return found;
    }

    /// <summary>The gradients of one output with respect to several inputs: <c>Autodiff.Grad(loss, model.Parameters())</c>.</summary>
    /// <inheritdoc cref="Grad(ReadOnlySpan{Tensor}, ReadOnlySpan{Tensor}, ReadOnlySpan{Tensor}, bool?, bool, bool)"/>
    /// <param name="output">A tensor that was computed from the inputs.</param>
    /// <param name="inputs">Leaves or computed tensors that require grad.</param>
    /// <param name="gradOutput">v, with the output's shape; may be omitted for an output of one element (then 1).</param>
    /// <param name="retainGraph">True keeps the tensors saved by the graph; defaults to <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">True records the pass, so that the results can be differentiated again.</param>
    /// <param name="allowUnused">True gives null for an input that the output does not depend on; false makes that an error.</param>
    public static Tensor?[] Grad(
        Tensor output,
        IEnumerable<Tensor> inputs,
        Tensor? gradOutput = null,
        bool? retainGraph = null,
        bool createGraph = false,
        bool allowUnused = false)
        => Grad(
            [output],
            inputs.NotNull().ToArray(),
            gradOutput is null ? default(ReadOnlySpan<Tensor?>) : [gradOutput],
            retainGraph,
            createGraph,
            allowUnused);

    /// <summary>The gradients of outputs with respect to inputs, given as lists or other sequences.</summary>
    /// <inheritdoc cref="Grad(ReadOnlySpan{Tensor}, ReadOnlySpan{Tensor}, ReadOnlySpan{Tensor}, bool?, bool, bool)"/>
    [OverloadResolutionPriority(-1)]
    public static Tensor?[] Grad(
        IEnumerable<Tensor> outputs,
        IEnumerable<Tensor> inputs,
        IEnumerable<Tensor?>? gradOutputs = null,
        bool? retainGraph = null,
        bool createGraph = false,
        bool allowUnused = false)
        => Grad(
            outputs.NotNull().ToArray(),
            inputs.NotNull().ToArray(),
            gradOutputs is null ? [] : gradOutputs.ToArray(),
            retainGraph,
            createGraph,
            allowUnused);

    /// <summary>The gradient of one output with respect to one input.</summary>
    /// <inheritdoc cref="Grad(ReadOnlySpan{Tensor}, ReadOnlySpan{Tensor}, ReadOnlySpan{Tensor}, bool?, bool, bool)"/>
    /// <param name="output">A tensor that was computed from the input.</param>
    /// <param name="input">A leaf or computed tensor that requires grad.</param>
    /// <param name="gradOutput">v, with the output's shape; may be omitted for an output of one element (then 1).</param>
    /// <param name="retainGraph">True keeps the tensors saved by the graph; defaults to <paramref name="createGraph"/>.</param>
    /// <param name="createGraph">True records the pass, so that the result can be differentiated again.</param>
    /// <returns>The gradient of the input.</returns>
    public static Tensor Grad(Tensor output, Tensor input, Tensor? gradOutput = null, bool? retainGraph = null, bool createGraph = false) =>
        Grad([output], [input], gradOutput is null ? default(ReadOnlySpan<Tensor?>) : [gradOutput], retainGraph, createGraph)[0]!;

    /// <summary>The gradient that a pass starts from: the given one, checked, or 1 for an output of one element.</summary>
    internal static Tensor Seed(string op, Tensor output, Tensor? given)
    {
        if (given is null)
        {
            if (output.Numel == 1) return output.OnesLike();
            throw new GraphException(
                $"{op}: a gradient can be left out for a tensor of one element only, and this one is {output.Shape}; "
                + "reduce it with Sum() or Mean(), or give a gradient of its shape");
        }

        if (given.Shape != output.Shape) throw new ShapeException($"{op}: the gradient is {given.Shape}, but the tensor is {output.Shape}");
        if (given.DType != output.DType)
            throw new DTypeException(
                $"{op}: the gradient is {given.DType.Text()}, but the tensor is {output.DType.Text()}; "
                + $"convert it with To(DType.{output.DType})");
        if (!ReferenceEquals(given.Device, output.Device))
            throw new DeviceException(
                $"{op}: the gradient is on {given.Device}, but the tensor is on {output.Device}; move it with To(device)");
        given.Storage.IsShared = true;
        return given;
    }
}
