using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// This tensor with values in the part that an index selects. Gradient: grad, 0 where it was replaced; to the values, grad in that
    /// part.
    /// </summary>
    /// <param name="index">The index, as in <c>x[…]</c>, with at least one tensor.</param>
    /// <param name="values">The values to write, of this dtype; they broadcast to the part.</param>
    /// <param name="accumulate">True adds the values, including where the index selects an element several times; false keeps the last
    /// one.</param>
    /// <returns>A tensor of this shape.</returns>
    /// <exception cref="TensorIndexException">The index does not fit, or holds no tensor.</exception>
    /// <exception cref="ShapeException">The values do not broadcast to the part.</exception>
    /// <exception cref="DTypeException">The values are of another dtype.</exception>
    public Tensor IndexPut(ReadOnlySpan<TensorIndex> index, Tensor values, bool accumulate = false)
    {
        values.NotNull();
        // Indices that are not tensors take a view, and writing to it changes its base; so this writes to a copy.
        return Clone().IndexPut_(index, values, accumulate);
    }

    /// <summary>Writes values into the part that an index selects, or adds them there.</summary>
    /// <inheritdoc cref="IndexPut(ReadOnlySpan{TensorIndex}, Tensor, bool)"/>
    public Tensor IndexPut_(ReadOnlySpan<TensorIndex> index, Tensor values, bool accumulate = false)
    {
        values.NotNull();
        if (AdvancedIndex.IsNeeded(index))
        {
            AdvancedIndex.Resolve(this, index).Write_(values, accumulate);
            return this;
        }

        // Numbers and ranges alone (a scalar tensor counts as a number) select each element once, in a view.
        if (values.DType != DType) throw IndexPutOp.WrongDType(values.DType, DType);
        if (accumulate) this[index].Add_(values);
        else CopyInto(this[index], values);
        return this;
    }

    /// <summary>
    /// The elements at row-major positions, whatever the shape; negative positions count from the end. Gradient: added at the positions
    /// that were read.
    /// </summary>
    /// <param name="index">An int64 (or int32) tensor; the result has its shape.</param>
    /// <returns>A tensor of the index's shape.</returns>
    /// <exception cref="TensorIndexException">A position is out of range.</exception>
    public Tensor Take(Tensor index) =>
        new IndexAtOp(IndexedSlices.Elements(Shape, index.NotNull().Shape)).Apply(this, FlatPositions("take", index));

    /// <summary>Writes (or adds) values at row-major positions, whatever the shape; the last value written to a position is kept.</summary>
    /// <param name="index">An int64 (or int32) tensor of positions; negative ones count from the end.</param>
    /// <param name="source">The values, one for each position, of this dtype.</param>
    /// <param name="accumulate">True adds the values.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="TensorIndexException">A position is out of range.</exception>
    /// <exception cref="ShapeException">There are more or fewer values than positions.</exception>
    public Tensor Put_(Tensor index, Tensor source, bool accumulate = false)
    {
        index.NotNull();
        source.NotNull();
        if (source.Numel != index.Numel) throw new ShapeException($"put_: {source.Numel} values for {index.Numel} positions");
        var op = new IndexPutOp(IndexedSlices.Elements(Shape, index.Shape), accumulate, "put");
        return InPlace.Apply(op, this, this, FlatPositions("put_", index), source.Reshape(index.Shape));
    }

    /// <summary>
    /// The elements where a mask is true, in row-major order, as one dimension; both broadcast. Gradient: grad there, 0 elsewhere.
    /// </summary>
    /// <param name="mask">A bool tensor.</param>
    /// <returns>A vector of the selected elements.</returns>
    /// <exception cref="DTypeException">The mask is not bool.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor MaskedSelect(Tensor mask)
    {
        mask.NotNull();
        Shape shape = Broadcasting.Shapes("masked_select", Shape, mask.Shape);
        Tensor x = Broadcasting.To("masked_select", this, shape), at = MaskedAt("masked_select", mask, shape);
        return new IndexAtOp(IndexedSlices.Elements(shape, at.Shape)).Apply(x, at);
    }

    /// <summary>
    /// This tensor with the elements of a source, in row-major order, written where the mask is true; the mask broadcasts to this shape.
    /// Gradient: grad, 0 where the mask is true; to the source, grad where the mask is true.
    /// </summary>
    /// <param name="mask">A bool tensor.</param>
    /// <param name="source">At least as many elements as the mask has true ones, of this dtype.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">The mask is not bool, or the source of another dtype.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the source has too few elements.</exception>
    public Tensor MaskedScatter(Tensor mask, Tensor source)
    {
        mask.NotNull();
        source.NotNull();
        Shape shape = Broadcasting.Shapes("masked_scatter", Shape, mask.Shape);
        Tensor at = MaskedAt("masked_scatter", mask, shape);
        return new IndexPutOp(IndexedSlices.Elements(shape, at.Shape), accumulate: false, "masked_scatter")
            .Apply(Broadcasting.To("masked_scatter", this, shape), at, FirstOf("masked_scatter", source, at.Numel));
    }

    /// <summary>Writes the elements of a source, in row-major order, where the mask is true.</summary>
    /// <inheritdoc cref="MaskedScatter(Tensor, Tensor)"/>
    public Tensor MaskedScatter_(Tensor mask, Tensor source)
    {
        mask.NotNull();
        source.NotNull();
        Tensor at = MaskedAt("masked_scatter_", mask, Shape);
        var op = new IndexPutOp(IndexedSlices.Elements(Shape, at.Shape), accumulate: false, "masked_scatter");
        return InPlace.Apply(op, this, this, at, FirstOf("masked_scatter_", source, at.Numel));
    }

    private static Tensor MaskedAt(string op, Tensor mask, Shape shape) =>
        mask.DType == DType.Bool
            ? IndexPositions.Where(Broadcasting.To(op, mask, shape), mask.Device)
            : throw new DTypeException($"{op}: the mask must be bool, not {mask.DType.Text()}; compare first, as in x > 0");

    private static Tensor FirstOf(string op, Tensor source, int count) =>
        source.Numel >= count
            ? source.Flatten().Narrow(0, 0, count)
            : throw new ShapeException(
                $"{op}: the mask has {count} true elements, but the source only {source.Numel} in its shape {source.Shape}");

    private Tensor FlatPositions(string op, Tensor index) =>
        IndexPositions.Of(op, index, Numel, $"the {Numel} elements of shape {Shape}", Device);

    /// <inheritdoc cref="IndexPut(ReadOnlySpan{TensorIndex}, Tensor, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="index">The index, as in <c>x[…]</c>, with at least one tensor.</param>
    /// <param name="values">The values to write, of this dtype; they broadcast to the part.</param>
    /// <param name="accumulate">True adds the values, including where the index selects an element several times; false keeps the last
    /// one.</param>
    public static Tensor IndexPut(Tensor input, ReadOnlySpan<TensorIndex> index, Tensor values, bool accumulate = false) =>
        input.NotNull().IndexPut(index, values, accumulate);

    /// <inheritdoc cref="Take(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="index">An int64 (or int32) tensor; the result has its shape.</param>
    public static Tensor Take(Tensor input, Tensor index) => input.NotNull().Take(index);

    /// <inheritdoc cref="MaskedSelect(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="mask">A bool tensor.</param>
    public static Tensor MaskedSelect(Tensor input, Tensor mask) => input.NotNull().MaskedSelect(mask);

    /// <inheritdoc cref="MaskedScatter(Tensor, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="mask">A bool tensor.</param>
    /// <param name="source">At least as many elements as the mask has true ones, of this dtype.</param>
    public static Tensor MaskedScatter(Tensor input, Tensor mask, Tensor source) => input.NotNull().MaskedScatter(mask, source);
}

/// <summary>y[o, p, i] = x[o, at[p], i]: the slices of a tensor at given positions.</summary>
internal sealed class IndexAtOp(IndexedSlices slices) : Op
{
    public override string Name => "index";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = slices.Output };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Allocate(spec, inputs[0].Device);
        y.Device.ReadParts(inputs[0].Raw, slices.Indexed, slices.Leading, inputs[1].Raw, y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[1]);

    protected internal override Tensor Vjp(int input, Tensor grad) => new IndexAtGradOp(slices).Apply(grad, Saved(0));
}

/// <summary>Adds slices into a zero tensor at given positions: the adjoint of <see cref="IndexAtOp"/>.</summary>
internal sealed class IndexAtGradOp(IndexedSlices slices) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = slices.From };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Tensor.Zeros(spec.Shape, spec.DType, device: inputs[0].Device);
        y.Device.AddToParts(y.Raw, slices.Indexed, slices.Leading, inputs[1].Raw, inputs[0].Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[1]);

    protected internal override Tensor Vjp(int input, Tensor grad) => new IndexAtOp(slices).Apply(grad, Saved(0));
}

/// <summary>A tensor with values written, or added, at given positions.</summary>
internal sealed class IndexPutOp(IndexedSlices slices, bool accumulate, string name = "index_put") : Op
{
    /// <summary>What the user called, which writes parts by index.</summary>
    public override string Name => name;

    public static DTypeException WrongDType(DType values, DType x) =>
        new($"index_put: the values are {values.Text()}, the tensor {x.Text()}: convert one with To");

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec x, TensorSpec values) = (inputs[0], inputs[2]);
        if (values.DType != x.DType) throw WrongDType(values.DType, x.DType);
        if (values.Shape != slices.Output)
            throw new ShapeException($"{Name}: the values are {values.Shape}, but the indexed part is {slices.Output}");
        return x;
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = inputs[0].CopyData();
        Put(y, inputs[1], inputs[2]);
        return y;
    }

    protected internal override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target) =>
        Put(target, inputs[1], InPlace.IsApart(target, inputs[2..]) ? inputs[2] : inputs[2].CopyData());

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[1]);

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor at = Saved(0);
        if (input == 2) return new IndexAtOp(slices).Apply(grad, at);
        Tensor zeros = Tensor.Zeros([], grad.DType, device: grad.Device).BroadcastTo(slices.Output);
        return accumulate ? grad : new IndexPutOp(slices, accumulate: false).Apply(grad, at, zeros);
    }

    private void Put(Tensor y, Tensor at, Tensor values)
    {
        if (accumulate && y.DType == DType.Bool)
        {
            // The sum of bools is their logical or.
            Tensor sums = y.To(DType.Int64);
            sums.Device.AddToParts(sums.Raw, slices.Indexed, slices.Leading, at.Raw, values.To(DType.Int64).Raw);
            y.Device.Copy(sums.Ne(0).Raw, y.Raw);
        }
        else if (accumulate) y.Device.AddToParts(y.Raw, slices.Indexed, slices.Leading, at.Raw, values.Raw);
        else y.Device.WriteParts(y.Raw, slices.Indexed, slices.Leading, at.Raw, values.Raw);
    }
}
