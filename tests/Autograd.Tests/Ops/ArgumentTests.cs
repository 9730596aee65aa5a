namespace Autograd.Tests.Ops;

/// <summary>What pointwise operations, reductions and sorts refuse, and what they say.</summary>
public class ArgumentTests
{
    [Fact]
    public void Floating_numbers_have_no_bits_and_only_a_mask_has_an_opposite()
    {
        Tensor mask = Tensor.Create([true, false]), ints = Tensor.Create([1, 2]), floats = Tensor.Create([1f, 2]);
        Assert.Equal([false, true], (!mask).ToArray<bool>());
        foreach (Func<Tensor> bad in (Func<Tensor>[])
            [
                () => mask & floats, () => floats | mask, () => floats ^ 1, () => ~floats, () => floats << 1, () => 1 & floats, () => ints & 1.5, () => floats.BitwiseNot_(),
                () => floats.Clone().BitwiseAnd_(1), () => ints >> floats,
            ])
        {
            Assert.Contains("float32", Assert.Throws<DTypeException>(bad).Message);
        }

        Assert.Contains("int32", Assert.Throws<DTypeException>(() => !ints).Message);
        Assert.Throws<DTypeException>(() => mask << mask);
        Assert.Throws<ShapeException>(() => mask & Tensor.Create([true, true, true]));
    }

    [Fact]
    public void What_is_of_a_higher_kind_does_not_fit_in_place()
    {
        Tensor mask = Tensor.Create([true, false]), ints = Tensor.Create([1, 2]);
        foreach (Func<Tensor> bad in (Func<Tensor>[])[() => mask.BitwiseAnd_(ints), () => mask.BitwiseOr_(2), () => mask.BitwiseLeftShift_(1), () => ints.BitwiseXor_(1.5), () => mask.Mul_(ints)])
            Assert.Throws<DTypeException>(bad);
        Assert.Equal([true, false], mask.ToArray<bool>());
        Assert.Equal(0, mask.Version);
        Assert.Equal(DType.UInt8, Tensor.Create(new byte[] { 6, 3 }).BitwiseAnd_(Tensor.Create([3L, 1])).DType);
    }

    [Fact]
    public void A_scatter_that_reduces_refuses_what_does_not_fit_before_it_writes()
    {
        Tensor x = Tensor.Zeros([3]), index = Tensor.Create([0L, 3]), source = Tensor.Ones([2]);
        Assert.Throws<TensorIndexException>(() => x.ScatterReduce_(0, index, source, ScatterReduction.Amax));
        Assert.Throws<TensorIndexException>(() => x.ScatterReduce_(0, index, source, ScatterReduction.Mean, includeSelf: false));
        Assert.Throws<ShapeException>(() => x.ScatterReduce_(0, Tensor.Create([0L, 1, 2]), source, ScatterReduction.Sum));
        Assert.Throws<ShapeException>(() => x.ScatterReduce_(0, Tensor.Create([[0L]]), source, ScatterReduction.Sum));
        Assert.Throws<DTypeException>(() => x.ScatterReduce_(0, Tensor.Create([0L, 1]), source.To(DType.Float64), ScatterReduction.Prod));
        Assert.Throws<DTypeException>(() => Tensor.Create([true]).ScatterReduce(0, Tensor.Create([0L]), Tensor.Create([true]), ScatterReduction.Mean));
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Scatter_(0, Tensor.Create([0L, 1]), source, ScatterReduction.Mean));
        Assert.Throws<ArgumentOutOfRangeException>(() => x.ScatterReduce(0, Tensor.Create([0L, 1]), source, (ScatterReduction)9));
        Assert.Equal([0f, 0, 0], x.ToArray<float>());
        Assert.Equal(0, x.Version);
    }

    /// <summary>PyTorch: "Double backward is unsupported for src when >1 zeros in src are scattered to the same position in self".</summary>
    [Fact]
    public void A_product_in_which_zeros_meet_has_a_second_gradient()
    {
        Tensor x = Tensor.Create([2.0, 3]), source = Tensor.Create([0.0, 0, 5], requiresGrad: true);
        Tensor y = x.ScatterReduce(0, Tensor.Create([0L, 0, 1]), source, ScatterReduction.Prod);
        Assert.Equal([0.0, 0, 3], Autodiff.Grad(y.Sum(), source, retainGraph: true).ToArray<double>());
        Tensor first = Autodiff.Grad(y.Sum(), source, createGraph: true);
        Assert.Equal([0.0, 0, 3], first.ToArray<double>());
        Assert.Equal([0.0, 2, 0], Autodiff.Grad(first[0], source).ToArray<double>());
    }

    [Fact]
    public void A_mask_is_no_operand_of_a_difference()
    {
        Tensor mask = Tensor.Create([true, false]), x = Tensor.Create([1f, 2]);
        foreach (Func<Tensor> bad in (Func<Tensor>[])[() => mask - x, () => x - mask, () => 1 - mask, () => mask - 1.5, () => mask.Clone().Sub_(1), () => x.Clone().Sub_(mask)])
            Assert.Contains("!mask", Assert.Throws<DTypeException>(bad).Message);
    }

    [Fact]
    public void Whole_numbers_have_no_decimals_to_round_to()
    {
        Tensor ints = Tensor.Create([1, 2]);
        Assert.Throws<DTypeException>(() => ints.Round(1));
        Assert.Throws<DTypeException>(() => ints.Round_(-1));
        Assert.Same(ints, ints.Round_());
        Assert.Same(ints, ints.Floor_());
    }

    [Fact]
    public void Halves_are_rounded_to_even()
    {
        Assert.Equal([-2.0, -2, -0.0, 0, 2, 2, 4], Tensor.Create([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5]).Round().ToArray<double>());
        Assert.Equal([1.2, 120.0], [Tensor.Create([1.25]).Round(1).Item(), Tensor.Create([125.0]).Round(-1).Item()]);
    }

    [Fact]
    public void Lerp_writes_into_floating_tensors_only()
    {
        Tensor ints = Tensor.Create([1, 2]);
        Assert.Throws<DTypeException>(() => ints.Lerp_(ints, 0.5));
        Assert.Throws<DTypeException>(() => ints.Lerp_(ints, Tensor.Ones([2])));
        Assert.Throws<ShapeException>(() => Tensor.Zeros([2]).Lerp(Tensor.Zeros([3]), 0.5));
        Assert.Throws<ShapeException>(() => Tensor.Zeros([2]).Lerp(Tensor.Zeros([2]), Tensor.Zeros([3])));
    }

    [Fact]
    public void Norms_and_means_are_of_floating_tensors()
    {
        Tensor ints = Tensor.Create([3, 4]);
        Assert.Throws<DTypeException>(() => ints.Norm());
        Assert.Throws<DTypeException>(() => ints.NanMean());
        Assert.Throws<ShapeException>(() => Tensor.Zeros([2]).Norm(2, 1));
        Assert.Equal(5.0, Tensor.Create([3.0, 4]).Norm().Item());
    }

    [Fact]
    public void TopK_asks_for_no_more_than_there_is()
    {
        Tensor x = Tensor.Create([3f, 1, 2]);
        Assert.Contains("k = 4", Assert.Throws<ShapeException>(() => x.TopK(4)).Message);
        Assert.Throws<ShapeException>(() => x.TopK(-1));
        Assert.Equal([0], x.TopK(0).Values.Shape);
        Assert.Throws<ShapeException>(() => x.Sort(1));
        Assert.Throws<ShapeException>(() => Tensor.Zeros([2, 0]).Median(1));
        Assert.Throws<ShapeException>(() => Tensor.Zeros([0], DType.Int64).Median());
    }

    [Fact]
    public void The_dimension_is_what_an_integer_argument_of_Var_means()
    {
        Tensor x = Tensor.Create(new[,] { { 1.0, 3 }, { 5, 9 } });
        Assert.Equal([2.0, 8], x.Var(1).ToArray<double>());
        Assert.Equal([1.0, 4], x.Var(1, correction: 0).ToArray<double>());
        Assert.Equal([2.0, 3], x.Std(0, correction: 0).ToArray<double>());
    }

    [Fact]
    public void All_and_any_of_nothing()
    {
        Assert.True(Tensor.Zeros([0]).All().Item<bool>());
        Assert.False(Tensor.Zeros([0]).Any().Item<bool>());
        Assert.Equal(DType.UInt8, Tensor.Zeros([2], DType.UInt8).Any().DType);
        Assert.Equal(1.0, Tensor.Zeros([0]).Prod().Item());
    }

    /// <summary>Long rows, so that the sort is more than one insertion, and every thread has some.</summary>
    [Fact]
    public void A_long_sort_is_stable_and_complete()
    {
        Tensor x = Tensor.RandInt(0, 50, [3, 20_000], generator: new Generator(0));
        (Tensor values, Tensor indices) = x.Sort();
        Assert.Equal(values.ToArray<long>(), x.Gather(1, indices).ToArray<long>());
        long[] v = values.ToArray<long>(), at = indices.ToArray<long>();
        for (int i = 1; i < v.Length; i++)
        {
            if (i % 20_000 == 0) continue;
            Assert.True(v[i - 1] < v[i] || (v[i - 1] == v[i] && at[i - 1] < at[i]));
        }
    }

    /// <summary>float32 totals are kept in float64: a million tenths.</summary>
    [Fact]
    public void A_long_running_sum_stays_exact() =>
        Assert.Equal(100_000, Tensor.Full([1_000_000], 0.1).CumSum(0)[^1].Item(), 0.01);
}
