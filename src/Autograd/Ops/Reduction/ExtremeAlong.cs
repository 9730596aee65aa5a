namespace Autograd;

/// <summary>The largest or smallest along one dimension. Its indices are a side output without gradient.</summary>
internal sealed class ExtremeAlongOp(string name, int dim, bool largest) : Op
{
    private Tensor? _indices;
    private Shape _from;

    public override string Name => name;

    public static (Tensor Values, Tensor Indices) Run(string name, Tensor x, int dim, bool keepDim, bool largest)
    {
        if (x.Rank == 0)
        {
            (Tensor value, Tensor index) = Run(name, x.Unsqueeze(0), dim, keepDim: false, largest);
            return (value, index);
        }

        int at = x.Shape.NormalizeDim(name, dim);
        var op = new ExtremeAlongOp(name, at, largest);
        Tensor values = op.Apply(x), indices = op._indices!;
        return keepDim ? (values, indices) : (values.Squeeze(at), indices.Squeeze(at));
    }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        int[] dims = inputs[0].Shape.ToArray();
        if (dims[dim] == 0) throw new ShapeException($"{Name}: dimension {dim} of shape {inputs[0].Shape} has no elements, and {Name} of nothing is undefined");
        dims[dim] = 1;
        return inputs[0] with { Shape = Shape.Adopt(dims) };
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor values = Allocate(spec);
        _indices = Allocate(spec with { DType = DType.Int64 });
        if (values.Numel > 0) values.Device.ArgReduce(largest, inputs[0].Raw, dim, values.Raw, _indices.Raw);
        return values;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        _from = inputs[0].Shape;
        Save(_indices);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => Tensor.Zeros(_from, grad.DType).ScatterAdd(dim, Saved(0), grad);
}
