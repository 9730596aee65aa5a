namespace Autograd.Tests.Engine;

/// <summary>Writes into expanded tensors, whose elements repeat: PyTorch allows those that give each repetition the same number.</summary>
public class ExpandedWriteTests
{
    private static Tensor Expanded => Tensor.Zeros([3]).Expand(4, 3);

    [Fact]
    public void A_number_may_be_written()
    {
        Tensor rows = Tensor.Create([0L, 1]), mask = Tensor.Create([true, false, true]), all = Tensor.Ones([4, 3], DType.Bool);
        foreach ((float[] row, Action<Tensor> write) in ((float[], Action<Tensor>)[])
            [
                ([9, 9, 9], e => e[1..] = 9), ([9, 9, 9], e => e[0] = 9), ([9, 9, 9], e => e[..] = Tensor.Scalar(9)), ([0, 4, 0], e => e[.., 1] = 4), ([9, 9, 9], e => e[TensorIndex.Ellipsis] = 9),
                ([9, 9, 9], e => e[rows] = 9), ([9, 9, 9], e => e[all] = 9), ([9, 0, 9], e => e[.., mask] = 9), ([5, 5, 5], e => e.IndexPut_([0], 5f)),
                ([5, 5, 5], e => e.IndexPut_([Tensor.Create([0L])], 5f)), ([5, 5, 5], e => e.IndexPut_([all], 5f)), ([5, 5, 5], e => e.IndexPut_([Tensor.Create([0L])], 5f, accumulate: true)),
                ([20, 20, 20], e => e.IndexPut_([all], 5f, accumulate: true)), ([5, 0, 0], e => e.IndexFill_(1, Tensor.Create([0L]), 5)),
                ([5, 0, 5], e => e.MaskedFill_(mask, 5)), ([3, 3, 3], e => e.Threshold_(0.5, 3)),
                ([0, 0, 0], e => e.Tril_()), ([2, 2, 2], e => e.T.Fill_(2)), ([1, 1, 1], e => e[0].Add_(1)), ([4, 4, 4], e => e[1..].Fill_(4)),
            ])
        {
            Tensor e = Expanded;
            write(e);
            Assert.Equal([.. row, .. row, .. row, .. row], e.ToArray<float>());
        }
    }

    /// <summary>PyTorch refuses these too.</summary>
    [Fact]
    public void Different_numbers_are_refused()
    {
        Tensor index = Tensor.Create([0L]), places = Tensor.Zeros([1, 3], DType.Int64), row = Tensor.Ones([1, 3]);
        foreach ((string name, Action<Tensor> write) in ((string, Action<Tensor>)[])
            [
                ("index_put_", e => e[1..] = Tensor.Ones([3])), ("index_put_", e => e[1..] = Tensor.Ones([3, 3])),
                ("copy_", e => e.Copy_(Tensor.Scalar(1))), ("add_", e => e.Add_(1)), ("exp_", e => e.Exp_()),
                ("index_add_", e => e.IndexAdd_(0, index, row)), ("index_copy_", e => e.IndexCopy_(0, index, row)),
                ("scatter_", e => e.Scatter_(0, places, 5)), ("scatter_add_", e => e.ScatterAdd_(0, places, row)),
                ("masked_scatter_", e => e.MaskedScatter_(Tensor.Ones([4, 3], DType.Bool), Tensor.Ones([12]))), ("normal_", e => e.Normal_()), ("clamp_", e => e.Clamp_(0, 1)),
            ])
        {
            Tensor e = Expanded;
            string message = Assert.Throws<GraphException>(() => write(e)).Message;
            Assert.StartsWith($"{name}: several elements", message, StringComparison.Ordinal);
            Assert.Equal(0, e.Version);
        }
    }

    [Fact]
    public void A_number_that_is_written_gets_the_gradient_of_all_repetitions()
    {
        Tensor x = Tensor.Ones([3], requiresGrad: true), number = Tensor.Scalar(2, requiresGrad: true);
        Tensor e = (x * 1).Expand(4, 3);
        e[1.., 0] = number;
        e.Sum().Backward();
        Assert.Equal([0f, 4, 4], x.Grad!.ToArray<float>());
        Assert.Equal(4, number.Grad!.Item());
        Tensor f = (x * 1).Expand(4, 3);
        number.Grad = null;
        f[Tensor.Create([[true, false, false], [false, false, false], [true, true, false], [false, false, false]])] = number;
        f.Sum().Backward();
        Assert.Equal(8, number.Grad!.Item());
    }
}
