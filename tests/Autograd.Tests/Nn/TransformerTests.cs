using Autograd.Nn;

namespace Autograd.Tests.Nn;

/// <summary>Keys, copies, masks and second-order gradients of the transformer layers.</summary>
public sealed class TransformerTests
{
    [Fact]
    public void State_dicts_have_PyTorchs_keys()
    {
        string[] attention = ["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"];
        string[] Layer(string at, string[] attentions, int norms) =>
        [
            .. attentions.SelectMany(a => attention.Select(key => $"{at}{a}.{key}")), $"{at}linear1.weight", $"{at}linear1.bias", $"{at}linear2.weight",
            $"{at}linear2.bias", .. Enumerable.Range(1, norms).SelectMany(i => (string[])[$"{at}norm{i}.weight", $"{at}norm{i}.bias"]),
        ];
        string[] Encoder(string at) => Layer(at, ["self_attn"], 2);
        string[] Decoder(string at) => Layer(at, ["self_attn", "multihead_attn"], 3);
        Assert.Equal(Encoder(string.Empty), new TransformerEncoderLayer(4, 2, 6).StateDict().Keys);
        Assert.Equal(Decoder(string.Empty), new TransformerDecoderLayer(4, 2, 6).StateDict().Keys);
        Assert.Equal(
            [
                .. Encoder("encoder.layers.0."), .. Encoder("encoder.layers.1."), "encoder.norm.weight", "encoder.norm.bias",
                .. Decoder("decoder.layers.0."), "decoder.norm.weight", "decoder.norm.bias",
            ],
            new Transformer(4, 2, 2, 1, 6).StateDict().Keys);
    }

    [Fact]
    public void A_stack_copies_its_layer_with_all_that_it_is()
    {
        var layer = new TransformerEncoderLayer(4, 2, 6, dtype: DType.Float64, generator: new Generator(1));
        layer.Linear1.Freeze();
        layer.Eval();
        var drawn = new Generator(5);
        Tensor next = Tensor.Rand([3], generator: new Generator(5));
        Generator.Default.ManualSeed(5);
        var stack = new TransformerEncoder(layer, 3);
        Assert.Equal(next.ToArray<float>(), Tensor.Rand([3]).ToArray<float>()); // copying draws nothing
        Assert.Equal(3, stack.Layers.Count);
        foreach (TransformerEncoderLayer copy in stack.Layers)
        {
            foreach (((string name, Parameter own), (_, Parameter from)) in copy.NamedParameters().Zip(layer.NamedParameters()))
            {
                Assert.NotSame(own, from);
                Assert.Equal(from.ToArray<double>(), own.ToArray<double>());
                Assert.Equal(DType.Float64, own.DType);
                Assert.Equal(!name.StartsWith("linear1", StringComparison.Ordinal), own.RequiresGrad);
            }

            Assert.All(copy.Modules(), m => Assert.False(m.IsTraining));
        }

        using (GradMode.NoGrad()) stack.Layers[0].Linear2.Weight.Fill_(7);
        Assert.NotEqual(7, layer.Linear2.Weight.ToArray<double>()[0]);
        Assert.NotEqual(7, stack.Layers[1].Linear2.Weight.ToArray<double>()[0]);
        Assert.NotNull(drawn);
    }

    [Fact]
    public void Causal_means_what_the_subsequent_mask_means()
    {
        Tensor mask = Transformer.GenerateSquareSubsequentMask(5, DType.Float64);
        Assert.Equal([0, double.NegativeInfinity, 0, 0], mask[3..5, 3..5].ToArray<double>());
        Tensor src = Tensor.Randn([5, 2, 4], DType.Float64), tgt = Tensor.Randn([5, 2, 4], DType.Float64);
        var model = new Transformer(4, 2, 1, 1, 6, dropout: 0, dtype: DType.Float64);
        Close(model.Call(src, tgt, mask, mask, mask), model.Call(src, tgt, srcIsCausal: true, tgtIsCausal: true, memoryIsCausal: true));
        Close(model.Call(src, tgt, mask, mask, mask), model.Call(src, tgt, mask.Ne(0), mask.Ne(0), mask.Ne(0)));
        Tensor changed = tgt.Clone();
        changed[4] = Tensor.Zeros([2, 4], DType.Float64);
        Close(model.Call(src, tgt, tgtIsCausal: true)[..4], model.Call(src, changed, tgtIsCausal: true)[..4]);
    }

    [Fact]
    public void Padding_changes_nothing_for_the_positions_before_it()
    {
        var model = new Transformer(4, 2, 1, 1, 6, dropout: 0, batchFirst: true, dtype: DType.Float64);
        Tensor src = Tensor.Randn([1, 3, 4], DType.Float64), tgt = Tensor.Randn([1, 2, 4], DType.Float64), more = Tensor.Randn([1, 2, 4], DType.Float64);
        Tensor srcPadding = Tensor.Create([[false, false, false, true, true]]), tgtPadding = Tensor.Create([[false, false, true, true]]);
        Tensor padded = model.Call(
            Tensor.Cat([src, more], 1), Tensor.Cat([tgt, more], 1), srcKeyPaddingMask: srcPadding, tgtKeyPaddingMask: tgtPadding,
            memoryKeyPaddingMask: srcPadding);
        Close(model.Call(src, tgt), padded[.., ..2]);
        Tensor nowhere = model.Call(src, tgt, srcKeyPaddingMask: Tensor.Ones([1, 3], DType.Bool));
        Assert.True(nowhere.IsFinite().All().Item<bool>());
    }

    [Fact]
    public void One_sequence_needs_no_batch()
    {
        foreach (bool batchFirst in (bool[])[false, true])
        {
            var model = new Transformer(4, 2, 1, 1, 6, dropout: 0, batchFirst: batchFirst, dtype: DType.Float64);
            int batch = batchFirst ? 0 : 1;
            Tensor src = Tensor.Randn([5, 4], DType.Float64), tgt = Tensor.Randn([3, 4], DType.Float64), padding = Tensor.Create([false, false, true, false, false]);
            Close(
                model.Call(src.Unsqueeze(batch), tgt.Unsqueeze(batch), srcKeyPaddingMask: padding.Unsqueeze(0)).Squeeze(batch),
                model.Call(src, tgt, srcKeyPaddingMask: padding));
        }
    }

    [Fact]
    public void Gradients_are_right_to_second_order()
    {
        var encoder = new TransformerEncoderLayer(2, 1, 3, 0, x => x.Gelu(), normFirst: true, dtype: DType.Float64, generator: new Generator(1));
        var decoder = new TransformerDecoderLayer(2, 2, 3, 0, Tensor.Tanh, dtype: DType.Float64, generator: new Generator(2));
        Tensor src = Tensor.Randn([3, 1, 2], DType.Float64, requiresGrad: true, generator: new Generator(3));
        Tensor tgt = Tensor.Randn([2, 1, 2], DType.Float64, requiresGrad: true, generator: new Generator(4));
        GradCheck.Check(x => encoder.Call(x[0], isCausal: true), [src]);
        GradCheck.CheckSecondOrder(x => encoder.Call(x[0], isCausal: true), [src]);
        GradCheck.Check(x => decoder.Call(x[0], x[1], tgtIsCausal: true), [tgt, src]);
        GradCheck.CheckSecondOrder(x => decoder.Call(x[0], x[1], tgtIsCausal: true), [tgt, src]);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var model = new Transformer(4, 2, 1, 1, 6);
        Assert.Throws<ShapeException>(() => model.Call(Tensor.Ones([5, 2, 3]), Tensor.Ones([5, 2, 4])));
        Assert.Throws<ShapeException>(() => model.Call(Tensor.Ones([5, 2, 4]), Tensor.Ones([5, 3, 4])));
        Assert.Throws<ShapeException>(() => model.Call(Tensor.Ones([5, 4]), Tensor.Ones([5, 3, 4])));
        Assert.Throws<ShapeException>(() => model.Encoder.Call(Tensor.Ones([4])));
        Assert.Throws<ShapeException>(() => model.Decoder.Call(Tensor.Ones([2, 1, 4]), Tensor.Ones([2, 2, 4])));
        Assert.Throws<ShapeException>(() => model.Encoder.Call(Tensor.Ones([5, 2, 4]), mask: Tensor.Zeros([4, 4])));
        Assert.Throws<ShapeException>(() => model.Encoder.Call(Tensor.Ones([5, 2, 4]), srcKeyPaddingMask: Tensor.Zeros([2, 4], DType.Bool)));
        Assert.Throws<DTypeException>(() => model.Encoder.Call(Tensor.Ones([5, 2, 4]), mask: Tensor.Zeros([5, 5], DType.Int64)));
        Assert.Throws<DTypeException>(() => Transformer.GenerateSquareSubsequentMask(3, DType.Int64));
        Assert.Throws<ArgumentOutOfRangeException>(() => Transformer.GenerateSquareSubsequentMask(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransformerEncoder(new TransformerEncoderLayer(4, 2), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransformerEncoderLayer(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransformerEncoderLayer(4, 2, dimFeedforward: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransformerDecoderLayer(4, 2, dropout: 2));
        Assert.Throws<ArgumentException>(() => new TransformerDecoderLayer(4, 3));
    }

    private static void Close(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.Shape, found.Shape);
        GoldenJson.AssertClose(expected.ToArray<double>(), found.ToArray<double>(), 1e-11, 1e-12, "output");
    }
}
