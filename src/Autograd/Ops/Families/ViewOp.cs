using Autograd.Memory;

namespace Autograd;

/// <summary>The family of operations that copy nothing: the output is a view of the input's storage with another layout.</summary>
internal abstract class ViewOp : Op
{
    internal sealed override bool IsView => true;

    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireInputs(inputs.Length, 1);
        return inputs[0] with { Shape = InferShape(inputs[0].Shape) };
    }

    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) =>
        inputs[0].Alias(Move(inputs[0].Layout, spec.Shape));

    /// <summary>The output's shape, or an error that names the operation.</summary>
    protected abstract Shape InferShape(Shape input);

    /// <summary>The output's layout over the same storage.</summary>
    protected abstract Layout Move(Layout input, Shape output);
}
