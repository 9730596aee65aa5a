using Autograd.Nn;
using Autograd.Tests.Infrastructure;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

[Collection(AloneCollection.Name)]
public class LayerSemantics
{
    private static readonly Tensor s_image = Tensor.Arange(16).Reshape(1, 1, 4, 4).To(DType.Float64);

    [Fact]
    [Semantics("weight-shapes")]
    public void Weights_are_out_in_and_out_in_per_group_height_width()
    {
        Assert.Equal([2, 3], new Linear(3, 2).Weight.Shape);
        Assert.Equal([8, 2, 3, 5], new Conv2d(4, 8, (3, 5), groups: 2).Weight.Shape);
    }

    [Fact]
    [Semantics("default-initialisation")]
    public void Weight_and_bias_are_uniform_within_one_over_the_root_of_the_fan_in()
    {
        var linear = new Linear(100, 50);
        var conv = new Conv2d(4, 64, 5);
        Within(linear.Weight, 0.1);
        Within(linear.Bias!, 0.1);
        Within(conv.Weight, 0.1);
        Within(conv.Bias!, 0.1);

        static void Within(Tensor x, double bound) => Assert.InRange(x.Detach().Abs().Max().Item(), bound * 0.9, bound);
    }

    [Fact]
    [Semantics("cross-correlation")]
    public void Convolution_is_cross_correlation() =>
        Equal([34, 44], F.Conv2d(s_image[.., .., ..2, ..3], Tensor.Create([1.0, 2, 3, 4]).Reshape(1, 1, 2, 2)));

    [Fact]
    [Semantics("convolution-options")]
    public void Stride_dilation_and_same_padding_are_PyTorchs()
    {
        Tensor ones = Tensor.Ones([1, 1, 2, 2], DType.Float64), image = Tensor.Ones([1, 1, 3, 3], DType.Float64);
        Equal([10, 18, 42, 50], F.Conv2d(s_image, ones, stride: 2));
        Equal([20, 24, 36, 40], F.Conv2d(s_image, ones, dilation: 2));
        Equal([4, 4, 2, 4, 4, 2, 2, 2, 1], F.Conv2d(image, ones, padding: Padding2d.Same)); // the odd cell is to the right and below
        Equal([4, 4, 4, 4], F.Conv2d(image, ones, padding: Padding2d.Valid));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.Conv2d(image, ones, stride: 2, padding: Padding2d.Same));
    }

    [Fact]
    [Semantics("average-pooling")]
    public void Average_pooling_counts_padding_unless_told_otherwise()
    {
        Equal([1.1111111111, 2.6666666667, 5.6666666667, 10], F.AvgPool2d(s_image, 3, 2, 1));
        Equal([2.5, 4, 8.5, 10], F.AvgPool2d(s_image, 3, 2, 1, countIncludePad: false));
        Equal([10 / 3.0, 6, 14, 50 / 3.0], F.AvgPool2d(s_image, 2, divisorOverride: 3)); // the stride is the kernel
    }

    [Fact]
    [Semantics("pooling-rounded-up")]
    public void Rounding_up_clips_the_last_window_and_drops_one_that_starts_in_the_padding()
    {
        Tensor three = s_image[.., .., ..3, ..3];
        Equal([2.5], F.AvgPool2d(three, 2));
        Equal([2.5, 4, 8.5, 10], F.AvgPool2d(three, 2, ceilMode: true));
        Equal([0.25], F.AvgPool2d(Tensor.Ones([1, 1, 2, 2], DType.Float64), 2, 3, 1, ceilMode: true));
    }

    [Fact]
    [Semantics("max-pooling")]
    public void Max_pooling_pads_minus_infinity_at_most_half_the_kernel()
    {
        Equal([-1, -2, -4, -5, -6, -8, -13, -14, -16], F.MaxPool2d(-s_image - 1, 2, 2, 1));
        Equal([15], F.MaxPool2d(s_image, 2, 1, dilation: 3));
        Assert.Equal([5L, 7, 13, 15], F.MaxPool2dWithIndices(s_image, 2).Indices.ToArray<long>());
        Assert.Throws<ArgumentOutOfRangeException>(() => F.MaxPool2d(s_image, 2, padding: 2));
    }

    [Fact]
    [Semantics("dropout")]
    public void Dropout_scales_what_it_leaves_and_rests_in_evaluation()
    {
        Generator.Default.ManualSeed(0);
        var dropout = new Dropout(0.5);
        Equal([0, 0, 2, 0, 0, 0, 2, 2], dropout.Forward(Tensor.Ones([8])));
        dropout.Eval();
        Equal([1, 1], dropout.Forward(Tensor.Ones([2])));
    }

    [Fact]
    [Semantics("sequential-keys")]
    public void Sequential_numbers_its_modules() =>
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], new Sequential(new Linear(2, 2), new Relu(), new Linear(2, 1)).StateDict().Keys);

    [Fact]
    [Semantics("embedding")]
    public void An_embedding_starts_normal_and_never_trains_its_padding()
    {
        Generator.Default.ManualSeed(0);
        var embedding = new Embedding(3, 2, paddingIdx: 0);
        Equal([0, 0, -2.1787893772125244, 0.5684312582015991, -1.0845223665237427, -1.3985954523086548], embedding.Weight.Detach(), 1e-6);
        embedding.Forward(Tensor.Create([0L, 1, 1])).Sum().Backward();
        Equal([0, 0, 2, 2, 0, 0], embedding.Weight.Grad!);
    }

    [Fact]
    [Semantics("batch-norm")]
    public void Batch_norm_normalises_with_the_biased_variance_and_keeps_the_unbiased_one()
    {
        var norm = new BatchNorm1d(1);
        norm.To(DType.Float64);
        Equal([-1.0690415314502977, -0.2672603828625746, 1.3363019143128716], norm.Forward(Tensor.Create([1.0, 2, 4]).Reshape(3, 1)));
        OrderedDictionary<string, Tensor> state = norm.StateDict();
        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], state.Keys);
        Equal([0.23333333333333336], state["running_mean"]);
        Equal([1.1333333333333333], state["running_var"]);
        Assert.Equal(DType.Int64, state["num_batches_tracked"].DType);
        Assert.Equal(1, state["num_batches_tracked"].Item());
        Assert.ThrowsAny<AutogradException>(() => norm.Forward(Tensor.Ones([1, 1], DType.Float64)));
    }

    [Fact]
    [Semantics("layer-and-group-norm")]
    public void Layer_norm_and_group_norm_divide_by_the_biased_deviation()
    {
        var layer = new LayerNorm(3);
        layer.To(DType.Float64);
        Equal([-1.069041531450298, -0.2672603828625746, 1.3363019143128718], layer.Forward(Tensor.Create([1.0, 2, 4])));
        var group = new GroupNorm(1, 2);
        group.To(DType.Float64);
        Equal([-0.9999800005999799, 0.9999800005999799], group.Forward(Tensor.Create([1.0, 2]).Reshape(1, 2)));
    }
}
