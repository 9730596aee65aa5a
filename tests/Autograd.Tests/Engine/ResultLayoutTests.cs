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
    public void A_reshape_of_such_a_result_reads_in_logical_order() =>
        Assert.Equal([0f, 6f, 2f, 8f, 4f, 10f], (Tensor.Arange(6).To(DType.Float32).Reshape([2, 3]).T * 2).Reshape([6]).ToArray<float>());
}
