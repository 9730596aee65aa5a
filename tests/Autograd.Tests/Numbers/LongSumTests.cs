using Autograd.Nn;

namespace Autograd.Tests.Numbers;

/// <summary>Float32 sums so long that a running sum would lose its addends, against the exact value.</summary>
[Collection(Infrastructure.AloneCollection.Name)]
public sealed class LongSumTests
{
    // A running float32 sum of ones stops at 2²⁴.
    private const int BeyondFloat32 = (1 << 24) + 4096;
    private const int Long = 1_000_000;

    // 0.1 as a float32: a running sum of it is 1 % off after a million additions.
    private const double Tenth = 0.1f;

    /// <summary>Products, and the gradients that are products, each with one element of the result and its exact value.</summary>
    private static readonly Dictionary<string, (Func<Tensor> Compute, double Exact)> s_sums = new()
    {
        ["dot of ones"] = (() => Tensor.Ones([BeyondFloat32]).Dot(Tensor.Ones([BeyondFloat32])), BeyondFloat32),
        ["row times column of ones"] = (() => Tensor.Ones([1, BeyondFloat32]).MatMul(Tensor.Ones([BeyondFloat32, 1])), BeyondFloat32),
        ["einsum i,i-> of ones"] = (() => Tensor.Einsum("i,i->", Tensor.Ones([BeyondFloat32]), Tensor.Ones([BeyondFloat32])), BeyondFloat32),
        ["matrix times vector of ones"] = (() => Tensor.Ones([2, BeyondFloat32]).MatMul(Tensor.Ones([BeyondFloat32])), BeyondFloat32),
        ["vector times matrix of ones"] = (() => Tensor.Ones([BeyondFloat32]).MatMul(Tensor.Ones([BeyondFloat32, 2])), BeyondFloat32),
        ["strided row times column"] = (() => Tensor.Full([Long, 2], 0.1)[.., 0].Unsqueeze(0).MatMul(Tensor.Ones([Long, 1])), Long * Tenth),
        ["dot"] = (() => Tensor.Full([Long], 0.1).Dot(Tensor.Ones([Long])), Long * Tenth),
        ["dot with itself"] = (() => Tensor.Full([Long], 0.1).Dot(Tensor.Full([Long], 0.1)), Long * Tenth * Tenth),
        ["matrix times vector"] = (() => Tensor.Full([2, Long], 0.1).MatMul(Tensor.Ones([Long])), Long * Tenth),
        ["vector times 2 columns"] = (() => Tensor.Ones([Long]).MatMul(Tensor.Full([Long, 2], 0.1)), Long * Tenth),
        ["vector times 40 columns"] = (() => Tensor.Ones([Long]).MatMul(Tensor.Full([Long, 40], 0.1)), Long * Tenth),
        ["8 rows times 8 columns"] = (() => Tensor.Ones([8, Long]).MatMul(Tensor.Full([Long, 8], 0.1)), Long * Tenth),
        ["40 rows times 40 columns"] = (() => Tensor.Ones([40, Long / 4]).MatMul(Tensor.Full([Long / 4, 40], 0.1)), Long / 4 * Tenth),
        ["40 rows times 40 rows"] = (() => Tensor.Ones([40, Long / 4]).MatMul(Tensor.Full([40, Long / 4], 0.1).T), Long / 4 * Tenth),
        ["200 rows times 200 columns"] = (() => Tensor.Ones([200, 50_000]).MatMul(Tensor.Full([50_000, 200], 0.1)), 50_000 * Tenth),
        ["batches of products"] = (() => Tensor.Ones([2, 3, Long]).MatMul(Tensor.Full([2, Long, 3], 0.1)), Long * Tenth),
        ["product added to a matrix"] = (() => Tensor.Zeros([3, 3]).Addmm(Tensor.Ones([3, Long]), Tensor.Full([Long, 3], 0.1)), Long * Tenth),
        ["weight gradient of Linear"] = (() => Gradients(w => F.Linear(Tensor.Ones([Long, 1]), w) * 0.1, [10, 1]), Long * Tenth),
        ["bias gradient of Linear"] =
            (() => Gradients(b => F.Linear(Tensor.Ones([Long, 1]), Tensor.Ones([10, 1]), b) * 0.1, [10]), Long * Tenth),
        ["weight gradient of Conv2d, few channels"] =
            (() => Gradients(w => F.Conv2d(Tensor.Ones([4, 4, 512, 514]), w) * 0.1, [4, 4, 3, 3]), 4 * 510 * 512 * Tenth),
        ["weight gradient of Conv2d, 32 channels"] =
            (() => Gradients(w => F.Conv2d(Tensor.Ones([4, 16, 130, 130]), w) * 0.1, [32, 16, 3, 3]), 4 * 128 * 128 * Tenth),
        ["weight gradient of Conv2d, many samples"] =
            (() => Gradients(w => F.Conv2d(Tensor.Ones([20_000, 2, 6, 6]), w, padding: 1) * 0.1, [8, 2, 5, 5]).Select(-1, 2).Select(-1, 2),
                20_000 * 16 * Tenth),
        ["weight gradient of Conv2d, depthwise"] =
            (() => Gradients(w => F.Conv2d(Tensor.Ones([4, 8, 256, 258]), w, groups: 8) * 0.1, [8, 1, 3, 3]), 4 * 254 * 256 * Tenth),
        ["weight gradient of Conv1d"] =
            (() => Gradients(w => F.Conv1d(Tensor.Ones([1, 2, Long + 2]), w) * 0.1, [3, 2, 3]), Long * Tenth),
        ["window of Conv1d"] = (() => F.Conv1d(Tensor.Full([1, 1, Long + 40], 0.1), Tensor.Ones([1, 1, Long])), Long * Tenth),
        ["window of Conv1d, with a stride"] =
            (() => F.Conv1d(Tensor.Full([1, 1, Long + 40], 0.1), Tensor.Ones([1, 1, Long]), stride: 2), Long * Tenth),
        ["window of Conv1d, one for each channel"] =
            (() => F.Conv1d(Tensor.Full([1, 16, Long / 8], 0.1), Tensor.Ones([16, 1, Long / 8]), groups: 16), Long / 8 * Tenth),
        ["convolution of many channels"] = (() => F.Conv2d(Tensor.Full([1, Long, 2, 3], 0.1), Tensor.Ones([2, Long, 1, 1])), Long * Tenth),
        ["convolution of many channels, with a stride"] =
            (() => F.Conv2d(Tensor.Full([1, Long, 2, 3], 0.1), Tensor.Ones([2, Long, 1, 1]), stride: 2), Long * Tenth),
        ["convolution of many channels, 3×3"] =
            (() => F.Conv2d(Tensor.Full([1, Long / 50, 24, 24], 0.1), Tensor.Ones([32, Long / 50, 3, 3])), Long / 50 * 9 * Tenth),
        ["input gradient of Conv2d, many channels"] =
            (() => Gradients(x => F.Conv2d(x, Tensor.Full([Long, 1, 2, 2], 0.1)), [1, 1, 2, 2]), Long * Tenth),
        ["window of AvgPool1d"] = (() => F.AvgPool1d(Tensor.Full([1, Long + 3], 0.1), Long, 1), Tenth),
        ["window of AvgPool2d"] = (() => F.AvgPool2d(Tensor.Full([1, 1003, 1003], 0.1), 1000, 1), Tenth),
        ["column of AvgPool2d"] = (() => F.AvgPool2d(Tensor.Full([1, Long, 3], 0.1), (Long, 1), 1), Tenth),
        ["bins of AdaptiveAvgPool1d"] = (() => F.AdaptiveAvgPool1d(Tensor.Full([1, Long + 1], 0.1), 3), Tenth),
        ["IndexAdd of numbers"] = (() => Tensor.Zeros([2]).IndexAdd(0, Alternating, Tensor.Full([Long], 0.1)), Long / 2 * Tenth),
        ["IndexAdd of rows"] = (() => Tensor.Zeros([2, 5]).IndexAdd(0, Alternating, Tensor.Full([Long, 5], 0.1)), Long / 2 * Tenth),
        ["IndexAdd of columns"] = (() => Tensor.Zeros([3, 2]).IndexAdd(1, Alternating, Tensor.Full([3, Long], 0.1)), Long / 2 * Tenth),
        ["ScatterAdd"] = (() => Tensor.Zeros([2]).ScatterAdd(0, Alternating, Tensor.Full([Long], 0.1)), Long / 2 * Tenth),
        ["ScatterAdd of rows"] =
            (() => Tensor.Zeros([2, 3]).ScatterAdd(0, Alternating.Unsqueeze(1).Expand(Long, 3), Tensor.Full([Long, 3], 0.1)), Long / 2 * Tenth),
        ["ScatterReduce"] = (() => Tensor.Zeros([2]).ScatterReduce(0, Alternating, Tensor.Full([Long], 0.1), ScatterReduction.Mean, includeSelf: false), Tenth),
        ["IndexPut that accumulates"] =
            (() => Tensor.Zeros([2, 3]).IndexPut([Alternating], Tensor.Full([Long, 3], 0.1), accumulate: true), Long / 2 * Tenth),
        ["gradient of an embedding"] = (() => Gradients(w => F.Embedding(Alternating, w) * 0.1, [2, 8]), Long / 2 * Tenth),
        ["gradient of an index"] = (() => Gradients(x => x[Alternating] * 0.1, [2, 8]), Long / 2 * Tenth),
        ["gradient of a gather"] = (() => Gradients(x => x.Gather(0, Alternating) * 0.1, [2]), Long / 2 * Tenth),
        ["running sum"] = (() => Tensor.Full([Long], 0.1).CumSum(0)[^1..], Long * Tenth),
        ["norm"] = (() => Tensor.Full([Long], 0.1).Norm().Square(), Long * Tenth * Tenth),
        ["norm of columns"] = (() => Tensor.Full([Long, 3], 0.1).Norm(2, [0]).Square(), Long * Tenth * Tenth),
        ["log of a sum of exponentials"] = (() => Tensor.Full([Long], 0.1).LogSumExp(0).Sub(0.1).Exp(), Long),
        ["softmax"] = (() => 1 / Tensor.Full([Long], 0.1).Softmax(0)[..1], Long),
        ["sum of a cross-entropy"] =
            (() => F.CrossEntropy(Tensor.Zeros([Long, 2]), Tensor.Zeros([Long], DType.Int64), reduction: Reduction.Sum), Long * Math.Log(2)),
        ["sum of likelihoods"] =
            (() => F.NllLoss(Tensor.Full([Long, 2], -0.1), Tensor.Zeros([Long], DType.Int64), reduction: Reduction.Sum), Long * Tenth),
        ["weights of classes"] =
            (() => F.NllLoss(Tensor.Full([Long, 2], -0.1), Tensor.Zeros([Long], DType.Int64), weight: Tensor.Full([2], 0.1)), Tenth),
        ["statistics of BatchNorm1d"] = (() => RunningMean(Tensor.Full([Long, 3], 0.1)), Tenth),
        ["statistics of BatchNorm2d"] = (() => RunningMean(Tensor.Full([4, 3, 512, 512], 0.1)), Tenth),
        ["sum of rows"] = (() => Tensor.Full([Long, 10], 0.1).Sum(0), Long * Tenth),
        ["sum of planes"] = (() => Tensor.Full([Long / 8, 3, 8], 0.1).Sum([0, 2]), Long * Tenth),
        ["mean of rows"] = (() => Tensor.Full([Long, 10], 0.1).Mean(0), Tenth),
        ["bias gradient of LayerNorm"] =
            (() => Gradients(b => F.LayerNorm(Tensor.Ones([Long, 3]), [3], Tensor.Ones([3]), b) * 0.1, [3]), Long * Tenth),
        ["bias gradient of BatchNorm1d"] =
            (() => Gradients(b => F.BatchNorm(Tensor.Randn([Long, 3]), null, null, weight: Tensor.Ones([3]), bias: b, training: true) * 0.1, [3]), Long * Tenth),
    };

    private static Tensor Alternating => Tensor.Arange(Long) % 2;

    public static TheoryData<string> Sums => [.. s_sums.Keys];

    [Theory]
    [MemberData(nameof(Sums))]
    public void A_long_sum_is_as_accurate_as_a_pairwise_one(string name)
    {
        (Func<Tensor> compute, double exact) = s_sums[name];
        double[][] results = new double[2][];
        int threads = Parallelism.Threads;
        try
        {
            for (int i = 0; i < 2; i++)
            {
                Parallelism.Threads = i + 1;
                results[i] = compute().To(DType.Float64).ToArray<double>();
            }
        }
        finally
        {
            Parallelism.Threads = threads;
        }

        Assert.Equal(results[0], results[1]);
        Assert.All(results[0], value => Assert.InRange(Math.Abs(value - exact) / exact, 0, 1.5e-5));
    }

    private static Tensor RunningMean(Tensor x)
    {
        Tensor mean = Tensor.Zeros([3]);
        F.BatchNorm(x, mean, Tensor.Ones([3]), training: true, momentum: 1);
        return mean;
    }

    private static Tensor Gradients(Func<Tensor, Tensor> function, Shape shape)
    {
        Tensor leaf = Tensor.Ones(shape, requiresGrad: true);
        function(leaf).Sum().Backward();
        return leaf.Grad!;
    }
}
