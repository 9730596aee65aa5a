using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// A part of the tensor; assigning to it changes that part in place. Numbers, ranges and new axes give a view: <c>x[0]</c>,
    /// <c>x[^1]</c>, <c>x[.., 1..3]</c>, <c>x[TensorIndex.NewAxis]</c>. Tensors of indices and masks give a copy: <c>x[mask]</c>,
    /// <c>x[rows, columns]</c>, <c>x[.., index]</c>; index tensors broadcast together, and their dimensions stay in place if the index
    /// tensors are adjacent, else come first. Gradient: grad in that part, added up where an element is selected several times, 0
    /// elsewhere.
    /// </summary>
    /// <param name="index">One index for each dimension from the first on; dimensions without one are kept whole.</param>
    /// <remarks>
    /// The assigned value broadcasts to the part, and the gradient flows to it too. A number is converted to this dtype, and so is a value
    /// assigned to a view, or a single value under a mask; other values at index tensors must already have it, as in PyTorch. Where an
    /// index selects an element several times, the last value is kept; <see cref="IndexPut_"/> can add them.
    /// </remarks>
    /// <exception cref="TensorIndexException">An index is out of range, there are too many, a mask does not fit, or the tensors do not
    /// broadcast.</exception>
    /// <exception cref="ShapeException">The assigned value does not broadcast to the part.</exception>
    /// <exception cref="DTypeException">
    /// Values of another dtype are assigned at index tensors, or a number that this dtype does not hold.
    /// </exception>
    [IndexerName("At")] // the default name, Item, is PyTorch's for reading one number
    public Tensor this[params ReadOnlySpan<TensorIndex> index]
    {
        get => GetPart(index);
        set => SetPart(index, value);
    }

    // Up to four indices have their own forms: no list of them is made, and F#, which knows no params spans, can write x[0, 1].

    /// <inheritdoc cref="this[ReadOnlySpan{TensorIndex}]"/>
    /// <param name="first">What is selected along the first dimension.</param>
    [IndexerName("At")]
    public Tensor this[TensorIndex first]
    {
        get => GetPart([first]);
        set => SetPart([first], value);
    }

    /// <inheritdoc cref="this[ReadOnlySpan{TensorIndex}]"/>
    /// <param name="first">What is selected along the first dimension.</param>
    /// <param name="second">What is selected along the next.</param>
    [IndexerName("At")]
    public Tensor this[TensorIndex first, TensorIndex second]
    {
        get => GetPart([first, second]);
        set => SetPart([first, second], value);
    }

    /// <inheritdoc cref="this[ReadOnlySpan{TensorIndex}]"/>
    /// <param name="first">What is selected along the first dimension.</param>
    /// <param name="second">What is selected along the next.</param>
    /// <param name="third">What is selected along the one after it.</param>
    [IndexerName("At")]
    public Tensor this[TensorIndex first, TensorIndex second, TensorIndex third]
    {
        get => GetPart([first, second, third]);
        set => SetPart([first, second, third], value);
    }

    /// <inheritdoc cref="this[ReadOnlySpan{TensorIndex}]"/>
    /// <param name="first">What is selected along the first dimension.</param>
    /// <param name="second">What is selected along the next.</param>
    /// <param name="third">What is selected along the one after it.</param>
    /// <param name="fourth">What is selected along the fourth.</param>
    [IndexerName("At")]
    public Tensor this[TensorIndex first, TensorIndex second, TensorIndex third, TensorIndex fourth]
    {
        get => GetPart([first, second, third, fourth]);
        set => SetPart([first, second, third, fourth], value);
    }

    /// <summary>A view of a range along a dimension. Gradient: grad in that part, 0 elsewhere.</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="start">The first index; a negative one counts from the end.</param>
    /// <param name="length">The number of indices.</param>
    /// <returns>The view.</returns>
    /// <exception cref="TensorIndexException">The range reaches outside the dimension.</exception>
    public Tensor Narrow(int dim, int start, int length)
    {
        int at = Shape.NormalizeDim("narrow", dim), from = start < 0 ? start + Shape[at] : start;
        if (from < 0 || length < 0 || from > Shape[at] - length)
            throw new TensorIndexException(
                $"narrow: {length} elements from {start} reach outside dimension {at} of size {Shape[at]}, shape {Shape}");
        return new IndexOp(Shape, BasicIndex.Narrow(Shape, at, from, length)).Apply(this);
    }

    /// <summary>A view at one index of a dimension, which is dropped. Gradient: grad in that part, 0 elsewhere.</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="index">The index; a negative one counts from the end.</param>
    /// <returns>The view, without the dimension.</returns>
    /// <exception cref="TensorIndexException">The index is outside the dimension.</exception>
    public Tensor Select(int dim, int index)
    {
        int at = Shape.NormalizeDim("select", dim);
        if (index < -Shape[at] || index >= Shape[at])
            throw new TensorIndexException(
                $"select: index {index} is out of range for dimension {at} with size {Shape[at]}, shape {Shape}");
        return Narrow(at, index, 1).Squeeze(at).WithCallName("select");
    }

    private Tensor GetPart(ReadOnlySpan<TensorIndex> index) => AdvancedIndex.IsNeeded(index)
        ? AdvancedIndex.Resolve(this, index).Read()
        : new IndexOp(Shape, BasicIndex.Resolve(Shape, index)).Apply(this);

    private void SetPart(ReadOnlySpan<TensorIndex> index, Tensor value)
    {
        value.NotNull(method: "index_put");
        if (value is NumberTensor number)
        {
            number.RequireIn(DType, "index_put");
            value = number.In(DType) ?? value;
        }

        if (!AdvancedIndex.IsNeeded(index)) CopyInto(GetPart(index), value);
        else if (value is { Rank: 0, RequiresGrad: false } && MaskOf(index) is { } mask) MaskedFill_(mask, value.ToScalar());
        else AdvancedIndex.Resolve(this, index).Write_(value, accumulate: false);
    }

    // The value may have extra leading dimensions of size 1, as in NumPy and PyTorch.
    private static void CopyInto(Tensor part, Tensor value)
    {
        int extra = value.Rank - part.Rank;
        while (extra > 0 && value.Shape[0] == 1)
        {
            value = value.Squeeze(0);
            extra--;
        }

        // A single number may be written into an expanded part, as PyTorch fills one.
        (value.Numel == 1 ? part.Unexpanded() : part).CopyInPlace(value, "index_put");
    }

    // A mask of the whole tensor, which needs no index positions.
    private Tensor? MaskOf(ReadOnlySpan<TensorIndex> index) =>
        index.Length == 1 && index[0].Tensor is { DType: DType.Bool } mask && mask.Shape == Shape && mask.Rank > 0 ? mask.To(Device) : null;

    private Scalar ToScalar() => DType.IsFloating() ? new Scalar(Item<double>()) : new Scalar(Item<long>());

    /// <summary>This tensor at the start of every dimension of a larger tensor of zeros.</summary>
    internal Tensor PadTo(Shape shape)
    {
        var items = new TensorIndex[shape.Rank];
        for (int i = 0; i < items.Length; i++) items[i] = ..Shape[i];
        return new IndexGradOp(shape, BasicIndex.Resolve(shape, items)).Apply(this);
    }

    /// <inheritdoc cref="Narrow(int, int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension.</param>
    /// <param name="start">The first index; a negative one counts from the end.</param>
    /// <param name="length">The number of indices.</param>
    public static Tensor Narrow(Tensor input, int dim, int start, int length) => input.NotNull().Narrow(dim, start, length);

    /// <inheritdoc cref="Select(int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension.</param>
    /// <param name="index">The index; a negative one counts from the end.</param>
    public static Tensor Select(Tensor input, int dim, int index) => input.NotNull().Select(dim, index);
}

internal sealed class IndexOp(Shape from, BasicIndex index) : ViewOp
{
    protected internal override Tensor Vjp(int input, Tensor grad) => new IndexGradOp(from, index).Apply(grad);

    protected override Shape InferShape(Shape input) => index.Output;

    protected override Layout Move(Layout input, Shape output) => index.Move(input);
}

/// <summary>Writes a tensor into the part of a zero tensor that an index selects: the adjoint of <see cref="IndexOp"/>.</summary>
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
