using System.Text.Json;
using Autograd.Nn;

namespace Autograd.Tests.Nn;

public sealed class MultiheadAttentionTests
{
    private static readonly JsonElement[] s_cases = [.. GoldenJson.Read("attention.json").EnumerateArray()];

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, s_cases.Length)];

    /// <summary>Golden: attention() in generate.py.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Start_values_outputs_and_weights_are_PyTorchs(int index)
    {
        JsonElement c = s_cases[index];
        bool batchFirst = c.GetProperty("batch_first").GetBoolean(), heads = c.GetProperty("masks").GetString() == "heads";
        JsonElement sizes = c.GetProperty("sizes");
        int? kDim = sizes.TryGetProperty("kdim", out JsonElement k) ? k.GetInt32() : null, vDim = sizes.TryGetProperty("vdim", out JsonElement v) ? v.GetInt32() : null;
        var layer = new MultiheadAttention(
            6, 2, bias: c.GetProperty("bias").GetBoolean(), kDim: kDim, vDim: vDim, batchFirst: batchFirst, generator: new Generator(2));
        JsonProperty[] state = [.. c.GetProperty("state").EnumerateObject()];
        OrderedDictionary<string, Tensor> found = layer.StateDict();
        Assert.Equal(state.Select(p => p.Name), found.Keys);
        foreach (JsonProperty p in state) GoldenJson.AssertClose(p.Value.Numbers(), found[p.Name].ToArray<double>(), 1e-8, 0, p.Name);

        Tensor[] x = [.. c.GetProperty("inputs").EnumerateArray().Select(i => i.Tensor().To(DType.Float32)).Select(t => batchFirst ? t : t.Transpose(0, 1))];
        (Tensor output, Tensor? weights) = layer.Call(
            x[0], x[1], x[2], Mask(c, "key_padding_mask"), attnMask: Mask(c, "attn_mask"), averageAttnWeights: !heads);
        Assert.Equal(x[0].Shape, output.Shape);
        GoldenJson.AssertClose(c.GetProperty("output").Numbers(), output.ToArray<double>(), 1e-5, 2e-6, "output");
        GoldenJson.AssertClose(c.GetProperty("weights").Numbers(), weights!.ToArray<double>(), 1e-5, 2e-6, "weights");
    }

    [Fact]
    public void One_sample_needs_no_batch()
    {
        foreach (bool batchFirst in (bool[])[false, true])
        {
            var layer = new MultiheadAttention(6, 3, batchFirst: batchFirst);
            Tensor x = Tensor.Randn([4, 6]), y = Tensor.Randn([5, 6]), padding = Tensor.Create([false, true, false, false, false]);
            int batch = batchFirst ? 0 : 1;
            (Tensor output, Tensor? weights) = layer.Call(x, y, y, padding);
            (Tensor batched, Tensor? ofBatch) = layer.Call(x.Unsqueeze(batch), y.Unsqueeze(batch), y.Unsqueeze(batch), padding.Unsqueeze(0));
            Assert.Equal(batched.Squeeze(batch).ToArray<float>(), output.ToArray<float>());
            Assert.Equal(ofBatch!.Squeeze(0).ToArray<float>(), weights!.ToArray<float>());
            Assert.Equal([4, 5], weights.Shape);
            Assert.Null(layer.Call(x, y, y, needWeights: false).Weights);
        }
    }

    [Fact]
    public void Dropout_is_for_training()
    {
        var layer = new MultiheadAttention(4, 2, dropout: 0.5, generator: new Generator(0));
        Tensor x = Tensor.Randn([3, 2, 4], generator: new Generator(1));
        Assert.Contains(0f, layer.Call(x, x, x, averageAttnWeights: false).Weights!.ToArray<float>());
        layer.Eval();
        Assert.DoesNotContain(0f, layer.Call(x, x, x, averageAttnWeights: false).Weights!.ToArray<float>());
    }

    [Fact]
    public void Every_parameter_takes_a_gradient()
    {
        foreach (int? other in (int?[])[null, 3])
        {
            var layer = new MultiheadAttention(4, 2, kDim: other, vDim: other);
            Tensor x = Tensor.Randn([3, 2, 4]), y = Tensor.Randn([5, 2, other ?? 4]);
            layer.Call(x, y, y).Output.Square().Sum().Backward();
            Assert.All(layer.Parameters(), p => Assert.NotNull(p.Grad));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var layer = new MultiheadAttention(4, 2, batchFirst: true);
        Tensor x = Tensor.Ones([2, 3, 4]);
        Assert.Throws<ShapeException>(() => layer.Call(x, x, Tensor.Ones([2, 5, 4])));
        Assert.Throws<ShapeException>(() => layer.Call(Tensor.Ones([2, 3, 5]), x, x));
        Assert.Throws<ShapeException>(() => layer.Call(x, x, x, Tensor.Zeros([2, 4], DType.Bool)));
        Assert.Throws<ShapeException>(() => layer.Call(x, x, x, attnMask: Tensor.Zeros([2, 3, 3])));
        Assert.Throws<DTypeException>(() => layer.Call(x, x, x, attnMask: Tensor.Zeros([3, 3], DType.Int64)));
        Assert.Throws<ArgumentException>(() => new MultiheadAttention(4, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiheadAttention(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiheadAttention(4, 2, dropout: -1));
    }

    private static Tensor? Mask(JsonElement c, string name)
    {
        if (!c.TryGetProperty(name, out JsonElement written)) return null;
        bool whole = written.GetProperty("dtype").GetString() == "bool";
        return written.Tensor().To(whole ? DType.Bool : DType.Float32);
    }
}
