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
    public void Windows_and_outputs_beyond_the_largest_tensor_are_refused()
    {
        const int Most = int.MaxValue;
        Tensor line = Tensor.Ones([1, 1, 4]), image = Tensor.Ones([1, 1, 4, 4]), two = Tensor.Ones([1, 1, 2, 2]);
        Tensor at = Tensor.Zeros([1, 1, 4], DType.Int64), places = Tensor.Zeros([1, 1, 4, 4], DType.Int64);
        foreach ((string word, Func<object?> call) in ((string, Func<object?>)[])
            [
                ("more than", () => F.AdaptiveAvgPool1d(line, Most)), ("more than", () => F.AdaptiveAvgPool2d(image, Most)), ("more than", () => F.AdaptiveMaxPool1d(line, Most)),
                ("more than", () => F.AdaptiveMaxPool2d(image, (1, Most))), ("more than", () => F.AdaptiveMaxPool2d(image, 60_000)), ("more than", () => F.AdaptiveAvgPool2d(image, (65_536, 65_536))),
                ("reaches over more", () => F.MaxPool1d(line, 3, dilation: Most)), ("reaches over more", () => F.MaxPool2d(image, 3, dilation: Most)),
                ("reaches over more", () => F.MaxPool2d(image, Most)),
                ("reaches over more", () => F.AvgPool1d(line, Most)), ("more than", () => F.MaxUnpool1d(line, at, 2, Most)), ("more than", () => F.MaxUnpool2d(image, places, 2, Most)),
                ("more than", () => F.MaxUnpool2d(image, places, 2, 65_536)), ("empty", () => F.MaxUnpool1d(line, at, 2, padding: Most)),
                ("'same'", () => F.Conv1d(line, Tensor.Ones([1, 1, 3]), padding: Padding1d.Same, dilation: Most)),
                ("'same'", () => F.Conv2d(image, Tensor.Ones([1, 1, 3, 3]), padding: Padding2d.Same, dilation: Most)),
                ("padded input", () => F.Conv2d(image, two, stride: 1_000_000, padding: 50_000)), ("padded input", () => F.Conv2d(image, two, dilation: 50_000, padding: 25_000)),
                ("does not fit", () => F.Unfold(image, 2, dilation: Most)), ("more than", () => F.Unfold(image, 2, padding: Most)),
                ("does not fit", () => F.Fold(Tensor.Ones([1, 4, 9]), 4, 2, dilation: Most)),
                ("more than", () => image.Pad([0, Most])), ("more than", () => image.Pad([0, Most], PadMode.Replicate)), ("more than", () => F.PixelUnshuffle(Tensor.Zeros([1, 1, 0, 0]), Most)),
                ("more than", () => new ConvTranspose1d(1, 1, 2, stride: Most).Call(line)), ("output size", () => new ConvTranspose1d(1, 1, 2, stride: 2).Call(line, Most)),
                ("more than", () => F.OneHot(Tensor.Create([1L]), Most)),
            ])
        {
            Exception error = Record.Exception(() => { call(); })!;
            Assert.IsType<ShapeException>(error);
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Steps_beyond_the_end_and_windows_in_the_padding_count_as_they_are()
    {
        const int Most = int.MaxValue;
        Tensor image = Tensor.Arange(16).Reshape(1, 1, 4, 4).Float();
        Assert.Equal([2.5f], F.AvgPool2d(image, 2, stride: Most).ToArray<float>());
        Assert.Equal([5f], F.MaxPool2d(image, 2, stride: Most, ceilMode: true).ToArray<float>());
        Assert.Equal([30f], F.Conv2d(image, Tensor.Ones([1, 1, 2, 2]), stride: Most).ToArray<float>().Select(x => x * 3));
        Assert.Equal(120f / 100_000 / 100_000, F.AvgPool2d(image, 100_000, padding: 50_000).ToArray<float>()[0], 1e-12);
        Assert.Equal([0f, 1, 4, 5], F.Unfold(image, 2, stride: Most).ToArray<float>());
        Assert.Equal([0f, 1], image[0, 0, 0].Unfold(0, 2, Most).ToArray<float>());
    }

    [Fact]
    public void Messages_say_what_was_written()
    {
        Assert.Contains("index ^0 ", Assert.Throws<TensorIndexException>(() => s_matrix[^0]).Message);
        Assert.Contains("0.1 is 0 in int64", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Arange(0, 1, 0.1, DType.Int64)).Message);
    }
}
