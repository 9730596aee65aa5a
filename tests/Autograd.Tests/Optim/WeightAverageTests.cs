using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Tests.Optim;

public sealed class WeightAverageTests
{
    [Fact]
    public void An_equal_average_is_the_mean_of_the_weights()
    {
        Linear layer = Layer();
        var average = WeightAverage.Swa(layer);
        foreach (double value in (double[])[1, 2, 6])
        {
            using (GradMode.NoGrad()) layer.Weight.Fill_(value);
            average.Update();
        }

        GoldenJson.AssertClose([3, 3], average.Averages[0].ToArray<double>(), 1e-15, 0, "mean");
        Assert.Equal(3, average.Updates);
    }

    [Fact]
    public void A_forgetting_average_starts_at_the_first_weights()
    {
        Linear layer = Layer();
        var average = WeightAverage.Ema(layer, decay: 0.75);
        foreach (double value in (double[])[4, 8, 0])
        {
            using (GradMode.NoGrad()) layer.Weight.Fill_(value);
            average.Update();
        }

        Assert.Equal([3.75, 3.75], average.Averages[0].ToArray<double>()); // 4, 5, 3.75
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightAverage.Ema(layer, 1.5));
    }

    [Fact]
    public void Averages_stand_in_for_the_weights_and_go()
    {
        Linear layer = Layer();
        var average = WeightAverage.Ema(layer, decay: 0.5);
        average.Update();
        double[] averaged = layer.Weight.ToArray<double>();
        using (GradMode.NoGrad()) layer.Weight.Fill_(7);
        IDisposable use = average.Use();
        Assert.Equal(averaged, layer.Weight.ToArray<double>());
        use.Dispose();
        use.Dispose();
        Assert.Equal([7.0, 7], layer.Weight.ToArray<double>());
        Linear other = new(2, 1, dtype: DType.Float64);
        average.CopyTo(other);
        Assert.Equal(averaged, other.Weight.ToArray<double>());
        Assert.Throws<StateDictException>(() => average.CopyTo(new Linear(3, 1)));
        Assert.True(layer.Weight.IsLeaf && layer.Weight.RequiresGrad);
    }

    [Fact]
    public void Buffers_are_averaged_if_asked_for_and_counts_copied()
    {
        var norm = new BatchNorm1d(1);
        WeightAverage with = WeightAverage.Swa(norm, useBuffers: true), without = WeightAverage.Swa(norm);
        foreach (float value in (float[])[1, 3])
        {
            norm.RunningMean!.Fill_(value);
            norm.NumBatchesTracked!.Add_(1);
            with.Update();
            without.Update();
        }

        Assert.Equal(
            ["n_averaged", "module.weight", "module.bias", "module.running_mean", "module.running_var", "module.num_batches_tracked"],
            with.StateDict().Keys);
        Assert.Equal((2, 2), (with.StateDict()["module.running_mean"].Item(), with.StateDict()["module.num_batches_tracked"].Item()));
        Assert.Equal(["n_averaged", "module.weight", "module.bias"], without.StateDict().Keys);
    }

    [Fact]
    public void A_state_dict_continues_the_average()
    {
        Linear layer = Layer();
        WeightAverage from = WeightAverage.Swa(layer), to = WeightAverage.Swa(layer);
        from.Update();
        using (GradMode.NoGrad()) layer.Weight.Fill_(5);
        to.LoadStateDict(from.StateDict());
        from.Update();
        to.Update();
        Assert.Equal(from.Averages[0].ToArray<double>(), to.Averages[0].ToArray<double>());
        OrderedDictionary<string, Tensor> bad = from.StateDict();
        bad["module.weight"] = Tensor.Ones([3]);
        bad.Remove("n_averaged");
        string message = Assert.Throws<StateDictException>(() => to.LoadStateDict(bad)).Message;
        Assert.Contains("module.weight is [3], and must be [1, 2]", message);
        Assert.Contains("n_averaged is missing", message);
        Assert.Equal(2, to.Updates);
    }

    [Fact]
    public void A_rule_of_ones_own_is_checked()
    {
        var average = new WeightAverage(Layer(), _ => 2);
        average.Update();
        Assert.Contains("the rule gives 2 after 1 updates", Assert.Throws<InvalidOperationException>(average.Update).Message);
        Assert.Equal(1, average.Updates);
    }

    /// <summary>torch.optim.swa_utils.update_bn: the mean of the batches' statistics, whatever the momentum.</summary>
    [Fact]
    public void Statistics_of_batch_norms_are_made_anew()
    {
        var norm = new BatchNorm1d(1, dtype: DType.Float64);
        Sequential net = new Sequential(norm, new Dropout()).Eval();
        norm.RunningMean!.Fill_(100);
        WeightAverage.UpdateBatchNorm(net, [Column(1, 3), Column(2, 8)]);
        Assert.Equal((3.5, 10, 2), (norm.RunningMean!.Item(), norm.RunningVar!.Item(), norm.NumBatchesTracked!.Item<long>()));
        Assert.Equal((0.1, false, false), (norm.Momentum, norm.IsTraining, net.IsTraining));
        norm.Train();
        Assert.ThrowsAny<AutogradException>(() => WeightAverage.UpdateBatchNorm(net, [Tensor.Ones([2, 3], DType.Float64)]));
        Assert.Equal((0.1, true, false), (norm.Momentum, norm.IsTraining, net.IsTraining));

        static Tensor Column(params double[] values) => Tensor.Create(values, [values.Length, 1]);
    }

    private static Linear Layer() => new(2, 1, dtype: DType.Float64, generator: new Generator(1));
}
