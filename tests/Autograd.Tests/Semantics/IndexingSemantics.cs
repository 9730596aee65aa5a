using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

public class IndexingSemantics
{
    private static readonly Tensor s_ends = Tensor.Create([0L, 2]), s_mask = Tensor.Create([true, false, true]);

    [Fact]
    [Semantics("topk-ties")]
    public void TopK_takes_the_first_of_equal_elements()
    {
        Assert.Equal([0L, 1], Tensor.Create([5f, 5f, 5f, 1f]).TopK(2).Indices.ToArray<long>());
        Assert.Equal([3L, 0], Tensor.Create([5f, 5f, 5f, 1f]).TopK(2, largest: false).Indices.ToArray<long>());
    }

    [Fact]
    [Semantics("assigned-dtypes")]
    public void A_number_takes_the_dtype_of_what_it_is_written_into()
    {
        Tensor x = Tensor.Zeros([3], DType.Float64), whole = Tensor.Zeros([3], DType.Int64), mask = Tensor.Zeros([3], DType.Bool);
        x[s_ends] = 0.1;
        x[1] = 0.2;
        Assert.Equal([0.1, 0.2, 0.1], x.ToArray<double>());
        whole[s_ends] = 2.5;
        whole[1] = -1.5;
        Assert.Equal([2L, -1, 2], whole.ToArray<long>());
        mask[s_ends] = 1;
        Assert.Equal([true, false, true], mask.ToArray<bool>());
    }

    [Fact]
    [Semantics("assigned-dtypes")]
    public void Values_at_index_tensors_have_the_dtype_and_views_and_masks_convert()
    {
        Tensor x = Tensor.Zeros([3]), wide = Tensor.Ones([2], DType.Float64), one = Tensor.Scalar(1, DType.Float64);
        Assert.Throws<DTypeException>(() => x[s_ends] = wide);
        Assert.Throws<DTypeException>(() => x[s_mask] = wide);
        Assert.Throws<DTypeException>(() => x[s_ends] = one);
        Assert.Throws<DTypeException>(() => x.IndexPut_([s_ends], one));
        Assert.Equal(0, x.Version);
        x[s_mask] = one;
        Assert.Equal([1f, 0, 1], x.ToArray<float>());
        x.IndexPut_([s_mask], one * 3);
        Assert.Equal([3f, 0, 3], x.ToArray<float>());
        x[..2] = wide;
        Assert.Equal([1f, 1, 3], x.ToArray<float>());
    }

    /// <summary>A number that became a tensor and was then written to is a tensor like any other.</summary>
    [Fact]
    [Semantics("assigned-dtypes")]
    public void A_number_that_was_changed_in_place_is_what_it_became()
    {
        Tensor x = Tensor.Zeros([3]), number = 0.5;
        number.Add_(1);
        x[1..] = number;
        x[s_ends] = number;
        Assert.Equal([1.5f, 1.5f, 1.5f], x.ToArray<float>());
    }

    [Fact]
    [Semantics("indices-into-nothing")]
    public void Where_nothing_is_selected_no_index_is_looked_at()
    {
        Tensor none = Tensor.Zeros([0, 3]), columns = Tensor.Zeros([3, 0]), far = Tensor.Create([7L]), first = Tensor.Create([0L]);
        Assert.Equal([0, 1], none[.., far].Shape);
        Assert.Equal([1, 0], columns[far].Shape);
        Assert.Equal([0, 3], none.IndexFill(1, far, 1).Shape);
        Assert.Equal([0, 3], none.IndexCopy(1, far, Tensor.Zeros([0, 1])).Shape);
        none[.., far] = 1;
        Assert.Throws<TensorIndexException>(() => none[first]);
        Assert.Throws<TensorIndexException>(() => none[first, first]);
        Assert.Throws<TensorIndexException>(() => columns[far, first]);
        Assert.Throws<TensorIndexException>(() => none.IndexSelect(1, far));
        Assert.Throws<TensorIndexException>(() => none.IndexAdd(1, far, Tensor.Zeros([0, 1])));
        Assert.Throws<TensorIndexException>(() => none.Take(first));
    }

    [Fact]
    [Semantics("writing-a-number")]
    public void A_single_number_is_written_to_as_a_vector_of_one()
    {
        Tensor x = Tensor.Scalar(5, DType.Float64), zero = Tensor.Scalar(0, DType.Int64), two = Tensor.Scalar(2, DType.Float64);
        Equal([7], x.ScatterAdd(-1, zero, two));
        Equal([10], x.IndexAdd(0, Tensor.Create([0L, 0]), Tensor.Create([2.0, 3])));
        Assert.Equal([], x.Scatter(0, zero, two).Shape);
        Equal([2], x.Clone().IndexCopy_(0, zero, two));
        Assert.Equal([1], Tensor.Ones([1]).ScatterAdd(0, zero, Tensor.Ones([])).Shape);
        Assert.Throws<ShapeException>(() => x.Scatter(1, zero, two));
        Assert.Throws<TensorIndexException>(() => x.Scatter(0, zero + 1, two));
        Assert.Throws<TensorIndexException>(() => x.ScatterAdd(0, zero - 1, two));
        Assert.Throws<ShapeException>(() => x.Scatter(0, Tensor.Create([0L, 0]), two));
        Assert.Throws<ShapeException>(() => x.IndexAdd(0, Tensor.Create([0L, 0]), two));
    }
}
