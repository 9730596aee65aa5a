using Autograd.Nn;
using Autograd.Optim;
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
        Assert.Equal([8, 2, 3], new Conv1d(4, 8, 3, groups: 2).Weight.Shape);
        Assert.Equal([4, 4, 3, 5], new ConvTranspose2d(4, 8, (3, 5), groups: 2).Weight.Shape); // a transposed one is [in, out / groups, …]
        Assert.Equal([3, 4, 5], new Bilinear(4, 5, 3).Weight.Shape);
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
        Equal([0, 1, 1, 4, 10, 6, 4, 9, 5], F.Conv2d(s_image[.., .., ..2, ..2], ones, padding: 1));
        Equal([10, 20, 10], F.Conv2d(s_image[.., .., ..3, ..3], ones, padding: (1, 0), dilation: 2));
        Equal([5, 10, 5, 10, 20, 10, 5, 10, 5], F.Conv2d(s_image[.., .., ..3, ..3], ones, padding: Padding2d.Same, dilation: 2));
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
        Equal([5, 6, 9, 10], F.MaxPool2d(three, 2, ceilMode: true));
        Equal([10 / 3.0, 8 / 3.0, 17 / 3.0, 10 / 3.0], F.AvgPool2d(three, 2, ceilMode: true, divisorOverride: 3));
        Equal([1.5, 3, 4], F.AvgPool1d(Tensor.Create([1.0, 2, 3, 4]).Reshape(1, 1, 4), 3, 2, 1, ceilMode: true, countIncludePad: false));
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
        Equal([0, 0, 2, 0, 0, 0, 2, 2], dropout.Call(Tensor.Ones([8])));
        dropout.Eval();
        Equal([1, 1], dropout.Call(Tensor.Ones([2])));
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
        embedding.Call(Tensor.Create([0L, 1, 1])).Sum().Backward();
        Equal([0, 0, 2, 2, 0, 0], embedding.Weight.Grad!);
        new AdamW(embedding.Parameters(), 0.1).Step();
        Equal([0, 0], embedding.Weight.Detach()[0]);
    }

    [Fact]
    [Semantics("batch-norm")]
    public void Batch_norm_normalises_with_the_biased_variance_and_keeps_the_unbiased_one()
    {
        var norm = new BatchNorm1d(1);
        norm.To(DType.Float64);
        Equal([-1.0690415314502977, -0.2672603828625746, 1.3363019143128716], norm.Call(Tensor.Create([1.0, 2, 4]).Reshape(3, 1)));
        OrderedDictionary<string, Tensor> state = norm.StateDict();
        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], state.Keys);
        Equal([0.23333333333333336], state["running_mean"]);
        Equal([1.1333333333333333], state["running_var"]);
        Assert.Equal(DType.Int64, state["num_batches_tracked"].DType);
        Assert.Equal(1, state["num_batches_tracked"].Item());
        Assert.ThrowsAny<AutogradException>(() => norm.Call(Tensor.Ones([1, 1], DType.Float64)));
    }

    [Fact]
    [Semantics("batch-norm")]
    public void Batch_norm_moves_its_running_numbers_by_the_momentum_and_normalises_by_them_in_evaluation()
    {
        var norm = new BatchNorm1d(1, dtype: DType.Float64);
        for (int batch = 0; batch < 2; batch++) norm.Call(Tensor.Create([1.0, 2, 4]).Reshape(3, 1));
        Equal([0.44333333333333336], norm.RunningMean!);
        Equal([1.2533333333333334], norm.RunningVar!);
        norm.Eval();
        Equal([0.4972332803970213, 1.3904667182359818], norm.Call(Tensor.Create([1.0, 2]).Reshape(2, 1)));
        Equal([0.44333333333333336], norm.RunningMean!);
    }

    [Fact]
    [Semantics("layer-and-group-norm")]
    public void Layer_norm_and_group_norm_divide_by_the_biased_deviation()
    {
        var layer = new LayerNorm(3);
        layer.To(DType.Float64);
        Equal([-1.069041531450298, -0.2672603828625746, 1.3363019143128718], layer.Call(Tensor.Create([1.0, 2, 4])));
        var group = new GroupNorm(1, 2);
        group.To(DType.Float64);
        Equal([-0.9999800005999799, 0.9999800005999799], group.Call(Tensor.Create([1.0, 2]).Reshape(1, 2)));
    }

    [Fact]
    [Semantics("adaptive-pooling")]
    public void Adaptive_bins_begin_rounded_down_and_end_rounded_up()
    {
        Equal([0.5, 2, 3.5], F.AdaptiveAvgPool1d(Tensor.Arange(5).To(DType.Float64).Reshape(1, 1, 5), 3)); // 0…2, 1…4, 3…5
        Equal([2.5, 3.5, 4.5, 6.5, 7.5, 8.5, 10.5, 11.5, 12.5], F.AdaptiveAvgPool2d(s_image, 3));
        Equal([13, 14, 15], F.AdaptiveMaxPool2d(s_image, (1, 3)));
        Assert.Equal([1L, 3, 4], F.AdaptiveMaxPool1dWithIndices(Tensor.Arange(5).To(DType.Float64).Reshape(1, 1, 5), 3).Indices.ToArray<long>());
    }

    [Fact]
    [Semantics("padding-modes")]
    public void Padding_modes_put_PyTorchs_values_around()
    {
        (PadMode Mode, double[] Expected)[] known =
        [
            (PadMode.Constant, [100, 210, 321, 432, 43, 4]), (PadMode.Reflect, [123, 212, 321, 432, 343, 234]),
            (PadMode.Replicate, [111, 211, 321, 432, 443, 444]), (PadMode.Circular, [143, 214, 321, 432, 143, 214]),
        ];
        foreach ((PadMode mode, double[] expected) in known)
        {
            var conv = new Conv1d(1, 1, 3, padding: 2, paddingMode: mode, bias: false);
            conv.To(DType.Float64);
            using (GradMode.NoGrad()) conv.Weight.Copy_(Tensor.Create([1.0, 10, 100]));
            Equal(expected, conv.Call(Tensor.Create([1.0, 2, 3, 4]).Reshape(1, 1, 4)).Detach());
        }
    }

    [Fact]
    [Semantics("padding-modes")]
    public void Padding_modes_of_two_dimensions_put_PyTorchs_values_around()
    {
        (PadMode Mode, double[] Expected)[] known =
        [
            (PadMode.Constant, [410, 20, 30, 41]), (PadMode.Reflect, [414, 323, 232, 141]),
            (PadMode.Replicate, [411, 421, 431, 441]), (PadMode.Circular, [414, 323, 232, 141]),
        ];
        foreach ((PadMode mode, double[] expected) in known)
        {
            var conv = new Conv2d(1, 1, 3, padding: 1, paddingMode: mode, bias: false, dtype: DType.Float64);
            using (GradMode.NoGrad()) conv.Weight.Copy_(Tensor.Create([1.0, 10, 100]).Diag());
            Equal(expected, conv.Call(Tensor.Create([1.0, 2, 3, 4]).Reshape(1, 1, 2, 2)).Detach());
        }
    }

    [Fact]
    [Semantics("convolution-options")]
    public void Same_padding_of_an_even_kernel_adds_at_the_right_and_groups_stay_apart()
    {
        Tensor line = Tensor.Create([1.0, 2, 3, 4]).Reshape(1, 1, 4);
        Equal([21, 32, 43, 4], F.Conv1d(line, Tensor.Create([1.0, 10]).Reshape(1, 1, 2), padding: Padding1d.Same));
        Equal([2, 4, 9, 12], F.Conv1d(line.Reshape(1, 2, 2), Tensor.Create([2.0, 3]).Reshape(2, 1, 1), groups: 2));
    }

    [Fact]
    [Semantics("average-pooling")]
    public void Average_pooling_pads_at_most_half_the_kernel() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => F.AvgPool2d(s_image, 2, padding: 2));

    [Fact]
    [Semantics("pooling-rounded-up")]
    public void A_clipped_window_in_one_dimension_counts_its_padding() =>
        Equal([1, 3, 2], F.AvgPool1d(Tensor.Create([1.0, 2, 3, 4]).Reshape(1, 1, 4), 3, 2, 1, ceilMode: true));

    [Fact]
    [Semantics("max-pooling")]
    public void Max_pooling_never_takes_its_padding_and_counts_indices_without_it()
    {
        Equal([-5, -5, -5, -5, -5, -5, -5, -5, -5], F.MaxPool2d(Tensor.Full([1, 1, 2, 2], -5.0), 2, 1, 1));
        Assert.Equal(
            [0L, 1, 2, 3, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 11, 12, 13, 14, 15, 15, 12, 13, 14, 15, 15],
            F.MaxPool2dWithIndices(s_image, 2, 1, 1).Indices.ToArray<long>());
    }

    [Fact]
    [Semantics("layer-and-group-norm")]
    public void Norms_take_all_named_dimensions_and_groups_together_and_then_scale()
    {
        Tensor x = Tensor.Create([1.0, 2, 4, 8]);
        Equal([-1.0257545754961932, -0.6527529116793956, 0.09325041595419936, 1.5852570712213894], F.LayerNorm(x.Reshape(1, 2, 2), [2, 2]));
        Equal([-0.9999800005999799, 0.9999800005999799, -0.9999987500023437, 0.9999987500023437], F.GroupNorm(x.Reshape(1, 4), 2));
        Equal(
            [-2.138083062900596, 0.7327396171374254, 1.3363019143128718],
            F.LayerNorm(Tensor.Create([1.0, 2, 4]), [3], Tensor.Create([2.0, 1, 1]), Tensor.Create([0.0, 1, 0])));
    }

    [Fact]
    [Semantics("dropout")]
    public void Dropout_keeps_or_drops_all_at_its_ends_scales_its_gradient_alike_and_drops_whole_channels()
    {
        Equal([1, 1, 1], F.Dropout(Tensor.Ones([3]), 0));
        Equal([0, 0, 0], F.Dropout(Tensor.Ones([3]), 1));
        Generator.Default.ManualSeed(0);
        Equal([0, 1.25, 1.25, 0, 1.25, 1.25, 1.25, 1.25], F.Dropout(Tensor.Ones([8], DType.Float64), 0.2));
        Generator.Default.ManualSeed(0);
        Equal([0, 4 / 3.0, 4 / 3.0, 0], Tensor.Create(Gradient(x => F.Dropout(x, 0.25), 1, 1, 1, 1)));
        Generator.Default.ManualSeed(0);
        Equal([0, 0, 2, 0], F.Dropout2d(Tensor.Ones([1, 4, 2, 2], DType.Float64))[0, .., 0, 0]);
    }

    [Fact]
    [Semantics("embedding")]
    public void An_embedding_adds_up_repeated_rows_and_refuses_rows_that_are_not_there()
    {
        Tensor weight = Tensor.Ones([3, 2], DType.Float64, requiresGrad: true);
        F.Embedding(Tensor.Create([1L, 1, 2]), weight).Sum().Backward();
        Equal([0, 0, 2, 2, 1, 1], weight.Grad!);
        Assert.Throws<TensorIndexException>(() => F.Embedding(Tensor.Create([3L]), weight));
        Assert.Throws<TensorIndexException>(() => F.Embedding(Tensor.Create([-1L]), weight));
        Equal([0, 0], new Embedding(3, 2, paddingIdx: -1).Weight.Detach()[2]);
    }

    [Fact]
    [Semantics("dropout-of-channels")]
    public void Dropout2d_reads_three_dimensions_as_a_batch_and_Dropout3d_four_as_one_sample()
    {
        Generator.Default.ManualSeed(0);
        Equal([0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0], F.Dropout2d(Tensor.Ones([3, 2, 2], DType.Float64)).Reshape(-1));
        Assert.Equal([2, 3], F.Dropout2d(Tensor.Ones([2, 3])).Shape);
        Assert.Equal([2, 2, 2, 2], F.Dropout3d(Tensor.Ones([2, 2, 2, 2])).Shape);
        Assert.Equal([4], F.Dropout3d(Tensor.Ones([4])).Shape);
        Assert.Throws<ShapeException>(() => F.Dropout2d(Tensor.Ones([4])));
        Equal([1, 1, 1, 1], F.Dropout2d(Tensor.Ones([4]), training: false));
        Equal([1, 1, 1, 1], F.AlphaDropout(Tensor.Ones([4])));
        Equal([1, 1, 1, 1], F.FeatureAlphaDropout(Tensor.Ones([4])));
    }
}
