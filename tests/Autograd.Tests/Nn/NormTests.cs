using System.Text.Json;
using Autograd.Nn;

namespace Autograd.Tests.Nn;

public sealed class NormTests
{
    private static readonly JsonElement[] s_cases = [.. GoldenJson.Read("norms.json").EnumerateArray()];

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, s_cases.Length)];

    /// <summary>Golden: norms() in generate.py.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Three_batches_and_an_evaluation_are_PyTorchs(int index)
    {
        JsonElement c = s_cases[index];
        ChannelNorm layer = Make(c);
        string what = $"{layer}";
        Tensor[] batches = [.. c.GetProperty("batches").EnumerateArray().Select(b => b.Tensor())];
        batches[0].RequiresGrad = true;
        layer.Call(batches[0]).Cos().Sum().Backward();
        Same("grad", batches[0].Grad!);
        layer.Call(batches[1]);
        Same("trained", layer.Call(batches[2]));
        layer.Eval();
        Same("evaluated", layer.Call(batches[3]));
        JsonProperty[] state = [.. c.GetProperty("state").EnumerateObject()];
        OrderedDictionary<string, Tensor> found = layer.StateDict();
        Assert.Equal(state.Select(p => p.Name), found.Keys);
        foreach (JsonProperty p in state) GoldenJson.AssertClose(p.Value.Numbers(), found[p.Name].ToArray<double>(), 1e-10, 1e-11, $"{p.Name} of {what}");

        void Same(string name, Tensor found) => GoldenJson.AssertClose(c.GetProperty(name).Numbers(), found.ToArray<double>(), 1e-9, 1e-10, $"{name} of {what}");
    }

    [Fact]
    public void Running_numbers_are_buffers_that_to_leaves_whole()
    {
        var layer = new BatchNorm2d(3);
        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], layer.StateDict().Keys);
        Assert.Equal(2, layer.Parameters().Count);
        layer.To(DType.Float64);
        Assert.Equal([DType.Float64, DType.Float64, DType.Int64], layer.Buffers().Select(b => b.DType));
        layer.Call(Tensor.Randn([2, 3, 4, 4], DType.Float64));
        Assert.Equal(1, layer.NumBatchesTracked!.Item<long>());
        var other = new BatchNorm2d(3);
        other.LoadStateDict(layer.StateDict());
        Assert.Equal(1, other.NumBatchesTracked!.Item<long>());
        layer.ResetRunningStats();
        Assert.Equal([0, 0, 0, 1, 1, 1, 0], layer.Buffers().SelectMany(b => b.ToArray<double>()));
    }

    [Fact]
    public void One_value_in_each_channel_has_no_variance_in_training()
    {
        var layer = new BatchNorm1d(3);
        Assert.Contains("more than one value", Assert.Throws<ShapeException>(() => layer.Call(Tensor.Ones([1, 3]))).Message);
        Assert.Equal(0, layer.NumBatchesTracked!.Item<long>());
        layer.Eval();
        layer.Call(Tensor.Ones([1, 3]));
        Assert.Throws<ShapeException>(() => new InstanceNorm1d(3).Call(Tensor.Ones([2, 3, 1])));
        Assert.Throws<ShapeException>(() => F.GroupNorm(Tensor.Ones([1, 3]), 3));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Tensor x = Tensor.Ones([2, 4, 3]);
        Assert.Throws<ShapeException>(() => new BatchNorm1d(3).Call(x));
        Assert.Throws<ShapeException>(() => new BatchNorm2d(4).Call(x));
        Assert.Throws<ShapeException>(() => new InstanceNorm2d(4).Call(Tensor.Ones([4, 4])));
        Assert.Throws<ShapeException>(() => new LayerNorm(4).Call(x));
        Assert.Throws<ShapeException>(() => new LayerNorm([4, 4]).Call(x));
        Assert.Throws<ShapeException>(() => F.LayerNorm(x, []));
        Assert.Throws<ShapeException>(() => F.LayerNorm(x, [3], Tensor.Ones([4])));
        Assert.Throws<ShapeException>(() => new RmsNorm(4).Call(x));
        Assert.Throws<ShapeException>(() => F.GroupNorm(x, 3));
        Assert.Throws<ShapeException>(() => F.BatchNorm(x, null, null, Tensor.Ones([3]), training: true));
        Assert.Throws<ShapeException>(() => F.BatchNorm(Tensor.Ones([3]), null, null, training: true));
        Assert.Throws<ArgumentException>(() => F.BatchNorm(x, null, null));
        Assert.Throws<ArgumentException>(() => F.BatchNorm(x, Tensor.Ones([4]), null, training: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.GroupNorm(x, 0));
        Assert.Throws<ArgumentException>(() => new GroupNorm(3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNorm1d(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.Normalize(x, p: 0));
        foreach (DType dtype in (DType[])[DType.Int64, DType.Float64])
        {
            Assert.Throws<DTypeException>(() => new LayerNorm(3).Call(x.To(dtype)));
            var batchNorm = new BatchNorm1d(4);
            Assert.Throws<DTypeException>(() => batchNorm.Call(x.To(dtype)));
            batchNorm.Eval();
            Assert.Throws<DTypeException>(() => batchNorm.Call(x.To(dtype)));
        }

        Assert.Throws<DTypeException>(() => F.Normalize(x.To(DType.Int64)));
    }

    [Fact]
    public void A_vector_of_zeros_stays_one_and_takes_no_gradient()
    {
        Tensor x = Tensor.Zeros([2, 3], requiresGrad: true);
        Tensor y = F.Normalize(x);
        Assert.Equal(new float[6], y.ToArray<float>());
        y.Sum().Backward();
        Assert.All(x.Grad!.ToArray<float>(), g => Assert.True(float.IsFinite(g)));
    }

    [Fact]
    public void Far_from_zero_there_is_still_a_variance()
    {
        Tensor x = Tensor.Randn([8, 1000], generator: new Generator(0));
        double[] near = F.LayerNorm(x, [1000]).ToArray<double>(), far = F.LayerNorm(x + 1000, [1000]).ToArray<double>();
        GoldenJson.AssertClose(near, far, 0, 1e-3, "shifted by 1000");
        Tensor y = F.LayerNorm(x.To(DType.Float64) + 1e6, [1000]);
        GoldenJson.AssertClose(near, y.ToArray<double>(), 0, 1e-5, "shifted by 1e6 in float64");
    }

    [Fact]
    public void Layers_say_what_they_are()
    {
        Assert.Equal("BatchNorm1d(3, eps: 1E-05, momentum: 0.1, affine: true, trackRunningStats: true)", new BatchNorm1d(3).ToString());
        Assert.Equal("LayerNorm([3, 4], eps: 1E-05, elementwiseAffine: true)", new LayerNorm([3, 4]).ToString());
        Assert.Equal("RmsNorm([3], eps: null, elementwiseAffine: false)", new RmsNorm(3, elementwiseAffine: false).ToString());
        Assert.Equal("GroupNorm(2, 4, eps: 1E-05, affine: true)", new GroupNorm(2, 4).ToString());
    }

    private static ChannelNorm Make(JsonElement c)
    {
        bool affine = c.GetProperty("affine").GetBoolean(), track = c.GetProperty("track").GetBoolean();
        double? momentum = c.GetProperty("momentum") is { ValueKind: JsonValueKind.Number } m ? m.GetDouble() : null;
        ChannelNorm layer = c.GetProperty("layer").GetString() switch
        {
            "BatchNorm1d" => new BatchNorm1d(3, 1e-5, momentum, affine, track, DType.Float64),
            "BatchNorm2d" => new BatchNorm2d(3, 1e-5, momentum, affine, track, DType.Float64),
            "BatchNorm3d" => new BatchNorm3d(3, 1e-5, momentum, affine, track, DType.Float64),
            "InstanceNorm1d" => new InstanceNorm1d(3, 1e-5, momentum!.Value, affine, track, DType.Float64),
            "InstanceNorm2d" => new InstanceNorm2d(3, 1e-5, momentum!.Value, affine, track, DType.Float64),
            _ => new InstanceNorm3d(3, 1e-5, momentum!.Value, affine, track, DType.Float64),
        };
        if (!affine) return layer;
        using GradModeScope mode = GradMode.NoGrad();
        layer.Weight!.Copy_(Tensor.Create([0.5, -1, 2]));
        layer.Bias!.Copy_(Tensor.Create([1, 0.25, -3]));
        return layer;
    }
}
