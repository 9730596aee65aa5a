namespace Autograd;

/// <summary>
/// The node of one output of a <see cref="MultiOp"/>. Hooks are registered here; the gradient is passed on to the operation together with
/// those of the other outputs.
/// </summary>
/// <remarks>Recorded after the operation, so that the walk visits every output before the operation.</remarks>
internal sealed class OutputOp : Op
{
    public OutputOp(MultiOp source, int index)
    {
        (Source, Index) = (source, index);
        Spec = source.Specs[index];
        Record(source);
    }

    public override string Name => Source.Name;

    /// <summary>The operation.</summary>
    public MultiOp Source { get; }

    /// <summary>The index among its outputs.</summary>
    public int Index { get; }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => Spec;

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => inputs[0];

    protected internal override Tensor? Vjp(int input, Tensor grad) => grad;
}
