using Autograd.Data;
using Autograd.Nn;
using Autograd.Tests.Infrastructure;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

/// <summary>Each after <c>ManualSeed(0)</c>; PyTorch's numbers after <c>torch.manual_seed(0)</c>.</summary>
[Collection(AloneCollection.Name)]
public class RandomNumberSemantics
{
    public RandomNumberSemantics()
    {
        Generator.Default.ManualSeed(0);
    }

    [Fact]
    [Semantics("uniform-stream")]
    public void Uniform_numbers_are_PyTorchs_to_the_bit()
    {
        Assert.Equal([0.49625658988952637f, 0.7682217955589294f, 0.08847743272781372f], Tensor.Rand([3]).ToArray<float>());
        Generator.Default.ManualSeed(0);
        Assert.Equal([0.9700530018065531, 0.707819864399788], Tensor.Rand([2], DType.Float64).ToArray<double>());
    }

    [Fact]
    [Semantics("normal-stream")]
    public void Sixteen_normal_numbers_and_more_are_drawn_in_blocks_and_fewer_in_pairs()
    {
        Equal([-1.1258398294448853, -1.152360200881958, -0.2505785822868347], Tensor.Randn([16])[..3], 1e-6);
        Generator.Default.ManualSeed(0);
        Equal([1.5409960746765137, -0.293428897857666, -2.1787893772125244], Tensor.Randn([3]), 1e-6);
    }

    [Fact]
    [Semantics("integer-streams")]
    public void Permutations_and_whole_numbers_are_PyTorchs()
    {
        Assert.Equal([4L, 0, 7, 3, 2, 5, 1, 6], Tensor.RandPerm(8).ToArray<long>());
        Generator.Default.ManualSeed(0);
        Assert.Equal([4L, 9, 3, 0, 3, 9], Tensor.RandInt(0, 10, [6]).ToArray<long>());
    }

    [Fact]
    [Semantics("bernoulli-stream")]
    public void Bernoulli_in_place_and_dropout_masks_use_the_draw_of_53_bits()
    {
        Equal([0, 0, 1, 0, 0, 0, 1, 1], Tensor.Zeros([8]).Bernoulli_(0.5));
        Generator.Default.ManualSeed(0);
        Equal([0, 0, 2, 0, 0, 0, 2, 2], F.Dropout(Tensor.Ones([8])));
    }

    [Fact]
    [Semantics("layer-initialisation-stream")]
    public void A_layer_starts_with_PyTorchs_numbers_to_the_bit()
    {
        var layer = new Linear(3, 2);
        Assert.Equal(
            [-0.004322517663240433f, 0.3097158372402191f, -0.4751853346824646f, -0.4248946011066437f, -0.2223689705133438f, 0.15482072532176971f],
            layer.Weight.ToArray<float>());
        Assert.Equal([-0.011439144611358643f, 0.45777493715286255f], layer.Bias!.ToArray<float>());
        Generator.Default.ManualSeed(0);
        Assert.Equal([-0.003743410110473633f, 0.26822179555892944f, -0.4115225672721863f, -0.3679695129394531f], new Conv2d(1, 1, 2).Weight.ToArray<float>());
    }

    [Fact]
    [Semantics("seeds")]
    public void The_low_32_bits_of_a_seed_count() =>
        Assert.Equal(Tensor.Rand([1], generator: new Generator(5)).Item(), Tensor.Rand([1], generator: new Generator((1UL << 32) + 5)).Item());

    [Fact]
    [Semantics("shuffled-epochs")]
    public void Shuffled_epochs_have_PyTorchs_order()
    {
        var loader = new DataLoader(new TensorDataset(Tensor.Arange(6), Tensor.Arange(6)), shuffle: true);
        Assert.Equal([0L, 4, 3, 5, 2, 1], Epoch());
        Assert.Equal([2L, 3, 1, 5, 4, 0], Epoch());

        long[] Epoch()
        {
            var seen = new List<long>();
            foreach ((Tensor x, _) in loader) seen.Add(x.Item<long>());
            return [.. seen];
        }
    }

    [Fact]
    [Semantics("normal-in-place")]
    public void Normal_in_a_view_that_is_not_contiguous_is_drawn_in_pairs() =>
        Equal([1.5409960746765137, -0.293428897857666, -2.1787893772125244], Tensor.Zeros([16, 2])[.., 0].Normal_()[..3], 1e-6);

    [Fact]
    [Semantics("bernoulli-of-probabilities")]
    public void Bernoulli_of_float32_probabilities_uses_the_draw_of_24_bits() => Equal([1, 0, 1, 1, 1, 0, 1, 0], Tensor.Bernoulli(Tensor.Full([8], 0.5f)));

    [Fact]
    [Semantics("uniform-stream")]
    public void A_range_of_uniform_numbers_is_rounded_once() =>
        Assert.Equal([0.48128294944763184f, 1.841109037399292f, -1.5576128959655762f], Tensor.Zeros([3]).Uniform_(-2, 3).ToArray<float>());

    [Fact]
    [Semantics("normal-stream")]
    public void A_last_partial_block_is_drawn_afresh_and_pairs_are_kept_across_calls()
    {
        Tensor x = Tensor.Randn([17]);
        Equal([-1.1258398294448853, -1.6959311962127686, -0.843676745891571, 0.9318265914916992], x.IndexSelect(0, Tensor.Create([0, 1, 15, 16])), 1e-6);
        Generator.Default.ManualSeed(0);
        Equal([1.5409960746765137, 1.1006041765213013, -1.0711873769760132], Tensor.Randn([15]).IndexSelect(0, Tensor.Create([0, 13, 14])), 1e-6);
        Generator.Default.ManualSeed(0);
        double[] one = [Tensor.Randn([1]).Item(), Tensor.Randn([1]).Item(), Tensor.Randn([1]).Item()];
        Equal([1.5409960746765137, -0.293428897857666, -2.1787893772125244], Tensor.Create(one), 1e-6);
        Generator.Default.ManualSeed(0);
        Equal([1.5409961082440433, -0.2934289057609464], Tensor.Randn([2], DType.Float64), 1e-14);
        Generator.Default.ManualSeed(0);
        Equal([-2.310411800234176, -0.3732508612577643], Tensor.Randn([16], DType.Float64)[..2], 1e-12);
        Generator.Default.ManualSeed(0);
        Equal([13.081992149353027, 9.413142204284668], Tensor.Zeros([2]).Normal_(10, 2), 1e-6);
    }

    [Fact]
    [Semantics("integer-streams")]
    public void Whole_numbers_below_0_and_of_a_range_above_32_bits_are_PyTorchs()
    {
        Assert.Equal([-1L, 4, -2, -5], Tensor.RandInt(-5, 5, [4]).ToArray<long>());
        Generator.Default.ManualSeed(0);
        Assert.Equal([741280623151L, 506137267392], Tensor.RandInt(0, 1L << 40, [2]).ToArray<long>());
    }

    [Fact]
    [Semantics("bernoulli-of-probabilities")]
    public void Bernoulli_of_float64_probabilities_uses_the_draw_of_53_bits() =>
        Equal([0, 0, 1, 0, 0, 0, 1, 1], Tensor.Bernoulli(Tensor.Full([8], 0.5, DType.Float64)));

    [Fact]
    [Semantics("layer-initialisation-stream")]
    public void Convolutions_of_one_dimension_and_embeddings_start_with_PyTorchs_numbers()
    {
        var conv = new Conv1d(1, 1, 2);
        Assert.Equal([-0.005293981172144413f, 0.37932288646698f], conv.Weight.ToArray<float>());
        Assert.Equal([-0.5819807648658752f], conv.Bias!.ToArray<float>());
        Generator.Default.ManualSeed(0);
        Equal([1.5409960746765137, -0.293428897857666, -2.1787893772125244, 0.5684312582015991], new Embedding(2, 2).Weight.Detach(), 1e-6);
        Generator.Default.ManualSeed(0);
        Assert.Equal([-0.005293981172144413f, 0.37932288646698f, -0.5819807648658752f, -0.5203874707221985f], new ConvTranspose1d(2, 1, 2).Weight.ToArray<float>());
        Generator.Default.ManualSeed(0);
        var bilinear = new Bilinear(2, 3, 1);
        Assert.Equal(
            [-0.005293981172144413f, 0.37932288646698f, -0.5819807648658752f, -0.5203874707221985f, -0.27234524488449097f, 0.1896158903837204f],
            bilinear.Weight.ToArray<float>());
        Assert.Equal([-0.014010033570230007f], bilinear.Bias!.ToArray<float>());
    }

    [Fact]
    [Semantics("random-in-place")]
    public void Random_without_bounds_fills_the_range_of_the_dtype()
    {
        (DType Type, double[] Torch)[] known =
        [
            (DType.Float32, [8325664, 12888472, 1484222]), (DType.Float64, [8737460674930124, 6375474555111176, 4137753702977065]),
            (DType.Int32, [209652396, 398764591, 924231285]), (DType.UInt8, [172, 47, 117]), (DType.Bool, [0, 1, 1]),
        ];
        foreach ((DType type, double[] torch) in known)
        {
            Generator.Default.ManualSeed(0);
            Assert.Equal(torch, Tensor.Zeros([3], type).Random_().ToArray<double>());
        }

        Generator.Default.ManualSeed(0);
        Assert.Equal([900450186894289455, 3969543146641149120], Tensor.Zeros([2], DType.Int64).Random_().ToArray<long>());
        Generator.Default.ManualSeed(0);
        Assert.Equal([4L, 3, 0], Tensor.Zeros([3], DType.Int64).Random_(7).ToArray<long>());
        Assert.Throws<GraphException>(() => Tensor.Zeros([3], requiresGrad: true).Random_());
    }
}
