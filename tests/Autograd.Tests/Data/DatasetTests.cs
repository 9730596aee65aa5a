using Autograd.Data;

namespace Autograd.Tests.Data;

public class DatasetTests
{
    private static readonly TensorDataset s_data = new(
        Tensor.FromArray<byte>([0, 1, 10, 11, 20, 21], [3, 2]), Tensor.Create([5L, 6, 7]), x => x.To(DType.Float32) / 10);

    [Fact]
    public void A_batch_has_the_rows_asked_for_and_bytes_stay_bytes_until_then()
    {
        (Tensor x, Tensor y) = s_data.Batch([2, 0, 2]);
        Assert.Equal(DType.Float32, x.DType);
        Assert.Equal<Shape>([3, 2], x.Shape);
        Assert.Equal([2, 2.1f, 0, .1f, 2, 2.1f], x.ToArray<float>());
        Assert.Equal([7L, 5, 7], y.ToArray<long>());
        Assert.Equal((3, DType.UInt8), (s_data.Count, s_data.Inputs.DType));
    }

    [Fact]
    public void A_batch_shares_no_memory_with_the_dataset()
    {
        var data = new TensorDataset(Tensor.Zeros([3, 2]), Tensor.Zeros([3]));
        (Tensor x, Tensor y) = data.Batch([0, 1, 2]);
        x.Add_(1);
        y.Add_(1);
        Assert.Equal(0, data.Inputs.Sum().Item() + data.Targets.Sum().Item());
    }

    [Fact]
    public void A_dataset_over_a_strided_view_gathers_its_rows()
    {
        var data = new TensorDataset(Tensor.Arange(6).Reshape([2, 3]).Transpose(0, 1), Tensor.Arange(3));
        Assert.Equal([2L, 5, 0, 3], data.Batch([2, 0]).Inputs.ToArray<long>());
    }

    [Fact]
    public void Tensors_of_different_lengths_are_refused()
    {
        Assert.Contains("[3, 2] and [2]", Assert.Throws<ShapeException>(() => new TensorDataset(Tensor.Zeros([3, 2]), Tensor.Zeros([2]))).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => new TensorDataset(Tensor.Zeros([]), Tensor.Zeros([])));
        Assert.Throws<TensorIndexException>(() => s_data.Batch([3]));
        Assert.Throws<TensorIndexException>(() => s_data.Batch([-1]));
    }

    [Fact]
    public void A_subset_has_its_own_order_and_its_own_numbers()
    {
        Subset<(Tensor Inputs, Tensor Targets)> part = s_data.Subset([2, 0]);
        Assert.Equal(2, part.Count);
        Assert.Equal([5L, 7], part.Batch([1, 0]).Targets.ToArray<long>());
        Assert.Equal([5L], part.Subset([1]).Batch([0]).Targets.ToArray<long>());
        Assert.Throws<TensorIndexException>(() => part.Batch([2]));
        Assert.Throws<TensorIndexException>(() => s_data.Subset([0, 3]));
        Assert.Throws<TensorIndexException>(() => s_data.Subset([-1]));
    }

    // torch.utils.data.random_split(range(n), lengths, torch.Generator().manual_seed(seed)), PyTorch 1.13.1.
    [Theory]
    [InlineData(0, "4 1 7 5 3 9 0|8 6 2", "10 0 4 3 5 8|2 1 9|7 6")]
    [InlineData(7, "5 0 3 4 1 7 9|6 8 2", "3 0 9 2 5 8|4 10 1|7 6")]
    public void A_random_split_is_PyTorchs(ulong seed, string sizes, string fractions)
    {
        Assert.Equal(sizes, Text(new DataLoaderTests.Numbers(10).RandomSplit([7, 3], new Generator(seed))));
        Assert.Equal(fractions, Text(new DataLoaderTests.Numbers(11).RandomSplit([0.5, 0.3, 0.2], new Generator(seed))));

        static string Text(Subset<int[]>[] parts) => string.Join('|', parts.Select(part => string.Join(' ', part.Indices.ToArray())));
    }

    [Fact]
    public void A_split_that_does_not_add_up_is_refused_and_draws_nothing()
    {
        Generator generator = new(0);
        var ten = new DataLoaderTests.Numbers(10);
        Assert.Throws<ArgumentException>(() => ten.RandomSplit([7, 2], generator));
        Assert.Throws<ArgumentException>(() => ten.RandomSplit([11, -1], generator));
        Assert.Throws<ArgumentException>(() => ten.RandomSplit([0.5, 0.4], generator));
        Assert.Throws<ArgumentException>(() => ten.RandomSplit([1.5, -0.5], generator));
        Assert.Throws<ArgumentException>(() => ten.RandomSplit([double.NaN, 0.5], generator));
        Assert.Equal(new Generator(0).NextUInt32(), generator.NextUInt32());
    }
}
