namespace Autograd.Tests.Habits;

/// <summary>Tensors as numbers and conditions, dtypes by their short names, slices with Python's numbers.</summary>
public class ReadingHabitTests
{
    [Fact]
    public void A_tensor_of_one_element_is_cast_to_a_number()
    {
        Tensor x = Tensor.Create([[2.75]]), n = Tensor.Create([-3L]);
        Assert.Equal(2.75f, (float)x);
        Assert.Equal(2.75, (double)x);
        Assert.Equal(2, (int)x); // PyTorch's int(x) truncates
        Assert.Equal(2L, (long)x);
        Assert.Equal((byte)2, (byte)x);
        Assert.Equal(-3.0, (double)n);
        Assert.True((bool)n);
        Assert.False((bool)(x > 3));
        Assert.Equal("item: only a tensor of one element is a number, and shape [2] has 2", Assert.Throws<ShapeException>(() => (float)Tensor.Zeros([2])).Message);
    }

    [Fact]
    public void A_tensor_of_one_element_is_a_condition()
    {
        Tensor y = Tensor.Ones([3]);
        int doublings = 0;
        while (y.Norm() < 1000)
        {
            y *= 2;
            doublings++;
        }

        Assert.Equal(10, doublings);
        Assert.Equal("yes", (y > 0).All() ? "yes" : "no");
        if (y.Sum() > 0 && y.Min() > 5e3) Assert.Fail("both must hold");
        if (y.Sum() < 0 || y.Max() < 0) Assert.Fail("neither holds");
        Assert.Equal(
            "bool: a tensor of shape [3] has 3 elements and is neither true nor false: use Any() or All()",
            Assert.Throws<ShapeException>(() => y > 0 ? 1 : 0).Message);
    }

    [Fact]
    public void Dtypes_have_short_names()
    {
        Tensor x = Tensor.Create([0f, 1.5f], requiresGrad: true);
        Assert.Equal(
            [DType.Float32, DType.Float64, DType.Int64, DType.Int32, DType.UInt8, DType.Bool],
            new[] { x.Double().Float(), x.Double(), x.Long(), x.Int(), x.Byte(), x.Bool() }.Select(t => t.DType));
        Assert.Same(x, x.Float());
        x.Double().Sum().Backward();
        Assert.Equal([1f, 1], x.Grad!.ToArray<float>());
    }

    /// <summary>The compiler says that Data is Detach's old name.</summary>
    [Fact]
    public void Data_is_the_same_memory_without_history()
    {
        Tensor w = Tensor.Ones([2], requiresGrad: true);
#pragma warning disable CS0618 // what it says is what is tested
        Assert.False(w.Data.RequiresGrad);
        w.Data.Sub_(0.5);
        w.Data *= 3;
        w.Data = Tensor.Create([4f, w[1].Item<float>()]);
#pragma warning restore CS0618
        Assert.Equal([4f, 1.5f], w.ToArray<float>());
        Assert.True(w.IsLeaf && w.RequiresGrad);
        string message = typeof(Tensor).GetProperty("Data")!.GetCustomAttributes(typeof(ObsoleteAttribute), false).Cast<ObsoleteAttribute>().Single().Message!;
        Assert.Contains("Detach()", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2, null, 1, new long[] { 4, 5 })]
    [InlineData(null, -4, 1, new long[] { 0, 1 })]
    [InlineData(1, -1, 2, new long[] { 1, 3 })]
    [InlineData(-100, 2, 1, new long[] { 0, 1 })]
    [InlineData(4, 100, 1, new long[] { 4, 5 })]
    [InlineData(null, null, 3, new long[] { 0, 3 })]
    [InlineData(int.MinValue, int.MaxValue, 5, new long[] { 0, 5 })]
    [InlineData(4, 2, 1, new long[0])]
    public void A_slice_takes_Pythons_numbers(int? start, int? stop, int step, long[] expected)
    {
        Tensor x = Tensor.Arange(6);
        Assert.Equal(expected, x[TensorIndex.Slice(start, stop, step)].ToArray<long>());
        Assert.Equal(expected, Tensor.Stack([x, x])[0, TensorIndex.Slice(start, stop, step)].ToArray<long>());
    }

    [Fact]
    public void An_index_counts_from_the_end()
    {
        Tensor x = Tensor.Arange(24).Reshape(2, 3, 2, 2);
        Assert.Equal(23, x[-1, -1, -1, -1].Item<long>());
        Assert.Equal(23, x[^1, ^1][-1, ^1].Item<long>());
        Assert.Equal([12L, 13], x[-1, 0, 0].ToArray<long>());
        Assert.Equal([1, 2, 2, 1, 2], x[TensorIndex.NewAxis, .., 1.., .., TensorIndex.Slice(-1, null)].Transpose(3, 4).Shape);
        x[0, 1, 1, -1] = -7;
        x[1, 2, 0] = Tensor.Create([5L, 6]);
        Assert.Equal(-7, x[0, 1, 1, 1].Item<long>());
        Assert.Equal([5L, 6], x[1, 2][0].ToArray<long>());
    }
}
