using Autograd.Nn;

namespace Autograd.Tests.Nn;

/// <summary>Generation with a cache gives what generation without one gives.</summary>
public sealed class KeyValueCacheTests
{
    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, true, 1)]
    [InlineData(false, true, 7)]
    [InlineData(true, false, 80)]
    public void A_small_GPT_generates_the_same_tokens(bool batchFirst, bool normFirst, int prompt)
    {
        using GradModeScope mode = GradMode.NoGrad();
        var gpt = new Gpt(batchFirst, normFirst);
        gpt.Eval();
        Tensor start = Tensor.RandInt(0, 11, batchFirst ? [3, prompt] : [prompt, 3], generator: new Generator(7));
        Tensor all = start, cached = start;
        for (int i = 0; i < 60; i++) all = Tensor.Cat([all, Next(gpt.Call(all), batchFirst)], batchFirst ? 1 : 0);

        var cache = new KeyValueCache();
        Tensor piece = start;
        for (int i = 0; i < 60; i++)
        {
            Assert.Equal(cached.Shape[batchFirst ? 1 : 0] - piece.Shape[batchFirst ? 1 : 0], cache.Length);
            piece = Next(gpt.Generate(piece, cache), batchFirst);
            cached = Tensor.Cat([cached, piece], batchFirst ? 1 : 0);
        }

        Assert.Equal(all.ToArray<long>(), cached.ToArray<long>());
        Assert.True(all.ToArray<long>().Distinct().Count() > 3); // not one token all over
    }

    [Fact]
    public void Pieces_of_any_length_give_the_outputs_of_the_whole()
    {
        using GradModeScope mode = GradMode.NoGrad();
        var encoder = new TransformerEncoder(new TransformerEncoderLayer(8, 2, 16, 0, dtype: DType.Float64), 2, new LayerNorm(8, dtype: DType.Float64));
        Tensor x = Tensor.Randn([150, 2, 8], DType.Float64), padding = Tensor.Zeros([2, 150], DType.Bool);
        padding[1, 3..9] = Tensor.Ones([6], DType.Bool);
        Tensor whole = encoder.Call(x, srcKeyPaddingMask: padding, isCausal: true);
        var cache = new KeyValueCache();
        int[] ends = [1, 3, 70, 71, 150];
        for (int i = 0, at = 0; i < ends.Length; at = ends[i++])
        {
            Tensor piece = encoder.Call(x[at..ends[i]], cache, padding[.., ..ends[i]]);
            Close(whole[at..ends[i]], piece);
        }

        cache.Truncate(70);
        Assert.Equal(70, cache.Length);
        Close(whole[70..71], encoder.Call(x[70..71], cache, padding[.., ..71]));
        cache.Clear();
        Assert.Equal(0, cache.Length);
        Close(whole[..2], encoder.Call(x[..2], cache, padding[.., ..2]));
    }

    [Fact]
    public void A_decoder_and_one_sequence_without_a_batch_do_the_same()
    {
        using GradModeScope mode = GradMode.NoGrad();
        var decoder = new TransformerDecoder(new TransformerDecoderLayer(4, 2, 8, 0, batchFirst: true, dtype: DType.Float64), 2);
        Tensor tgt = Tensor.Randn([9, 4], DType.Float64), memory = Tensor.Randn([5, 4], DType.Float64);
        Tensor padding = Tensor.Create([false, true, false, false, true]);
        Tensor whole = decoder.Call(tgt, memory, memoryKeyPaddingMask: padding, tgtIsCausal: true);
        var cache = new KeyValueCache();
        Close(whole[..4], decoder.Call(tgt[..4], memory, cache, memoryKeyPaddingMask: padding));
        for (int i = 4; i < 9; i++) Close(whole[i..(i + 1)], decoder.Call(tgt[i..(i + 1)], memory, cache, memoryKeyPaddingMask: padding));
    }

    [Fact]
    public void An_attention_written_by_hand_appends_to_it()
    {
        using GradModeScope mode = GradMode.NoGrad();
        Tensor q = Tensor.Randn([2, 70, 3], DType.Float64), k = Tensor.Randn([2, 70, 3], DType.Float64), v = Tensor.Randn([2, 70, 4], DType.Float64);
        Tensor whole = F.ScaledDotProductAttention(q, k, v, isCausal: true);
        var cache = new KeyValueCache();
        var owner = new Identity();
        for (int at = 0; at < 70; at += 10)
        {
            int past = cache.LengthOf(owner);
            Assert.Equal(at, past);
            (Tensor keys, Tensor values) = cache.Append(owner, k[.., at..(at + 10)], v[.., at..(at + 10)]);
            Assert.Equal([2, at + 10, 4], values.Shape);
            Close(whole[.., at..(at + 10)], F.ScaledDotProductAttention(q[.., at..(at + 10)], keys, values, isCausal: true, causalOffset: past));
        }

        Assert.Equal(0, cache.LengthOf(new Identity()));
    }

    [Fact]
    public void It_outlives_the_scopes_of_its_steps()
    {
        using GradModeScope mode = GradMode.NoGrad();
        var layer = new TransformerEncoderLayer(4, 2, 8, 0);
        Tensor x = Tensor.Randn([6, 1, 4]);
        float[] whole = layer.Call(x, isCausal: true)[5].ToArray<float>(), last = [];
        var cache = new KeyValueCache();
        for (int i = 0; i < 6; i++)
        {
            using var scope = new TensorScope();
            last = layer.Call(x[i..(i + 1)], cache).ToArray<float>();
        }

        for (int i = 0; i < last.Length; i++) Assert.Equal(whole[i], last[i], 1e-5f);
    }

    [Fact]
    public void What_does_not_continue_it_is_refused_and_changes_nothing()
    {
        var layer = new TransformerEncoderLayer(4, 2, 8, 0);
        var cache = new KeyValueCache();
        Assert.Throws<GraphException>(() => layer.Call(Tensor.Ones([2, 1, 4]), cache));
        using GradModeScope mode = GradMode.NoGrad();
        layer.Call(Tensor.Ones([2, 1, 4]), cache);
        Assert.Throws<ShapeException>(() => layer.Call(Tensor.Ones([2, 3, 4]), cache));
        Assert.Throws<ShapeException>(() => layer.Call(Tensor.Ones([1, 1, 4]), cache, Tensor.Zeros([1, 1], DType.Bool)));
        Assert.Throws<ArgumentOutOfRangeException>(() => cache.Truncate(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => cache.Truncate(-1));
        Assert.Throws<ArgumentNullException>(() => layer.Call(Tensor.Ones([1, 1, 4]), (KeyValueCache)null!));
        Assert.Equal(2, cache.Length);
        var owner = new Identity();
        cache.Append(owner, Tensor.Ones([2, 3]), Tensor.Ones([2, 4]));
        Assert.Throws<DTypeException>(() => cache.Append(owner, Tensor.Ones([2, 3], DType.Float64), Tensor.Ones([2, 4], DType.Float64)));
        Assert.Throws<ShapeException>(() => cache.Append(owner, Tensor.Ones([2, 3]), Tensor.Ones([2, 3])));
        Assert.Throws<ShapeException>(() => cache.Append(owner, Tensor.Ones([2, 3]), Tensor.Ones([1, 4])));
        Assert.Throws<ShapeException>(() => cache.Append(owner, Tensor.Ones([3]), Tensor.Ones([3])));
        Assert.Equal(2, cache.LengthOf(owner));
    }

    private static Tensor Next(Tensor logits, bool batchFirst) =>
        batchFirst ? logits[.., ^1].ArgMax(-1).Unsqueeze(1) : logits[^1].ArgMax(-1).Unsqueeze(0);

    private static void Close(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.Shape, found.Shape);
        GoldenJson.AssertClose(expected.ToArray<double>(), found.ToArray<double>(), 1e-11, 1e-12, "output");
    }

    private sealed class Gpt : Module<Tensor, Tensor>
    {
        private readonly bool _batchFirst;
        private readonly Embedding _tokens, _positions;
        private readonly TransformerEncoder _blocks;
        private readonly Linear _head;

        public Gpt(bool batchFirst, bool normFirst)
        {
            var generator = new Generator(4);
            _batchFirst = batchFirst;
            _tokens = AddModule("tokens", new Embedding(11, 16, generator: generator));
            _positions = AddModule("positions", new Embedding(150, 16, generator: generator));
            var layer = new TransformerEncoderLayer(16, 4, 32, activation: x => x.Gelu(), batchFirst: batchFirst, normFirst: normFirst, generator: generator);
            _blocks = AddModule("blocks", new TransformerEncoder(layer, 2, new LayerNorm(16)));
            _head = AddModule("head", new Linear(16, 11, generator: generator));
        }

        public Tensor Generate(Tensor tokens, KeyValueCache cache) => CallWith(tokens, x => _head.Call(_blocks.Call(Embed(x, cache.Length), cache)));

        protected override Tensor Forward(Tensor tokens) => _head.Call(_blocks.Call(Embed(tokens, 0), isCausal: true));

        private Tensor Embed(Tensor tokens, int from)
        {
            int length = tokens.Shape[_batchFirst ? 1 : 0];
            Tensor positions = _positions.Call(Tensor.Arange(from, from + length));
            return _tokens.Call(tokens) + (_batchFirst ? positions : positions.Unsqueeze(1));
        }
    }
}
