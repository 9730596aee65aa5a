using Autograd.Nn;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Numbers;

/// <summary>What PyTorch takes, and we refused once. The numbers are PyTorch 1.13.1's unless a line says otherwise.</summary>
public class AcceptedTests
{
    private const double NaN = double.NaN;

    [Fact]
    public void Expanded_tensors_may_be_filled_and_masked()
    {
        Tensor Three() => Tensor.Ones([1]).Expand(3);
        Tensor one = Tensor.Ones([1]), middle = Tensor.Create([false, true, false]);
        one.Expand(3).Fill_(4);
        Equal([4], one);
        Equal([0, 0, 0], Three().Zero_());
        Equal([7, 7, 7], Three().MaskedFill_(middle, 7));
        Equal([1, 1, 1], Three().MaskedFill_(middle & !middle, 7));
        Equal([9, 9, 9], Three().Threshold_(2, 9));
        Equal([5, 5, 5], Three().IndexFill_(0, Tensor.Create([1L]), 5));
        Equal([0, 0, 0, 0, 0, 0, 1, 1, 1], Tensor.Ones([3, 1]).Expand(3, 3).Tril_());
        Equal([1, 0, 0, 1, 0, 0, 1, 0, 0], Tensor.Ones([1, 3]).Expand(3, 3).Tril_());
        Equal([1, 1, 1, 0, 0, 0, 0, 0, 0], Tensor.Ones([3, 1]).Expand(3, 3).Triu_());
        Assert.Throws<GraphException>(() => Three().Add_(1));
        Assert.Throws<DTypeException>(() => Three().MaskedFill_(Tensor.Ones([3]), 7));
    }

    [Fact]
    public void A_fill_through_an_expanded_view_cuts_the_gradient_of_what_it_filled()
    {
        Tensor x = Leaf(1, 2), y = x * 3;
        y.Unsqueeze(1).Expand(2, 3).MaskedFill_(Tensor.Create([[false, true, false], [false, false, false]]), 7);
        Equal([7, 6], y);
        y.Sum().Backward();
        Equal([0, 3], x.Grad!);
    }

    [Fact]
    public void A_tensor_of_no_dimensions_is_an_index_to_put_at()
    {
        Equal([0, 5, 0], Tensor.Zeros([3]).IndexPut([Tensor.Arange(2)[1]], Tensor.Scalar(5)));
        Equal([0, 0, 5, 6, 0, 0], Tensor.Zeros([3, 2]).IndexPut([Tensor.Arange(2)[1]], Tensor.Create([5f, 6])));
        Equal([1, 6, 1], Tensor.Ones([3]).IndexPut([Tensor.Arange(2)[1]], Tensor.Scalar(5), accumulate: true));
        Assert.Throws<DTypeException>(() => Tensor.Zeros([3]).IndexPut([Tensor.Arange(2)[1]], Tensor.Arange(6)[5]));
    }

    [Fact]
    public void Sizes_of_1_are_summed_against_any_other()
    {
        Equal([3, 3, 3, 3], Tensor.Ones([2, 1]).Tensordot(Tensor.Ones([3, 2]), 1));
        Equal([3, 3, 3, 3], Tensor.Ones([2, 3]).Tensordot(Tensor.Ones([1, 2]), 1));
        Assert.Throws<ShapeException>(() => Tensor.Ones([2, 3]).Tensordot(Tensor.Ones([2, 2]), 1));
    }

    [Fact]
    public void A_single_number_is_a_batch_of_one() =>
        Equal(0.1534264087677002, F.KlDivLoss(Tensor.Scalar(-1), Tensor.Scalar(0.5f), batchMean: true).Item(), 1e-6);

    [Fact]
    public void The_first_of_several_ellipses_stands_for_what_is_left()
    {
        Tensor x = Tensor.Arange(24).Reshape(2, 3, 4);
        TensorIndex dots = TensorIndex.Ellipsis;
        Assert.Equal([2, 3, 4], x[dots, dots].Shape.ToArray());
        Assert.Equal([0L, 4, 8, 12, 16, 20], x[dots, 0, dots].ToArray<long>());
        Assert.Equal([4L, 8, 16, 20], x[dots, Tensor.Create([1L, 2]), 0, dots].ToArray<long>());
    }

    [Fact]
    public void A_NaN_bound_gives_NaN()
    {
        Tensor x = Tensor.Create([1.0, 2, -3]), nan = Leaf(NaN)[0].Detach(), one = Leaf(1)[0].Detach();
        foreach (Tensor y in (Tensor[])[x.Clamp(NaN, 1), x.Clamp(1, NaN), x.Clamp(nan, one), x.Clamp(one, nan), x.Clamp(max: nan), x.Clamp(min: nan), x.Hardtanh(NaN, 1)])
            Equal([NaN, NaN, NaN], y);
        Assert.Equal([0.0, 0, 0], Gradient(t => t.Clamp(NaN, 1), 1, 2, -3));
        Assert.Equal([0.0, 0, 0], Gradient(t => t.Hardtanh(NaN, 1), 1, 2, -3));
    }

    [Fact]
    public void The_slope_of_binary_cross_entropy_is_held_at_the_float32_nearest_to_1e_minus_12()
    {
        double[] slopes = Gradient(x => F.BceLoss(x, Tensor.Full([2], 0.5, DType.Float64), reduction: Reduction.Sum), 0, 1);
        Assert.Equal([-500000001997.9014, 500000001997.9014], slopes);
    }
}
