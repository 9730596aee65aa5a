namespace Autograd.Tests;

/// <summary>Tensors made from nothing, with PyTorch's dtypes and values.</summary>
public class CreationTests
{
    [Fact]
    public void Arrays_of_any_rank_become_tensors_of_their_dtype()
    {
        Assert.Equal([3], Tensor.Create([1f, 2, 3]).Shape);
        Assert.Equal(DType.Int32, Tensor.Create([1, 2]).DType);
        Tensor matrix = Tensor.Create(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2, 3], matrix.Shape);
        Assert.Equal(6.0, matrix[1, 2].Item());
        Assert.Equal([2, 2], Tensor.Create(new[] { new[] { 1L, 2L }, new[] { 3L, 4L } }).Shape);
        Tensor cube = Tensor.Create(new byte[,,] { { { 1, 2 }, { 3, 4 }, { 5, 6 } } });
        Assert.Equal([1, 3, 2], cube.Shape);
        Assert.Equal(DType.UInt8, cube.DType);
        Assert.Equal<byte>([1, 2, 3, 4, 5, 6], cube.ToArray<byte>());
        Assert.Equal([0, 0], Tensor.Create(Array.Empty<float[]>()).Shape);
        Assert.Throws<ShapeException>(() => Tensor.Create(new[] { new[] { 1f }, [2f, 3f] }));
    }

    [Fact]
    public void FromArray_shares_and_Create_copies()
    {
        float[] values = [1, 2];
        Tensor shared = Tensor.FromArray(values), copied = Tensor.Create(values);
        values[0] = 7;
        Assert.Equal([7f, 2], shared.ToArray<float>());
        Assert.Equal([1f, 2], copied.ToArray<float>());
    }

    [Fact]
    public void Arange_takes_its_dtype_from_the_numbers()
    {
        Same(DType.Int64, [0, 1, 2], Tensor.Arange(3));
        Same(DType.Float32, [0, 1, 2], Tensor.Arange(2.5));
        Same(DType.Int64, [2, 3, 4], Tensor.Arange(2, 5));
        Same(DType.Float32, [2, 3, 4], Tensor.Arange(2, 5, DType.Float32));
        Same(DType.Float32, [2, 2.5, 3], Tensor.Arange(2, 3.5, 0.5));
        Same(DType.Int64, [5, 3], Tensor.Arange(5, 1, -2));
        Same(DType.Int64, [], Tensor.Arange(3, 3));
        // An integer dtype cuts start, end and step off first: torch.arange(0.5, 5.5, 1.5, dtype=torch.int64) counts by 1.
        Same(DType.Int64, [0, 1, 2, 3, 4], Tensor.Arange(0.5, 5.5, 1.5, DType.Int64));
        Assert.Equal([(1L << 60) + 1, (1L << 60) + 2], Tensor.Arange((1L << 60) + 1, (1L << 60) + 3).ToArray<long>());
    }

    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(0, 3, -1)]
    [InlineData(3, 0, 1)]
    [InlineData(0, -0.5, 1)]
    [InlineData(0, double.NaN, 1)]
    public void Arange_refuses_steps_that_never_arrive(double start, double end, double step) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Arange(start, end, step));

    [Fact]
    public void Arange_refuses_a_step_that_an_integer_dtype_cuts_to_0() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Arange(0, 3, 0.5, DType.Int64));

    [Fact]
    public void Linspace_is_symmetric_and_ends_at_its_end()
    {
        Same(DType.Float32, [0, 0.25, 0.5, 0.75, 1], Tensor.Linspace(0, 1, 5));
        double[] values = Tensor.Linspace(-0.3, 0.3, 50, DType.Float64).ToArray<double>();
        Assert.Equal(0.3, values[^1]);
        for (int i = 0; i < values.Length; i++) Assert.Equal(values[i], -values[^(i + 1)], 1e-15); // vectors begin at other places from each end
        Same(DType.Int64, [0, 3, 6, 10], Tensor.Linspace(0, 10, 4, DType.Int64));
        Same(DType.Int32, [0, 1, 3, 4, 6, 7, 9], Tensor.Linspace(0, 9, 7, DType.Int32));
        Same(DType.Float32, [3], Tensor.Linspace(3, 5, 1));
        Assert.Equal(0, Tensor.Linspace(3, 5, 0).Numel);
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Linspace(0, 1, -1));
    }

    [Fact]
    public void Constants_have_PyTorchs_dtypes()
    {
        Same(DType.Float32, [0, 0], Tensor.Zeros([2]));
        Same(DType.Float32, [1, 1], Tensor.Ones([2]));
        Same(DType.Int64, [3, 3], Tensor.Full([2], 3));
        Same(DType.Float32, [3, 3], Tensor.Full([2], 3.0));
        Same(DType.Bool, [1, 1], Tensor.Full([2], 3, DType.Bool));
        Same(DType.Float32, [0.5], Tensor.Scalar(0.5).Reshape(1));
        Assert.Equal([2, 3], Tensor.Eye(2, 3).Shape);
        Same(DType.Float32, [1, 0, 0, 0, 1, 0], Tensor.Eye(2, 3).Reshape(-1));
        Same(DType.Float32, [1, 0, 0, 1, 0, 0], Tensor.Eye(3, 2).Reshape(-1));
        Assert.Equal([0, 0], Tensor.Eye(0).Shape);
    }

    [Fact]
    public void The_like_of_a_tensor_may_require_grad()
    {
        Tensor x = Tensor.Ones([2]);
        Assert.All(
            [x.ZerosLike(requiresGrad: true), x.OnesLike(requiresGrad: true), x.FullLike(7, requiresGrad: true), x.EmptyLike(requiresGrad: true),
             x.RandLike(requiresGrad: true), x.RandnLike(requiresGrad: true)],
            like => Assert.True(like.RequiresGrad && like.IsLeaf));
        Assert.Throws<DTypeException>(() => x.ZerosLike(DType.Int64, requiresGrad: true));
    }

    [Fact]
    public void The_like_of_a_tensor_has_its_shape_and_dtype_unless_another_is_given()
    {
        Tensor x = Tensor.Ones([2, 3], DType.Float64, requiresGrad: true).T;
        foreach (Func<DType?, Tensor> like in (Func<DType?, Tensor>[])[d => x.ZerosLike(d), d => x.OnesLike(d), d => x.FullLike(7, d), d => x.EmptyLike(d), d => x.RandLike(d), d => x.RandnLike(d)])
        {
            Assert.Equal([3, 2], like(null).Shape);
            Assert.Equal(DType.Float64, like(null).DType);
            Assert.Equal(DType.Float32, like(DType.Float32).DType);
            Assert.False(like(null).RequiresGrad);
        }

        Assert.Equal(DType.Int64, x.RandIntLike(0, 5, DType.Int64).DType);
    }

    /// <summary>What PyTorch 1.13.1 gives after <c>torch.manual_seed(0)</c>.</summary>
    [Fact]
    public void Random_numbers_are_PyTorchs()
    {
        GoldenJson.AssertClose(
            [2.338884124471761, 0.8202565094531178, 0.4100293959293410, 1.6900790961439212, 0.6904702905485386],
            Tensor.Empty([5], DType.Float64).Exponential_(1.5, Seeded()).ToArray<double>(), 1e-15, 0, "exponential_ in float64");
        Assert.Equal([2.3388841f, 0.82025653f, 0.41002938f, 1.6900791f, 0.6904703f], Tensor.Empty([5]).Exponential_(1.5, Seeded()).ToArray<float>());
        Assert.Equal([4L, 9, 3, 0, 3], Tensor.Empty([5], DType.Int64).Random_(0, 10, Seeded()).ToArray<long>());
        Assert.Equal([4L, 9, 3, 0, 3], Tensor.RandInt(10, [5], generator: Seeded()).ToArray<long>());
        Assert.Equal<byte>([172, 47, 117, 192, 67], Tensor.Empty([5], DType.UInt8).Random_(0, 256, Seeded()).ToArray<byte>());
        Assert.Equal([0, 1, 1, 1, 0, 0], Tensor.Bernoulli(Tensor.Create([0.0, 1, 1, 1, 0, 0])).ToArray<double>());
        Tensor p = Tensor.Linspace(0, 1, 40).Reshape(8, 5).T;
        Assert.Equal(Tensor.Bernoulli(p.Contiguous(), Seeded()).ToArray<float>(), Tensor.Bernoulli(p, Seeded()).ToArray<float>());
    }

    /// <summary>A transposed view is filled in order of memory; normal numbers of a view that is not contiguous are drawn one by one.</summary>
    [Fact]
    public void Views_are_filled_in_order_of_memory()
    {
        float[] straight = Tensor.Empty([12]).Uniform_(generator: Seeded()).ToArray<float>();
        Tensor turned = Tensor.Zeros([3, 4]);
        turned.T.Uniform_(generator: Seeded());
        Assert.Equal(straight, turned.ToArray<float>());
        turned.T.Random_(0, 10, Seeded());
        Assert.Equal(Tensor.Empty([12]).Random_(0, 10, Seeded()).ToArray<float>(), turned.ToArray<float>());

        Tensor column = Tensor.Zeros([24, 2])[.., 0].Normal_(generator: Seeded());
        Tensor square = Tensor.Zeros([4, 6]);
        square.T.Normal_(generator: Seeded());
        Assert.Equal(column.ToArray<float>(), square.ToArray<float>());
        Assert.NotEqual(Tensor.Empty([24]).Normal_(generator: Seeded()).ToArray<float>(), square.ToArray<float>());
    }

    [Fact]
    public void Bad_arguments_are_refused_before_anything_is_drawn()
    {
        Generator generator = Seeded();
        Tensor floats = Tensor.Zeros([2]), ints = Tensor.Zeros([2], DType.Int64);
        Assert.Throws<DTypeException>(() => ints.Exponential_(1, generator));
        Assert.Throws<DTypeException>(() => ints.Uniform_(generator: generator));
        Assert.Throws<DTypeException>(() => ints.Normal_(generator: generator));
        Assert.Throws<DTypeException>(() => Tensor.Bernoulli(ints, generator));
        Assert.Throws<DTypeException>(() => Tensor.Zeros([2], DType.Bool).Random_(0, 2, generator));
        Assert.Throws<ArgumentOutOfRangeException>(() => floats.Exponential_(-1, generator));
        Assert.Throws<ArgumentOutOfRangeException>(() => floats.Random_(3, 3, generator));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Bernoulli(floats + 2, generator));
        Assert.Throws<GraphException>(() => Tensor.Zeros([2], requiresGrad: true).Exponential_());
        Assert.Equal(Seeded().NextUInt64(), generator.NextUInt64());
    }

    private static Generator Seeded() => new(0);

    private static void Same(DType dtype, double[] values, Tensor actual)
    {
        Assert.Equal(dtype, actual.DType);
        Assert.Equal(values, actual.ToArray<double>());
    }
}
