using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// A view of a part, or (assigned to) a change of that part in place: <c>x[0]</c>, <c>x[^1]</c>, <c>x[.., 1..3]</c>,
    /// <c>x[TensorIndex.NewAxis]</c>. Gradient: grad in that part, 0 elsewhere.
    /// </summary>
    /// <exception cref="TensorIndexException">A number is out of range, or there are too many places.</exception>
    [IndexerName("At")] // the default name, Item, is PyTorch's for reading one number
    public Tensor this[params ReadOnlySpan<TensorIndex> index]
    {
        get => new IndexOp(Shape, BasicIndex.Resolve(Shape, index)).Apply(this);
        set => this[index].Copy_(value);
    }

    /// <summary>A view of some places along a dimension. Gradient: grad in that part, 0 elsewhere.</summary>
    /// <exception cref="TensorIndexException">The range reaches outside the dimension.</exception>
    public Tensor Narrow(int dim, int start, int length)
    {
        int at = Shape.NormalizeDim(dim), from = start < 0 ? start + Shape[at] : start;
        if (from < 0 || length < 0 || from > Shape[at] - length)
            throw new TensorIndexException($"narrow: {length} places from {start} reach outside dimension {at} of size {Shape[at]}, shape {Shape}");
        return new IndexOp(Shape, BasicIndex.Narrow(Shape, at, from, length)).Apply(this);
    }

    /// <summary>A view of one place along a dimension, which is dropped. Gradient: grad in that part, 0 elsewhere.</summary>
    /// <exception cref="TensorIndexException">The place is outside the dimension.</exception>
    public Tensor Select(int dim, int index) => Narrow(dim, index, 1).Squeeze(dim);

    /// <summary>This tensor in the first corner of a larger one of zeros.</summary>
    internal Tensor PadTo(Shape shape)
    {
        var items = new TensorIndex[shape.Rank];
        for (int i = 0; i < items.Length; i++) items[i] = ..Shape[i];
        return new IndexGradOp(shape, BasicIndex.Resolve(shape, items)).Apply(this);
    }
}

internal sealed class IndexOp(Shape from, BasicIndex index) : ViewOp
{
    protected internal override Tensor Vjp(int input, Tensor grad) => new IndexGradOp(from, index).Apply(grad);

    protected override Shape InferShape(Shape input) => index.Output;

    protected override Layout Move(Layout input, Shape output) => index.Move(input);
}

/// <summary>Zeros, with a tensor in the part that an index selects: the adjoint of <see cref="IndexOp"/>.</summary>
internal sealed class IndexGradOp(Shape to, BasicIndex index) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = to };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Tensor.Zeros(spec.Shape, spec.DType);
        y.Device.Copy(inputs[0].Raw, new View(y.Storage, index.Move(y.Layout)));
        return y;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => new IndexOp(to, index).Apply(grad);
}
