using Autograd.Memory;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The same elements, in row-major order, in another shape: a view where the layout allows it, else a copy. Gradient: reshaped back.
    /// </summary>
    /// <param name="sizes">The new sizes; one may be −1, which is inferred.</param>
    /// <returns>The view or the copy.</returns>
    /// <exception cref="ShapeException">The sizes do not hold the same number of elements.</exception>
    public Tensor Reshape(params ReadOnlySpan<int> sizes)
    {
        Shape shape = ViewAsOp.Resolve("reshape", Shape, sizes);
        if (shape == Shape) return this;
        return ViewAsOp.TryMove(Layout, shape) is null ? Clone().View(shape).AsResult() : new ViewAsOp("reshape", shape).Apply(this);
    }

    /// <summary>Like <see cref="Reshape(ReadOnlySpan{int})"/>, but never copies.</summary>
    /// <param name="sizes">The new sizes; one may be −1, which is inferred.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">The sizes do not hold the same number of elements, or the layout does not allow a view.</exception>
    public Tensor View(params ReadOnlySpan<int> sizes) => new ViewAsOp("view", ViewAsOp.Resolve("view", Shape, sizes)).Apply(this);

    /// <summary>A range of dimensions joined into one. Gradient: reshaped back.</summary>
    /// <param name="startDim">The first dimension to join.</param>
    /// <param name="endDim">The last.</param>
    /// <returns>The view or the copy.</returns>
    /// <exception cref="ShapeException">The dimensions do not exist, or start is after end.</exception>
    public Tensor Flatten(int startDim = 0, int endDim = -1)
    {
        if (Rank == 0) return Reshape(1);
        int start = Shape.NormalizeDim("flatten", startDim), end = Shape.NormalizeDim("flatten", endDim);
        if (start > end) throw new ShapeException($"flatten: startDim {startDim} comes after endDim {endDim} in shape {Shape}");
        int[] dims = new int[Rank - (end - start)];
        Shape.AsSpan()[..start].CopyTo(dims);
        Shape.AsSpan()[(end + 1)..].CopyTo(dims.AsSpan(start + 1));
        int joined = 1;
        for (int i = start; i <= end; i++) joined *= Shape[i];
        dims[start] = joined;
        return Reshape(dims);
    }

    /// <summary>Drops every dimension of size 1. Gradient: reshaped back.</summary>
    /// <returns>The view, or this tensor if nothing is dropped.</returns>
    public Tensor Squeeze()
    {
        int[] dims = Array.FindAll(Shape.ToArray(), d => d != 1);
        return dims.Length == Rank ? this : SqueezeTo(dims);
    }

    /// <summary>Drops one dimension if its size is 1. Gradient: reshaped back.</summary>
    /// <param name="dim">The dimension.</param>
    /// <returns>The view, or this tensor if nothing is dropped.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor Squeeze(int dim)
    {
        if (Rank == 0 && (dim is 0 or -1)) return this;
        int at = Shape.NormalizeDim("squeeze", dim);
        if (Shape[at] != 1) return this;
        int[] dims = new int[Rank - 1];
        for (int i = 0, j = 0; i < Rank; i++)
        {
            if (i != at) dims[j++] = Shape[i];
        }

        return SqueezeTo(dims);
    }

    /// <summary>Drops each of several dimensions if its size is 1. Gradient: reshaped back.</summary>
    /// <param name="dims">The dimensions.</param>
    /// <returns>The view, or this tensor if nothing is dropped.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Squeeze(params ReadOnlySpan<int> dims)
    {
        if (dims.Length == 0) return this;
        bool[] named = Dims.Mark("squeeze", Shape, dims);
        int[] kept = Shape.ToArray().Where((size, dim) => size != 1 || !named[dim]).ToArray();
        return kept.Length == Rank ? this : SqueezeTo(kept);
    }

    /// <summary>
    /// One dimension split into several, whose sizes multiply to its size. Gradient: reshaped back.
    /// </summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="sizes">The sizes; one may be −1, which is inferred.</param>
    /// <returns>The view or the copy.</returns>
    /// <exception cref="ShapeException">The sizes do not multiply to the dimension's, or it does not exist.</exception>
    public Tensor Unflatten(int dim, params ReadOnlySpan<int> sizes)
    {
        int at = Shape.NormalizeDim("unflatten", dim);
        Shape apart = ViewAsOp.Resolve("unflatten", [Shape[at]], sizes);
        return Reshape([.. Shape.AsSpan()[..at], .. apart, .. Shape.AsSpan()[(at + 1)..]]);
    }

    /// <summary>Like <see cref="View(ReadOnlySpan{int})"/>, in another tensor's shape.</summary>
    /// <param name="other">The tensor whose shape to take.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">The numbers of elements differ, or the layout does not allow a view.</exception>
    public Tensor ViewAs(Tensor other) => View(other.NotNull().Shape);

    /// <summary>Like <see cref="Reshape(ReadOnlySpan{int})"/>, in another tensor's shape.</summary>
    /// <param name="other">The tensor whose shape to take.</param>
    /// <returns>The view or the copy.</returns>
    /// <exception cref="ShapeException">The numbers of elements differ.</exception>
    public Tensor ReshapeAs(Tensor other) => Reshape(other.NotNull().Shape);

    /// <summary>Inserts a dimension of size 1. Gradient: reshaped back.</summary>
    /// <param name="dim">The position of the new dimension; −1 makes it the last.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">The position does not exist.</exception>
    public Tensor Unsqueeze(int dim)
    {
        int at = dim < 0 ? dim + Rank + 1 : dim;
        if ((uint)at > (uint)Rank)
            throw new ShapeException(
                $"unsqueeze: a new dimension cannot be inserted at {dim}: shape {Shape} takes one at {-Rank - 1} to {Rank}");
        int[] dims = new int[Rank + 1];
        for (int i = 0, j = 0; i < dims.Length; i++) dims[i] = i == at ? 1 : Shape[j++];
        return new ViewAsOp("unsqueeze", Shape.Adopt(dims)).Apply(this);
    }

    private Tensor SqueezeTo(int[] dims) => new ViewAsOp("squeeze", Shape.Create(dims)).Apply(this);

    /// <inheritdoc cref="Reshape(ReadOnlySpan{int})"/>
    /// <param name="input">The tensor.</param>
    /// <param name="sizes">The new sizes; one may be −1, which is inferred.</param>
    public static Tensor Reshape(Tensor input, params ReadOnlySpan<int> sizes) => input.NotNull().Reshape(sizes);

    /// <inheritdoc cref="Unflatten(int, ReadOnlySpan{int})"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension.</param>
    /// <param name="sizes">The sizes that replace it; one may be −1.</param>
    public static Tensor Unflatten(Tensor input, int dim, params ReadOnlySpan<int> sizes) => input.NotNull().Unflatten(dim, sizes);

    /// <inheritdoc cref="Flatten(int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="startDim">The first dimension to join.</param>
    /// <param name="endDim">The last.</param>
    public static Tensor Flatten(Tensor input, int startDim = 0, int endDim = -1) => input.NotNull().Flatten(startDim, endDim);

    /// <inheritdoc cref="Squeeze()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Squeeze(Tensor input) => input.NotNull().Squeeze();

    /// <inheritdoc cref="Squeeze(int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension.</param>
    public static Tensor Squeeze(Tensor input, int dim) => input.NotNull().Squeeze(dim);

    /// <inheritdoc cref="Squeeze(ReadOnlySpan{int})"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions.</param>
    public static Tensor Squeeze(Tensor input, params ReadOnlySpan<int> dims) => input.NotNull().Squeeze(dims);

    /// <inheritdoc cref="Unsqueeze(int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The position of the new dimension; −1 makes it the last.</param>
    public static Tensor Unsqueeze(Tensor input, int dim) => input.NotNull().Unsqueeze(dim);
}

/// <summary>The same elements in another shape over the same storage.</summary>
internal sealed class ViewAsOp(string name, Shape shape) : ViewOp
{
    private Shape _from;

    public override string Name => name;

    /// <summary>Resolves sizes, at most one of them −1, to a shape of the same number of elements.</summary>
    /// <param name="op">The operation, for messages.</param>
    /// <param name="from">The present shape.</param>
    /// <param name="sizes">The sizes.</param>
    public static Shape Resolve(string op, Shape from, ReadOnlySpan<int> sizes)
    {
        int unknown = -1;
        long known = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] >= 0) known *= sizes[i];
            else if (sizes[i] == -1 && unknown < 0) unknown = i;
            else throw new ShapeException($"{op}: only one size may be -1, and no other may be negative: {Shape.Text(sizes)}");
        }

        int[] dims = sizes.ToArray();
        if (unknown >= 0)
        {
            if (known == 0 || from.Numel % known != 0)
                throw new ShapeException(
                    $"{op}: -1 cannot be inferred in {Shape.Text(sizes)} for the {from.Numel} elements of shape {from}");
            dims[unknown] = (int)(from.Numel / known);
        }
        else if (known != from.Numel)
        {
            throw new ShapeException($"{op}: shape {from} has {from.Numel} elements, and {Shape.Text(sizes)} holds {known}");
        }

        return Shape.Create(dims);
    }

    /// <summary>The layout of the same elements in another shape without moving them, or null if there is none.</summary>
    /// <param name="from">The layout of the elements.</param>
    /// <param name="to">The other shape.</param>
    public static Layout? TryMove(Layout from, Shape to)
    {
        int[] strides = new int[to.Rank];
        if (from.IsContiguous)
        {
            for (int i = to.Rank - 1, step = 1; i >= 0; i--)
            {
                strides[i] = step;
                step *= Math.Max(to[i], 1);
            }

            return new Layout(to, strides, from.Offset);
        }

        // Walk both shapes from the last dimension: new dimensions must exactly fill each run of old
        // dimensions that share one stride.
        int newDim = to.Rank - 1;
        long run = 1, runNew = 1;
        int stride = from.Shape.Rank == 0 ? 1 : from.Strides[^1];
        for (int old = from.Shape.Rank - 1; old >= 0; old--)
        {
            run *= from.Shape[old];
            bool ends = old == 0 || (from.Shape[old - 1] != 1 && from.Strides[old - 1] != run * stride);
            if (!ends) continue;
            while (newDim >= 0 && (runNew < run || to[newDim] == 1))
            {
                strides[newDim] = (int)(runNew * stride);
                runNew *= to[newDim--];
            }

            if (runNew != run) return null;
            if (old > 0)
            {
                stride = from.Strides[old - 1];
                run = runNew = 1;
            }
        }

        return newDim == -1 ? new Layout(to, strides, from.Offset) : null;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => _from = inputs[0].Shape;

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.Reshape(_from);

    protected override Shape InferShape(Shape input) => shape;

    protected override Layout Move(Layout input, Shape output) =>
        TryMove(input, output)
        ?? throw new ShapeException(
            $"{name}: the strides of shape {input.Shape} do not allow a view of shape {output}: use Reshape, which copies");
}
