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
}
