using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// A part of the tensor, or (assigned to) a change of that part in place. Numbers, ranges and new axes give a view: <c>x[0]</c>,
    /// <c>x[^1]</c>, <c>x[.., 1..3]</c>, <c>x[TensorIndex.NewAxis]</c>. Tensors of indices and masks give a copy: <c>x[mask]</c>,
    /// <c>x[rows, columns]</c>, <c>x[.., index]</c>; index tensors broadcast together, and their dimensions stand where they stood if they
    /// are side by side, else first. Gradient: grad in that part, added up where a place is named several times, 0 elsewhere.
    /// </summary>
    /// <remarks>
    /// What is assigned is broadcast to the part, and the gradient flows to it too. A number takes this dtype, and so does what is assigned
    /// to a view, and a single value under a mask; other values at index tensors must have it, as in PyTorch. Where an index names a place
    /// several times, the last value stays; <see cref="IndexPut_"/> can add them.
    /// </remarks>
    /// <exception cref="TensorIndexException">A place is out of range, there are too many, a mask does not fit, or the tensors do not
    /// broadcast.</exception>
    /// <exception cref="ShapeException">What is assigned does not broadcast to the part.</exception>
    /// <exception cref="DTypeException">Values of another dtype are assigned at index tensors.</exception>
    [IndexerName("At")] // the default name, Item, is PyTorch's for reading one number
    public Tensor this[params ReadOnlySpan<TensorIndex> index]
    {
        get => AdvancedIndex.Asked(index)
            ? AdvancedIndex.Resolve(this, index).Read()
            : new IndexOp(Shape, BasicIndex.Resolve(Shape, index)).Apply(this);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value is NumberTensor number) value = number.In(DType) ?? value;
            if (!AdvancedIndex.Asked(index)) SetPart(this[index], value);
            else if (value is { Rank: 0, RequiresGrad: false } && MaskOf(index) is { } mask) MaskedFill_(mask, value.ToScalar());
            else AdvancedIndex.Resolve(this, index).Write_(value, accumulate: false);
        }
    }

    /// <summary>A view of some places along a dimension. Gradient: grad in that part, 0 elsewhere.</summary>
    /// <exception cref="TensorIndexException">The range reaches outside the dimension.</exception>
    public Tensor Narrow(int dim, int start, int length)
    {
        int at = Shape.NormalizeDim("narrow", dim), from = start < 0 ? start + Shape[at] : start;
        if (from < 0 || length < 0 || from > Shape[at] - length)
            throw new TensorIndexException($"narrow: {length} places from {start} reach outside dimension {at} of size {Shape[at]}, shape {Shape}");
        return new IndexOp(Shape, BasicIndex.Narrow(Shape, at, from, length)).Apply(this);
    }

    /// <summary>A view of one place along a dimension, which is dropped. Gradient: grad in that part, 0 elsewhere.</summary>
    /// <exception cref="TensorIndexException">The place is outside the dimension.</exception>
    public Tensor Select(int dim, int index)
    {
        int at = Shape.NormalizeDim("select", dim);
        if (index < -Shape[at] || index >= Shape[at])
            throw new TensorIndexException($"select: index {index} is out of range for dimension {at} with size {Shape[at]}, shape {Shape}");
        return Narrow(at, index, 1).Squeeze(at).CalledAs("select");
    }

    // Dimensions of size 1 in front of the part's are no hindrance, as in NumPy and PyTorch.
    private static void SetPart(Tensor part, Tensor value)
    {
        int extra = value.Rank - part.Rank;
        while (extra > 0 && value.Shape[0] == 1)
        {
            value = value.Squeeze(0);
            extra--;
        }

        part.Copy_(value);
    }

    // A mask of the whole tensor: it needs no list of places.
    private Tensor? MaskOf(ReadOnlySpan<TensorIndex> index) =>
        index.Length == 1 && index[0].Tensor is { DType: DType.Bool } mask && mask.Shape == Shape && mask.Rank > 0 ? mask.To(Device) : null;

    private Scalar ToScalar() => DType.IsFloating() ? new Scalar(Item<double>()) : new Scalar(Item<long>());

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
        Tensor y = Tensor.Zeros(spec.Shape, spec.DType, device: inputs[0].Device);
        y.Device.Copy(inputs[0].Raw, new View(y.Storage, index.Move(y.Layout)));
        return y;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => new IndexOp(to, index).Apply(grad);
}
