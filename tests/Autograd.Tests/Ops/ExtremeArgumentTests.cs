using Autograd.Nn;

namespace Autograd.Tests.Ops;

/// <summary>Whole-number arguments at the ends of the range of int: the right result or a message, never a number that wrapped.</summary>
public sealed class ExtremeArgumentTests
{
    private static readonly Tensor s_matrix = Tensor.Arange(6).Reshape(2, 3);

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_diagonal_outside_the_matrix_is_empty(int offset)
    {
        Assert.Equal(0, s_matrix.Diagonal(offset).Numel);
        Assert.Equal(0, s_matrix.Diag(offset).Numel);
        Assert.Contains("offset", Assert.Throws<ShapeException>(() => Tensor.Arange(3).Diag(offset)).Message);
        Assert.Contains("offset", Assert.Throws<ShapeException>(() => s_matrix.DiagEmbed(offset)).Message);
    }

    [Fact]
    public void A_step_beyond_the_end_takes_the_first()
    {
        Assert.Equal([0L, 3], s_matrix[.., TensorIndex.Slice(null, null, int.MaxValue)].ToArray<long>());
        Assert.Equal(0, s_matrix[.., TensorIndex.Slice(3, null, int.MaxValue)].Numel);
    }

    [Fact]
    public void Repeats_beyond_the_largest_tensor_are_refused()
    {
        const int Many = int.MaxValue;
        Assert.Contains("repeat", Assert.Throws<ShapeException>(() => s_matrix.Repeat(Many, Many)).Message);
        Assert.Contains("repeat", Assert.Throws<ShapeException>(() => s_matrix.Tile(Many, Many)).Message);
        Assert.Contains("repeat_interleave", Assert.Throws<ShapeException>(() => s_matrix.RepeatInterleave(Many)).Message);
        Tensor counts = Tensor.Create([1, long.MaxValue]);
        Assert.Contains("repeat_interleave", Assert.Throws<ShapeException>(() => s_matrix.RepeatInterleave(counts, 0)).Message);
        Assert.Contains("channels", Assert.Throws<ShapeException>(() => F.PixelShuffle(Tensor.Ones([1, 1, 2, 2]), 65536)).Message);
    }

    [Fact]
    public void A_convolution_whose_padded_input_is_too_large_is_refused()
    {
        const int Most = int.MaxValue;
        Tensor line = Tensor.Ones([1, 1, 4]), image = Tensor.Ones([1, 1, 4, 4]), solid = Tensor.Ones([1, 1, 4, 4, 4]);
        Tensor two = Tensor.Ones([1, 1, 2]), square = Tensor.Ones([1, 1, 2, 2]), cube = Tensor.Ones([1, 1, 2, 2, 2]);
        Assert.Contains("padded", Assert.Throws<ShapeException>(() => F.Conv1d(line, two, padding: Most)).Message);
        Assert.Contains("padded", Assert.Throws<ShapeException>(() => F.Conv2d(image, square, padding: Most)).Message);
        Assert.Contains("padded", Assert.Throws<ShapeException>(() => F.Conv3d(solid, cube, stride: Most, padding: Most)).Message);
        Assert.Contains("reaches over 2147483648", Assert.Throws<ShapeException>(() => F.Conv2d(image, square, dilation: Most)).Message);
        Assert.Contains("leaves nothing", Assert.Throws<ShapeException>(() => F.ConvTranspose2d(image, square, padding: Most)).Message);
        Assert.Contains("2147483651", Assert.Throws<ShapeException>(() => F.ConvTranspose1d(line, two, dilation: Most)).Message);
    }

    [Fact]
    public void Messages_say_what_was_written()
    {
        Assert.Contains("index ^0 ", Assert.Throws<TensorIndexException>(() => s_matrix[^0]).Message);
        Assert.Contains("0.1 is 0 in int64", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Arange(0, 1, 0.1, DType.Int64)).Message);
    }
}
