using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// This tensor with source[…, i, …] reduced into the element at […, index[…, i, …], …] along a dimension. Gradient: of a sum, grad, and
    /// gathered to the source; of a mean, that divided by the count; of a product, grad times the other factors; of an extreme, shared
    /// evenly among ties.
    /// </summary>
    /// <remarks>
    /// As in PyTorch, a product's gradient has no graph (<c>createGraph</c>) where several zeros of the source meet at one
    /// element: asking for it throws.
    /// </remarks>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source. Scalars count as vectors of one
    /// element.</param>
    /// <param name="source">The values to reduce, of this dtype.</param>
    /// <param name="reduce">The reduction.</param>
    /// <param name="includeSelf">False leaves this tensor's own value out of each reduction; elements that the index does not name keep
    /// theirs.</param>
    /// <returns>A tensor of this shape.</returns>
    /// <exception cref="ShapeException">The ranks or sizes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ, or the reduction is the mean of bools.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor ScatterReduce(int dim, Tensor index, Tensor source, ScatterReduction reduce, bool includeSelf = true) =>
        ApplyIndexed(new ScatterReduceOp(dim, reduce, includeSelf), index.NotNull(), ScatterReduceOp.Reached(source.NotNull(), index));

    /// <summary>Reduces source[…, i, …] into the element at […, index[…, i, …], …] along a dimension.</summary>
    /// <inheritdoc cref="ScatterReduce(int, Tensor, Tensor, ScatterReduction, bool)"/>
    public Tensor ScatterReduce_(int dim, Tensor index, Tensor source, ScatterReduction reduce, bool includeSelf = true) =>
        ApplyIndexed_(new ScatterReduceOp(dim, reduce, includeSelf), index.NotNull(), ScatterReduceOp.Reached(source.NotNull(), index));

    /// <inheritdoc cref="ScatterReduce(int, Tensor, Tensor, ScatterReduction, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source. Scalars count as vectors of one
    /// element.</param>
    /// <param name="source">The values to reduce, of this dtype.</param>
    /// <param name="reduce">The reduction.</param>
    /// <param name="includeSelf">False leaves this tensor's own value out of each reduction; elements that the index does not name keep
    /// theirs.</param>
    public static Tensor ScatterReduce(
        Tensor input, int dim, Tensor index, Tensor source, ScatterReduction reduce, bool includeSelf = true) =>
        input.NotNull().ScatterReduce(dim, index, source, reduce, includeSelf);
}

/// <summary>Inputs: the tensor, the index, and a source of the index's shape.</summary>
internal sealed class ScatterReduceOp(int dim, ScatterReduction reduce, bool includeSelf) : Op
{
    private bool IsExtreme => reduce is ScatterReduction.Amax or ScatterReduction.Amin;

    /// <summary>The part of a larger source that the index covers; <see cref="Infer"/> refuses shapes that do not fit.</summary>
    /// <param name="source">The source.</param>
    /// <param name="index">The index.</param>
    public static Tensor Reached(Tensor source, Tensor index)
    {
        if (source.Rank != index.Rank || source.Shape == index.Shape) return source;
        for (int i = 0; i < source.Rank; i++)
        {
            if (index.Shape[i] < source.Shape[i]) source = source.Narrow(i, 0, index.Shape[i]);
        }

        return source;
    }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        if (!Enum.IsDefined(reduce)) throw new ArgumentOutOfRangeException(nameof(reduce), $"{Name}: {reduce} is not a reduction");
        TensorSpec x = ScatterOp.Check(Name, inputs, dim);
        return reduce == ScatterReduction.Mean ? Promotion.RequireNumber(Name, x) : x;
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor index = inputs[1], source = inputs[2];
        Tensor y = includeSelf ? inputs[0].CopyData() : inputs[0].Scatter(dim, index, Identity(spec.DType));
        if (reduce == ScatterReduction.Mean) return Quotient(y.ScatterAdd(dim, index, source), Count(y, index));
        View at = index.To(DType.Int64).Contiguous().Raw;
        int along = y.Shape.NormalizeDim(Name, dim);
        bool bools = spec.DType == DType.Bool;
        switch (reduce)
        {
            case ScatterReduction.Sum when !bools:
                y.Device.ScatterAdd(Name, y.Raw, along, at, source.Raw);
                break;
            case ScatterReduction.Prod when !bools:
                y.Device.ScatterReduce(Name, default(ProdOp.Kernel), y.Raw, along, at, source.Raw);
                break;
            case ScatterReduction.Sum or ScatterReduction.Amax:
                y.Device.ScatterReduce(Name, default(AmaxOp.Kernel), y.Raw, along, at, source.Raw);
                break;
            default:
                y.Device.ScatterReduce(Name, default(AminOp.Kernel), y.Raw, along, at, source.Raw);
                break;
        }

        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        bool values = IsExtreme || reduce == ScatterReduction.Prod;
        Save(inputs[1]);
        Save(values ? inputs[0] : null);
        Save(values ? inputs[2] : null);
        Save(values ? output : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor index = Saved(0);
        Tensor wide = reduce switch
        {
            ScatterReduction.Sum => grad,
            ScatterReduction.Mean => grad / Count(grad, index),
            ScatterReduction.Prod when input == 0 => grad * OthersOfSelf(index),
            ScatterReduction.Prod => grad,
            _ => grad / Ties(index),
        };
        if (input == 0)
        {
            if (IsExtreme) wide = wide * Saved(1).Eq(Saved(3)).To(grad.DType);
            return includeSelf ? wide : wide.Scatter(dim, index, 0);
        }

        if (reduce == ScatterReduction.Prod) return OfFactors(wide, index);
        Tensor taken = wide.Gather(dim, index);
        return IsExtreme ? taken * Saved(2).Eq(Saved(3).Gather(dim, index)).To(grad.DType) : taken;
    }

    /// <summary>The identity element of the reduction.</summary>
    private Scalar Identity(DType dtype) => reduce switch
    {
        ScatterReduction.Prod => 1,
        ScatterReduction.Amax => dtype.Least(),
        ScatterReduction.Amin => dtype.Most(),
        _ => 0,
    };

    /// <summary>The number of values reduced into each element; 1 where there are none.</summary>
    private Tensor Count(Tensor like, Tensor index) =>
        Tensor.Full(like.Shape, includeSelf ? 1 : 0, like.DType, device: like.Device)
            .ScatterAdd(dim, index, Tensor.Ones([], like.DType, device: like.Device).BroadcastTo(index.Shape))
            .Clamp(min: 1);

    private static Tensor Quotient(Tensor sum, Tensor count)
    {
        sum.Device.NumericBinary(default(DivideDown), sum.Raw, count.Raw, sum.Raw);
        return sum;
    }

    /// <summary>
    /// The number of values, this tensor's own included, that equal the extreme of each element; 1 where none does, as with a NaN.
    /// </summary>
    private Tensor Ties(Tensor index)
    {
        Tensor x = Saved(1), source = Saved(2), y = Saved(3);
        Tensor own = x.Eq(y).To(x.DType), given = source.Eq(y.Gather(dim, index)).To(x.DType);
        return own.ScatterAdd(dim, index, given);
    }

    /// <summary>
    /// The product of the source's factors of each element: the whole product divided by the element itself, with 1 in place of a 0.
    /// </summary>
    private Tensor OthersOfSelf(Tensor index)
    {
        Tensor x = Saved(1), safe = x.MaskedFill(x.Eq(0), 1);
        return safe.ScatterReduce(dim, index, Saved(2), reduce, includeSelf) / safe;
    }

    /// <summary>
    /// The source's gradient: grad times the other factors, which are the product divided by the factor, or, where the factor is the only
    /// 0, the product with 1 in its place.
    /// </summary>
    private Tensor OfFactors(Tensor grad, Tensor index)
    {
        Tensor x = Saved(1), source = Saved(2), none = source.Eq(0);
        Tensor zeros =
            Tensor.Zeros([], x.DType, device: x.Device).BroadcastTo(x.Shape).ScatterAdd(dim, index, none.To(x.DType)).Gather(dim, index);
        // Where several zeros meet, the product of the others is 0 and its slope is not: it is made of products then.
        if (GradMode.IsEnabled && (none & zeros.Gt(1)).Any().Item<bool>())
            return grad.Gather(dim, index) * OthersOfFactors(x, source, index);
        Tensor alone = none & zeros.Eq(1);
        Tensor withOne = (grad * x.ScatterReduce(dim, index, source.MaskedFill(alone, 1), reduce, includeSelf)).Gather(dim, index);
        return Tensor.Where(alone, withOne, (grad * Saved(3)).Gather(dim, index) / source.MaskedFill(none, 1));
    }

    /// <summary>
    /// For each factor, the product of the other factors of its element, and of x: running products over one row of factors per element,
    /// padded with ones.
    /// </summary>
    private Tensor OthersOfFactors(Tensor x, Tensor source, Tensor index)
    {
        long[] places = Tensor.Arange(x.Numel, device: x.Device).Reshape(x.Shape).Gather(dim, index).ToArray<long>();
        int[] met = new int[x.Numel];
        long[] columns = Array.ConvertAll(places, place => (long)met[place]++);
        int width = met.Max();
        Tensor at = Tensor.FromArray(places.Zip(columns, (place, column) => place * width + column).ToArray(), device: x.Device);
        Tensor rows = Tensor.Ones([x.Numel * width], x.DType, device: x.Device).Scatter(0, at, source.Reshape(-1)).Reshape(x.Numel, width);
        Tensor others = ProdOp.OthersOfRows(rows);
        if (includeSelf) others = others * x.Reshape(x.Numel, 1);
        return others.Reshape(-1).Gather(0, at).Reshape(index.Shape);
    }

    /// <summary>a / b; of integers, rounded down.</summary>
    private readonly struct DivideDown : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            bool whole = !Element<T>.IsFloating;
            for (int i = 0; i < y.Length; i++)
            {
                T quotient = a[i] / b[i];
                y[i] = whole && quotient * b[i] > a[i] ? quotient - T.One : quotient;
            }
        }
    }
}
