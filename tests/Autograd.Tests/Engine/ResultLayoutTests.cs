using Autograd.Nn;

namespace Autograd.Tests.Engine;

/// <summary>A pointwise result keeps its operands' order in memory, as PyTorch's does; the strides here are PyTorch's.</summary>
public class ResultLayoutTests
{
    private static readonly Tensor s_x = Tensor.Arange(24).To(DType.Float32).Reshape([2, 3, 4]);

    [Fact]
    public void The_order_of_a_transposed_operand_stays()
    {
        Tensor turned = s_x.Permute(2, 0, 1); // strides 1, 12, 4
        Assert.Equal([1, 12, 4], turned.Exp().Strides.ToArray());
        Assert.Equal([1, 12, 4], (turned * 2).Strides.ToArray());
        Assert.Equal([1, 12, 4], (turned + turned).Strides.ToArray());
        Assert.Equal([1, 12, 4], turned.Gt(turned).Strides.ToArray());
        Assert.Equal([1, 12, 4], (turned + Tensor.Ones([3])).Strides.ToArray());
        Assert.Equal([1, 12, 4], (Tensor.Ones([3]) + turned).Strides.ToArray());
        Assert.Equal([1, 12, 4], (turned + Tensor.Ones([4, 2, 3])).Strides.ToArray());
        Assert.True((Tensor.Ones([4, 2, 3]) + turned).IsContiguous);
        Assert.True(s_x.Narrow(2, 0, 3).Exp().IsContiguous);
        Assert.True(Tensor.Ones([3]).BroadcastTo([2, 3]).Exp().IsContiguous);
        Assert.True(turned.Clone().IsContiguous);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void The_values_are_those_of_contiguous_operands(int size)
    {
        foreach (DType dtype in (DType[])[DType.Float32, DType.Float64, DType.Int64])
        {
            Tensor a = (Tensor.Rand([2, size, 130]) * 100).To(dtype), b = (Tensor.Rand([2, size, 130]) * 100).To(dtype);
            Tensor at = a.Transpose(1, 2), bt = b.Transpose(1, 2), row = bt.Narrow(1, 0, 1);
            Assert.Equal((a - b).Transpose(1, 2).ToArray<double>(), (at - bt).ToArray<double>());
            Assert.Equal((at.Contiguous() - bt).ToArray<double>(), (at - bt).ToArray<double>());
            Assert.Equal((at.Contiguous() - row.Contiguous()).ToArray<double>(), (at - row).ToArray<double>());
            Assert.Equal((row.Contiguous() - at.Contiguous()).ToArray<double>(), (row - at).ToArray<double>());
            Assert.Equal((at.Contiguous() - bt.Contiguous()).ToArray<double>(), at.Clone().Transpose(0, 1).Clone().Transpose(0, 1).Sub_(bt).ToArray<double>());
        }
    }

    [Fact]
    public void A_gradient_that_arrives_transposed_becomes_a_contiguous_grad()
    {
        var x = Tensor.Rand([5, 3]);
        x.RequiresGrad = true;
        (x.T.Exp() * 2).Sum().Backward();
        Assert.True(x.Grad!.IsContiguous);
        Assert.Equal((x.Detach().Exp() * 2).ToArray<float>(), x.Grad!.ToArray<float>());
    }

    [Fact]
    public void Results_along_any_dimension_are_contiguous()
    {
        Tensor turned = s_x.Permute(2, 0, 1);
        for (int dim = 0; dim < 3; dim++)
        {
            Tensor[] results =
            [
                s_x.Softmax(dim), s_x.LogSoftmax(dim), s_x.CumSum(dim), s_x.CumProd(dim), s_x.LogCumSumExp(dim), s_x.Softmin(dim),
                s_x.CumMax(dim).Values, s_x.CumMin(dim).Indices, s_x.Sort(dim).Values, s_x.Sort(dim).Indices, s_x.TopK(2, dim).Values, s_x.Median(dim).Values,
                s_x.Median(dim, keepDim: true).Indices, turned.Softmax(dim), turned.CumSum(dim), turned.TopK(1, dim).Values,
            ];
            Assert.All(results, y => Assert.True(y.IsContiguous && !y.IsView));
        }

        Assert.Equal([0f, 0, 0, 0, 0, 0], Zeroed(Tensor.Ones([2, 3]).Softmax(0)));
        Assert.Equal([2, 54], new Conv3d(1, 2, 3).Call(Tensor.Ones([2, 1, 5, 5, 5])).View(2, -1).Shape.ToArray());
        (Tensor attended, _) = new MultiheadAttention(4, 2).Call(Tensor.Ones([3, 2, 4]), Tensor.Ones([3, 2, 4]), Tensor.Ones([3, 2, 4]));
        Assert.True(attended.IsContiguous && !attended.IsView);

        static float[] Zeroed(Tensor y)
        {
            y.Reshape(6).Zero_();
            return y.ToArray<float>();
        }
    }

    public static TheoryData<string> Owned => [.. s_owned.Keys];

    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_owned = new()
    {
        ["sum"] = x => x.Sum(0),
        ["mean"] = x => x.Mean(0),
        ["prod"] = x => x.Prod(0),
        ["max"] = x => x.Max(0).Values,
        ["amax"] = x => x.Amax(0),
        ["norm"] = x => x.Norm(2, 0),
        ["var"] = x => x.Var(0),
        ["logsumexp"] = x => x.LogSumExp(0),
        ["repeat"] = x => x.Repeat(2, 1),
        ["roll"] = x => x.Roll(1),
        ["dot"] = x => x[0].Dot(x[1]),
        ["matmul"] = x => x.Unsqueeze(0).MatMul(Tensor.Ones([3, 2])),
        ["cumsum"] = x => x.CumSum(0),
        ["sort"] = x => x.Sort(0).Values,
        ["kron"] = x => x.Kron(x),
        ["tensordot"] = x => x.Tensordot(x.T, 1),
        ["conv1d"] = x => F.Conv1d(x.Unsqueeze(0), Tensor.Ones([1, 2, 2])),
        ["conv2d"] = x => F.Conv2d(x.Unsqueeze(0), Tensor.Ones([1, 1, 2, 2])),
        ["conv3d"] = x => F.Conv3d(x.Unsqueeze(0).Unsqueeze(0), Tensor.Ones([1, 1, 1, 2, 2])),
        ["max_pool1d"] = x => F.MaxPool1d(x, 2),
        ["avg_pool1d"] = x => F.AvgPool1d(x, 2),
    };

    [Theory]
    [MemberData(nameof(Owned))]
    public void A_result_is_a_tensor_of_its_own(string name)
    {
        Tensor x = Tensor.Create([[1f, 2, 3], [6f, 5, 4]], requiresGrad: true);
        Tensor y = s_owned[name](x);
        Assert.False(y.IsView);
        int seen = 0;
        y.RegisterHook(_ => Seen());
        y.Mul_(2);
        y.RegisterHook(_ => Seen());
        if (name is "norm" or "logsumexp" or "amax") // whose gradients need the result: PyTorch refuses these, too
        {
            Assert.Throws<GraphException>(() => y.Sum().Backward());
        }
        else
        {
            y.Sum().Backward();
            Assert.Equal(2, seen);
        }

        Tensor constant = Tensor.Ones([]), factor = Tensor.Create([2f], requiresGrad: true)[0];
        using (GradMode.NoGrad()) constant = s_owned[name](x);
        constant.Mul_(factor); // of a view taken under no-grad this would be refused
        Assert.True(constant.RequiresGrad);

        Tensor leaf = s_owned[name](x.Detach());
        leaf.RequiresGrad = true;
        Assert.Throws<GraphException>(() => (leaf.Rank == 0 ? leaf.Reshape(1) : leaf)[..1].Mul_(2));
        Assert.True(leaf.IsLeaf);

        Tensor? Seen()
        {
            seen++;
            return null;
        }
    }

    [Fact]
    public void A_reshape_of_such_a_result_reads_in_logical_order() =>
        Assert.Equal([0f, 6f, 2f, 8f, 4f, 10f], (Tensor.Arange(6).To(DType.Float32).Reshape([2, 3]).T * 2).Reshape([6]).ToArray<float>());
}
