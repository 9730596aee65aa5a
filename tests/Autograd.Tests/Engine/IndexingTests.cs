namespace Autograd.Tests.Engine;

/// <summary>Indexing with tensors: what the table cannot say, errors above all, which come before anything is written.</summary>
public class IndexingTests
{
    private static readonly Tensor s_far = Tensor.Create([0L, 5]);

    private static Tensor Grid() => Tensor.Arange(12).To(DType.Float32).Reshape(3, 4);

    [Fact]
    public void A_mask_takes_a_number_in_one_line()
    {
        Tensor h = Tensor.Create([1.5f, -2, 0, -0.5f]);
        h[h < 0] = 0;
        Assert.Equal([1.5f, 0, 0, 0], h.ToArray<float>());
        Tensor counts = Tensor.Create([3L, -4]);
        counts[counts < 0] = (1L << 60) + 1; // more than a double can hold
        Assert.Equal([3, (1L << 60) + 1], counts.ToArray<long>());
    }

    [Fact]
    public void Numbers_and_ranges_give_views_and_tensors_give_copies()
    {
        Tensor x = Grid();
        Assert.Same(x.Storage, x[1].Storage);
        Assert.Same(x.Storage, x[Tensor.Create([1L])[0]].Storage); // a single integer is a number
        Assert.NotSame(x.Storage, x[Tensor.Create([1L])].Storage);
        Assert.NotSame(x.Storage, x[x >= 0].Storage);
    }

    /// <summary>As in NumPy; PyTorch 1.13 counts such a mask as one dimension when it comes to what follows it.</summary>
    [Fact]
    public void What_follows_a_mask_of_two_dimensions_addresses_the_dimension_after_them()
    {
        Tensor x = Tensor.Arange(24).Reshape(2, 3, 4), mask = Tensor.Create([[true, false, true], [false, true, false]]);
        Assert.Equal([3L, 11, 19], x[mask, ^1].ToArray<long>());
        Assert.Equal([1L, 2, 9, 10, 17, 18], x[mask, 1..3].ToArray<long>());
        Assert.Equal([0L, 9, 18], x[mask, Tensor.Create([0L, 1, 2])].ToArray<long>());
    }

    [Fact]
    public void An_index_out_of_range_names_the_index_the_dimension_and_its_size()
    {
        Tensor x = Grid();
        Says("index 5 is out of range for dimension 0 with size 3", () => x[5]);
        Says("index -4 is out of range for dimension 0 with size 3", () => x[-4]);
        Says("index 5 is out of range for dimension 1 with size 4", () => x[.., s_far]);
        Says("index 5 is out of range for dimension 0 with size 3", () => x[s_far, s_far]);
        Says("index -5 is out of range for dimension 1 with size 4", () => x[.., new[] { -5 }]);
        Says("index 12 is out of range for the 12 elements of shape [3, 4]", () => x.Take(Tensor.Create([12L])));
        Says("index 5 is out of range for dimension 0 with size 3", () => x.IndexFill(0, s_far, 1));
        Says("index 5 is out of range for dimension 0 with size 3", () => x.IndexSelect(0, s_far));
        Says("index -1 is out of range for dimension 1 with size 4", () => x.Gather(1, Tensor.Create([[-1L]])));
        Says("3 indices for the 2 dimensions of shape [3, 4]", () => x[s_far, .., 0]);
    }

    [Fact]
    public void A_mask_that_does_not_fit_names_both_shapes()
    {
        Tensor x = Grid();
        string message = Says("mask of shape [4]", () => x[Tensor.Create([true, false, true, true])]);
        Assert.Contains("tensor of shape [3, 4]", message, StringComparison.Ordinal);
        Assert.Contains("dimension 0 of the mask is 4, and dimension 0 of the tensor 3", message, StringComparison.Ordinal);
        Says("3 indices for the 2 dimensions", () => x[0, x > 1]);
    }

    [Fact]
    public void Index_tensors_must_broadcast_and_be_of_the_right_dtype()
    {
        Tensor x = Grid();
        Says("[2] and [3]", () => x[Tensor.Create([0L, 1]), Tensor.Create([0L, 1, 2])]);
        Says("must be int64 or int32, and a mask bool, not float32", () => x[Tensor.Create([0.5f])]);
        Says("To(DType.Bool) makes it a mask", () => x[Tensor.Create([(byte)1, (byte)0, (byte)1])]);
    }

    [Fact]
    public void Nothing_is_written_where_the_index_or_the_values_are_wrong()
    {
        Tensor x = Grid(), two = Tensor.Create([[0L, 0, 0, 0], [9, 0, 0, 0]]), ones = Tensor.Ones([2, 4]);
        Assert.Throws<TensorIndexException>(() => x[s_far] = 1);
        Assert.Throws<TensorIndexException>(() => x.IndexPut_([s_far], 1f, accumulate: true));
        Assert.Throws<TensorIndexException>(() => x.IndexAdd_(0, s_far, ones));
        Assert.Throws<TensorIndexException>(() => x.IndexCopy_(0, s_far, ones));
        Assert.Throws<TensorIndexException>(() => x.Scatter_(0, two, ones));
        Assert.Throws<TensorIndexException>(() => x.ScatterAdd_(0, two, ones));
        Assert.Throws<TensorIndexException>(() => x.Put_(Tensor.Create([0L, 12]), Tensor.Ones([2])));
        Assert.Contains("[5] cannot be broadcast to the indexed part of shape [2, 4]",
            Assert.Throws<ShapeException>(() => x[Tensor.Create([0L, 1])] = Tensor.Ones([5])).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => x[x > 3] = Tensor.Ones([3]));
        Assert.Throws<ShapeException>(() => x.MaskedScatter_(x > 3, Tensor.Ones([3])));
        Assert.Throws<DTypeException>(() => x.IndexPut_([Tensor.Create([0L])], Tensor.Ones([4], DType.Int64)));
        Assert.Throws<DTypeException>(() => x.Scatter_(0, Tensor.Zeros([1, 1], DType.Int64), Tensor.Ones([1, 1], DType.Float64)));
        Assert.Throws<DTypeException>(() => x.MaskedSelect(x));
        Assert.Equal(Grid().ToArray<float>(), x.ToArray<float>());
        Assert.Equal(0, x.Version);
    }

    [Fact]
    public void A_place_named_twice_keeps_the_last_value_and_adds_all_where_asked()
    {
        Tensor twice = Tensor.Create([1L, 0, 1]), values = Tensor.Create([1f, 2, 3]), x = Tensor.Zeros([2]), sum = Tensor.Zeros([2]);
        x[twice] = values;
        sum.IndexPut_([twice], values, accumulate: true);
        Assert.Equal([2f, 3], x.ToArray<float>());
        Assert.Equal([2f, 4], sum.ToArray<float>());
    }

    [Fact]
    public void Writing_through_an_index_counts_as_a_change_and_is_refused_on_a_leaf()
    {
        Tensor leaf = Grid();
        leaf.RequiresGrad = true;
        Assert.Throws<GraphException>(() => leaf[leaf > 3] = 0);
        Assert.Throws<GraphException>(() => leaf[Tensor.Create([0L])] = 0);
        Assert.Equal(0, leaf.Version);
        Tensor y = leaf.Exp();
        y[Tensor.Create([0L])] = 0;
        Assert.Contains("index_put_", Assert.Throws<GraphException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_may_be_changed_after_it_was_used()
    {
        Tensor x = Grid(), index = Tensor.Create([0L, 2]);
        x.RequiresGrad = true;
        Tensor y = x[index];
        index.Zero_();
        y.Sum().Backward();
        Assert.Equal([1f, 0, 1], x.Grad!.Mean(1).ToArray<float>());
    }

    [Fact]
    public void Values_that_lie_in_the_written_tensor_are_read_before_they_are_overwritten()
    {
        Tensor x = Tensor.Create([1f, 2, 3]), back = Tensor.Create([2L, 1, 0]);
        x[back] = x;
        Assert.Equal([3f, 2, 1], x.ToArray<float>());
        x.Scatter_(0, back, x);
        Assert.Equal([1f, 2, 3], x.ToArray<float>());
        Tensor order = Tensor.Create([1L, 2, 0]);
        order.Scatter_(0, order, order);
        Assert.Equal([0L, 1, 2], order.ToArray<long>());
    }

    [Fact]
    public void Windows_that_overlap_cannot_be_written_and_those_that_do_not_can()
    {
        Tensor x = Tensor.Zeros([5]);
        Assert.Contains("Clone()", Assert.Throws<GraphException>(() => x.Unfold(0, 3, 1).Add_(1)).Message, StringComparison.Ordinal);
        Assert.Throws<GraphException>(() => Tensor.Zeros([1]).Expand(3).Add_(1));
        Assert.Throws<GraphException>(() => x.Unfold(0, 3, 1)[Tensor.Create([0L])] = 1);
        x.Unfold(0, 2, 3).Add_(1);
        Assert.Equal([1f, 1, 0, 1, 1], x.ToArray<float>());
    }

    private static string Says(string part, Func<Tensor> read)
    {
        string message = Assert.Throws<TensorIndexException>(() => read()).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        return message;
    }
}
