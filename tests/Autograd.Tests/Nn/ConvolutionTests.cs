using Autograd.Nn;
using FsCheck.Xunit;

namespace Autograd.Tests.Nn;

public sealed class ConvolutionTests
{
    private static readonly Generator s_generator = new(0);

    /// <summary>What is wrong, and a word that the message must hold.</summary>
    private static readonly Dictionary<string, (Action Call, Type Error, string Says)> s_misuse = new()
    {
        ["weight rank"] = (() => F.Conv1d(Random(2, 3, 7), Random(4, 3)), typeof(ShapeException), "conv1d: the weight must be [out, in / groups, length], not [4, 3]"),
        ["input rank"] = (() => F.Conv3d(Random(2, 7), Random(4, 3, 2, 2, 2)), typeof(ShapeException), "[batch, channels, depth, height, width]"),
        ["channels"] = (() => F.Conv1d(Random(2, 3, 7), Random(4, 2, 3)), typeof(ShapeException), "the input has 3 channels"),
        ["groups"] = (() => F.Conv1d(Random(2, 4, 7), Random(3, 2, 3), groups: 2), typeof(ShapeException), "cannot be divided into 2 groups"),
        ["transposed channels"] = (() => F.ConvTranspose2d(Random(2, 3, 5, 5), Random(4, 2, 3, 3)), typeof(ShapeException), "the weight takes 4"),
        ["bias"] = (() => F.Conv3d(Random(3, 4, 4, 4), Random(2, 3, 2, 2, 2), Random(3)), typeof(ShapeException), "the bias must be [2]"),
        ["dtype"] = (() => F.Conv1d(Random(3, 7), Random(2, 3, 3).To(DType.Float32)), typeof(DTypeException), "convert one with To"),
        ["not floating"] = (() => F.Conv1d(Tensor.Zeros([3, 7], DType.Int64), Tensor.Zeros([2, 3, 3], DType.Int64)), typeof(DTypeException), "not defined for int64"),
        ["kernel too large"] = (() => F.Conv1d(Random(3, 4), Random(2, 3, 3), dilation: 3, padding: 1), typeof(ShapeException), "reaches over 7 of length, more than the padded input's 6"),
        ["depth too small"] = (() => F.Conv3d(Random(3, 1, 4, 4), Random(2, 3, 2, 2, 2)), typeof(ShapeException), "of depth"),
        ["same with stride"] = (() => F.Conv3d(Random(3, 4, 4, 4), Random(2, 3, 2, 2, 2), stride: 2, padding: Padding3d.Same), typeof(ArgumentOutOfRangeException), "'same' is for stride 1"),
        ["stride"] = (() => F.Conv1d(Random(3, 4), Random(2, 3, 3), stride: 0), typeof(ArgumentOutOfRangeException), "the stride must be at least 1"),
        ["padding"] = (() => F.ConvTranspose1d(Random(3, 4), Random(3, 2, 3), padding: -1), typeof(ArgumentOutOfRangeException), "the padding must be at least 0"),
        ["output padding"] = (() => F.ConvTranspose1d(Random(3, 4), Random(3, 2, 3), stride: 2, outputPadding: 2), typeof(ArgumentOutOfRangeException), "below the stride or the dilation"),
        ["nothing left"] = (() => F.ConvTranspose1d(Random(3, 2), Random(3, 2, 2), padding: 2), typeof(ShapeException), "leaves nothing"),
        ["output size"] = (() => new ConvTranspose1d(3, 2, 3, stride: 2).Call(Tensor.Zeros([3, 4]), 11), typeof(ShapeException), "from 9 to 10"),
        ["layer's groups"] = (() => _ = new ConvTranspose2d(3, 4, 3, groups: 2), typeof(ArgumentOutOfRangeException), "cannot both be divided into 2 groups"),
        ["layer's padding"] = (() => _ = new Conv1d(3, 4, 3, padding: -1), typeof(ArgumentOutOfRangeException), "padding must be at least 0"),
        ["reflection"] = (() => new Conv1d(1, 1, 3, padding: 3, paddingMode: PadMode.Reflect).Call(Tensor.Zeros([1, 3])), typeof(ShapeException), "mirror"),
        ["pool rank"] = (() => F.MaxPool1d(Random(7), 2), typeof(ShapeException), "max_pool1d: the input must be"),
        ["pool too large"] = (() => F.AvgPool1d(Random(3, 4), 6, padding: 0), typeof(ShapeException), "avg_pool1d: the window reaches over more length"),
        ["pool padding"] = (() => F.MaxPool1d(Random(3, 4), 2, padding: 2), typeof(ArgumentOutOfRangeException), "half the kernel"),
        ["adaptive size"] = (() => F.AdaptiveAvgPool2d(Random(3, 4, 4), (2, -1)), typeof(ArgumentOutOfRangeException), "cannot be negative, as [2, -1] is"),
        ["adaptive empty"] = (() => F.AdaptiveMaxPool1d(Tensor.Zeros([3, 0]), 2), typeof(ShapeException), "only the batch or the channels may be empty"),
        ["unpool index"] = (() => F.MaxUnpool1d(Random(1, 2), Tensor.Create([0L, 4L]).Reshape(1, 2), 2), typeof(TensorIndexException), "index 4 is out of range"),
        ["unpool shapes"] = (() => F.MaxUnpool1d(Random(1, 2), Tensor.Create([0L]).Reshape(1, 1), 2), typeof(ShapeException), "one index for each value"),
        ["unpool dtype"] = (() => F.MaxUnpool1d(Random(1, 2), Random(1, 2), 2), typeof(DTypeException), "must be int64"),
        ["unpool size"] = (() => F.MaxUnpool1d(Random(1, 2), Tensor.Create([0L, 3L]).Reshape(1, 2), 2, outputSize: 6), typeof(ShapeException), "between 2 and 6"),
    };

    public static TheoryData<string> Misuse() => [.. s_misuse.Keys];

    [Theory]
    [MemberData(nameof(Misuse))]
    public void Misuse_is_refused_in_words(string what)
    {
        (Action call, Type error, string says) = s_misuse[what];
        Exception thrown = Assert.Throws(error, call);
        Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_padding_mode_pads_before_the_convolution()
    {
        Tensor x = Random(2, 3, 6).To(DType.Float32);
        foreach (PadMode mode in (PadMode[])[PadMode.Reflect, PadMode.Replicate, PadMode.Circular])
        {
            var line = new Conv1d(3, 4, 4, padding: Padding1d.Same, paddingMode: mode, generator: s_generator);
            Same(F.Conv1d(x.Pad([1, 2], mode), line.Weight, line.Bias), line.Call(x));
            var image = new Conv2d(2, 4, (3, 2), padding: (1, 2), paddingMode: mode, generator: s_generator);
            Tensor plane = x.Reshape(1, 2, 3, 6);
            Same(F.Conv2d(plane.Pad([2, 2, 1, 1], mode), image.Weight, image.Bias), image.Call(plane));
            var volume = new Conv3d(1, 2, (2, 3, 1), padding: (1, 2, 0), paddingMode: mode, generator: s_generator);
            Tensor block = x.Reshape(1, 1, 3, 3, 4);
            Same(F.Conv3d(block.Pad([0, 0, 2, 2, 1, 1], mode), volume.Weight, volume.Bias), volume.Call(block));
        }
    }

    [Fact]
    public void A_transposed_layer_gives_the_size_that_is_asked_for()
    {
        Tensor x = Random(2, 3, 4, 5).To(DType.Float32);
        var layer = new ConvTranspose2d(3, 2, 3, stride: (2, 3), padding: 1, generator: s_generator);
        Assert.Equal([2, 2, 8, 15], layer.Call(x, (8, 15)).Shape);
        Same(F.ConvTranspose2d(x, layer.Weight, layer.Bias, (2, 3), 1, (1, 2)), layer.Call(x, (8, 15)));
        Same(layer.Call(x), layer.Call(x, (7, 13)));
        Assert.Equal([3, 10], new ConvTranspose1d(2, 3, 3, stride: 2).Call(Tensor.Zeros([2, 4]), 10).Shape);
        Assert.Equal([1, 5, 6, 7], new ConvTranspose3d(1, 1, 3, stride: 2).Call(Tensor.Zeros([1, 2, 2, 3]), (5, 6, 7)).Shape);
    }

    [Fact]
    public void Layers_say_what_they_are()
    {
        Assert.Equal("Conv1d(2, 4, kernelSize: (3,), stride: (2,), padding: (1,), groups: 2, bias: false)", new Conv1d(2, 4, 3, 2, 1, groups: 2, bias: false).ToString());
        Assert.Equal(
            "Conv3d(2, 4, kernelSize: (3, 3, 3), stride: (1, 1, 1), padding: same, dilation: (1, 2, 3), paddingMode: reflect)",
            new Conv3d(2, 4, 3, padding: Padding3d.Same, dilation: (1, 2, 3), paddingMode: PadMode.Reflect).ToString());
        Assert.Equal(
            "ConvTranspose2d(2, 4, kernelSize: (3, 2), stride: (2, 2), outputPadding: (1, 1))", new ConvTranspose2d(2, 4, (3, 2), 2, outputPadding: 1).ToString());
        Assert.Equal("MaxPool1d(kernelSize: 3, stride: 3, padding: 0, dilation: 1, ceilMode: false)", new MaxPool1d(3).ToString());
        Assert.Equal("AvgPool1d(kernelSize: (3,), stride: (2,), padding: (1,))", new AvgPool1d(3, 2, 1).ToString());
        Assert.Equal("AdaptiveAvgPool2d(outputSize: (1, 2))", new AdaptiveAvgPool2d((1, 2)).ToString());
        Assert.Equal("MaxUnpool2d(kernelSize: (2, 2), stride: (2, 2), padding: (0, 0))", new MaxUnpool2d(2).ToString());
        Assert.Equal("ZeroPad2d((1, 1, 1, 1))", new ZeroPad2d(1).ToString());
    }

    [Fact]
    public void Pooling_layers_do_as_their_functions()
    {
        Tensor x = Random(2, 3, 6, 7), line = Random(2, 3, 7);
        Same(F.MaxPool1d(line, 3, 2, 1), new MaxPool1d(3, 2, 1).Call(line));
        Same(F.AvgPool1d(line, 3, 2, 1), new AvgPool1d(3, 2, 1).Call(line));
        Same(F.AdaptiveAvgPool1d(line, 3), new AdaptiveAvgPool1d(3).Call(line));
        Same(F.AdaptiveMaxPool1d(line, 3), new AdaptiveMaxPool1d(3).Call(line));
        Same(F.AdaptiveAvgPool2d(x, (4, 3)), new AdaptiveAvgPool2d((4, 3)).Call(x));
        Same(F.AdaptiveMaxPool2d(x, (4, 3)), new AdaptiveMaxPool2d((4, 3)).Call(x));
        (Tensor values, Tensor indices) = F.MaxPool2dWithIndices(x, 2);
        Same(F.MaxUnpool2d(values, indices, 2, outputSize: (6, 7)), new MaxUnpool2d(2).Call(values, indices, (6, 7)));
        (values, indices) = F.MaxPool1dWithIndices(line, 2);
        Same(F.MaxUnpool1d(values, indices, 2, outputSize: 7), new MaxUnpool1d(2).Call(values, indices, 7));
    }

    /// <summary>Any options against the definition: each output is the sum over channels and taps.</summary>
    [Property]
    public bool Convolutions_are_their_definition(int seed)
    {
        var random = new Random(seed);
        int groups = random.Next(1, 3), inputs = groups * random.Next(1, 3), outputs = groups * random.Next(1, 3);
        int[] size = Three(random, 2, 6), kernel = Three(random, 1, 4), stride = Three(random, 1, 4), padding = Three(random, 0, 3), dilation = Three(random, 1, 3);
        for (int i = 0; i < 3; i++) size[i] = Math.Max(size[i], dilation[i] * (kernel[i] - 1) + 1);
        Tensor x = Random(2, inputs, size[0], size[1], size[2]), weight = Random(outputs, inputs / groups, kernel[0], kernel[1], kernel[2]);
        Tensor y = F.Conv3d(x, weight, null, Of(stride), Of(padding), Of(dilation), groups);
        Tensor seedOf = Random(y.Shape.ToArray());

        // Once from every tap forwards and backwards: the transposed convolution adds what the convolution reads.
        int[] sizes = y.Shape.ToArray();
        double[] expected = new double[y.Numel], back = new double[x.Numel], xs = x.ToArray<double>(), ws = weight.ToArray<double>(), vs = seedOf.ToArray<double>();
        foreach (int[] at in Places([2, outputs, sizes[2], sizes[3], sizes[4]]))
        {
            foreach (int[] tap in Places([inputs / groups, kernel[0], kernel[1], kernel[2]]))
            {
                int[] from = [at[0], at[1] / (outputs / groups) * (inputs / groups) + tap[0], 0, 0, 0];
                for (int i = 0; i < 3; i++) from[i + 2] = at[i + 2] * stride[i] - padding[i] + tap[i + 1] * dilation[i];
                if (Enumerable.Range(0, 3).Any(i => from[i + 2] < 0 || from[i + 2] >= size[i])) continue;
                double w = ws[Position(weight.Shape, [at[1], .. tap])];
                expected[Position(y.Shape, at)] += w * xs[Position(x.Shape, from)];
                back[Position(x.Shape, from)] += w * vs[Position(y.Shape, at)];
            }
        }

        int[] more = new int[3];
        for (int i = 0; i < 3; i++) more[i] = (size[i] + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) % stride[i];
        Tensor transposed = F.ConvTranspose3d(seedOf, weight, null, Of(stride), Of(padding), Of(more), groups, Of(dilation));
        return transposed.Shape == x.Shape && Near(expected, y) && Near(back, transposed);
    }

    private static bool Near(double[] expected, Tensor actual) => expected.Zip(actual.ToArray<double>()).All(p => Math.Abs(p.First - p.Second) < 1e-10);

    private static int[] Three(Random random, int from, int to) => [random.Next(from, to), random.Next(from, to), random.Next(from, to)];

    private static Size3 Of(int[] sizes) => (sizes[0], sizes[1], sizes[2]);

    private static int Position(Shape shape, int[] at)
    {
        int position = 0;
        for (int i = 0; i < at.Length; i++) position = position * shape[i] + at[i];
        return position;
    }

    private static IEnumerable<int[]> Places(int[] sizes)
    {
        int count = sizes.Aggregate(1, (a, b) => a * b);
        for (int n = 0; n < count; n++)
        {
            int[] at = new int[sizes.Length];
            for (int i = sizes.Length - 1, left = n; i >= 0; left /= sizes[i--]) at[i] = left % sizes[i];
            yield return at;
        }
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ToArray<double>(), actual.ToArray<double>());
    }

    private static Tensor Random(params int[] sizes) => Tensor.Randn(Shape.Create(sizes), DType.Float64, generator: s_generator);
}
