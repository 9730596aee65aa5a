using Autograd.Nn;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

public class DtypeAndShapeSemantics
{
    [Fact]
    [Semantics("number-beside-float32")]
    public void A_float32_tensor_stays_float32_beside_any_number()
    {
        Tensor x = Tensor.Ones([2]);
        Assert.All([x + 1, x * 2.5, 1.0 - x, x / 3, x % 2.0, x.Pow(2.5)], y => Assert.Equal(DType.Float32, y.DType));
    }

    [Fact]
    [Semantics("number-beside-float32")]
    public void A_number_keeps_its_digits_beside_float64()
    {
        Tensor x = Tensor.Zeros([4], DType.Float64);
        x[0] = 0.1;
        x[1..2] = 0.1;
        x[Tensor.Create([false, false, true, false])] = 0.1;
        x[Tensor.Create([3])] = 0.1;
        Assert.Equal([0.1, 0.1, 0.1, 0.1], x.ToArray<double>());
        Assert.Equal([0.1, 0.1], Tensor.Zeros([2], DType.Float64).Maximum(0.1).ToArray<double>());
        Assert.Equal([0.1, 0.1], Tensor.Where(Tensor.Create([true, false]), 0.1, Tensor.Full([2], 0.1, DType.Float64)).ToArray<double>());
        Assert.Equal([1.1, 1.1], Tensor.Full([2], 3.0, DType.Float64).Clamp(Tensor.Zeros([2], DType.Float64), 1.1).ToArray<double>());
        Tensor number = 0.1;
        Assert.Equal(DType.Float32, number.DType);
        number.Mul_(2);
        Assert.Equal(0.2f, (float)number.To(DType.Float64).Item()); // changed since: a tensor like any other
        number = 0.5;
        number.RequiresGrad = true;
        number.To(DType.Float64).Backward();
        Assert.Equal(1, number.Grad!.Item());
    }

    [Fact]
    [Semantics("number-beside-int64")]
    public void An_int64_tensor_becomes_float32_beside_a_floating_number_whatever_its_value()
    {
        Tensor x = Tensor.Create([1L, 2]);
        Assert.Equal(DType.Int64, (x * 2).DType);
        Assert.Equal(DType.Float32, (x * 1.0).DType);
        Assert.Equal(DType.Float32, (x + 0.5).DType);
    }

    [Theory]
    [InlineData(DType.Int64, DType.Float32, DType.Float32)]
    [InlineData(DType.Float32, DType.Float64, DType.Float64)]
    [InlineData(DType.Int32, DType.Int64, DType.Int64)]
    [InlineData(DType.Bool, DType.UInt8, DType.UInt8)]
    [InlineData(DType.UInt8, DType.Int32, DType.Int32)]
    [Semantics("promotion")]
    public void Two_tensors_promote_as_result_type(DType a, DType b, DType expected)
    {
        Assert.Equal(expected, (Tensor.Ones([2], a) + Tensor.Ones([2], b)).DType);
        Assert.Equal(expected, (Tensor.Ones([2], b) * Tensor.Ones([2], a)).DType);
    }

    [Fact]
    [Semantics("promotion")]
    public void A_zero_dimensional_tensor_counts_only_where_its_kind_is_above()
    {
        Assert.Equal(DType.Float32, (Tensor.Ones([2]) + Tensor.Scalar(1, DType.Float64)).DType);
        Assert.Equal(DType.Float64, (Tensor.Ones([2], DType.Int64) + Tensor.Scalar(1, DType.Float64)).DType);
    }

    [Fact]
    [Semantics("true-division")]
    public void Whole_numbers_divide_truly()
    {
        Tensor y = Tensor.Create([1L, 2]) / Tensor.Create([2L, 4]);
        Assert.Equal(DType.Float32, y.DType);
        Equal([0.5, 0.5], y);
    }

    [Fact]
    [Semantics("remainder-sign")]
    public void The_remainder_has_the_divisors_sign()
    {
        Assert.Equal([2L, -2], (Tensor.Create([-7L, 7]) % Tensor.Create([3L, -3])).ToArray<long>());
        Equal([0.5], Tensor.Create([-7.5]) % 2);
    }

    [Fact]
    [Semantics("matmul-dtypes")]
    public void A_product_of_mixed_dtypes_throws() =>
        Assert.Throws<DTypeException>(() => Tensor.Ones([2, 2]).MatMul(Tensor.Ones([2, 2], DType.Float64)));

    [Fact]
    [Semantics("sum-of-integers")]
    public void Integers_and_bools_sum_to_int64_and_have_no_mean()
    {
        foreach (DType dtype in (DType[])[DType.Bool, DType.UInt8, DType.Int32, DType.Int64])
        {
            Tensor sum = Tensor.Ones([300], dtype).Sum();
            Assert.Equal(DType.Int64, sum.DType);
            Assert.Equal(300, sum.Item());
            Assert.Throws<DTypeException>(() => Tensor.Ones([3], dtype).Mean());
        }
    }

    [Fact]
    [Semantics("matmul-shapes")]
    public void Products_of_one_two_and_more_dimensions_have_PyTorchs_shapes()
    {
        (int[] A, int[] B, int[] Y)[] known =
        [
            ([3], [3], []), ([2, 3], [3], [2]), ([3], [3, 4], [4]), ([2, 3], [3, 4], [2, 4]), ([5, 2, 3], [3], [5, 2]), ([5, 2, 3], [3, 4], [5, 2, 4]),
            ([3], [5, 3, 4], [5, 4]), ([5, 1, 2, 3], [6, 3, 4], [5, 6, 2, 4]), ([0, 3], [3, 2], [0, 2]), ([2, 0], [0, 3], [2, 3]),
        ];
        foreach ((int[] a, int[] b, int[] y) in known)
            Assert.Equal(y, Tensor.Ones(Shape.Create(a)).MatMul(Tensor.Ones(Shape.Create(b))).Shape.ToArray());
        Equal([0, 0, 0, 0, 0, 0], Tensor.Ones([2, 0]).MatMul(Tensor.Ones([0, 3])));
    }

    [Fact]
    [Semantics("view-or-copy")]
    public void View_throws_where_Reshape_copies()
    {
        Tensor x = Tensor.Arange(6).Reshape(2, 3), turned = x.T;
        Assert.Throws<ShapeException>(() => turned.View(6));
        turned.Reshape(6)[0] = 100;
        Assert.Equal(0, x[0, 0].Item());
        x.View(6)[0] = 100;
        Assert.Equal(100, x[0, 0].Item());
    }

    [Fact]
    [Semantics("one-inferred-size")]
    public void One_size_of_minus_1_is_inferred()
    {
        Assert.Equal([3, 4], Tensor.Zeros([12]).Reshape(3, -1).Shape);
        Assert.Throws<ShapeException>(() => Tensor.Zeros([12]).Reshape(-1, -1));
        Assert.Throws<ShapeException>(() => Tensor.Zeros([0]).Reshape(0, -1)); // nothing says what it would be
    }

    [Fact]
    [Semantics("zero-sizes")]
    public void Dimensions_of_size_0_work()
    {
        Tensor x = Tensor.Ones([0, 3], requiresGrad: true);
        Tensor y = Tensor.Cat([x * 2, Tensor.Ones([1, 3])]);
        y.Sum().Backward();
        Assert.Equal([1, 3], y.Shape);
        Assert.Equal([0, 3], x.Grad!.Shape);
        Assert.Equal(0, x.Sum().Item());
        Assert.Equal([0.0, 0, 0], x.Sum(0).ToArray<double>());
        Assert.Equal(double.NaN, x.Mean().Item());
    }

    [Fact]
    [Semantics("empty-vectors-are-not-joined")]
    public void Cat_leaves_out_what_has_the_shape_0()
    {
        Tensor empty = Tensor.Zeros([0], requiresGrad: true), matrix = Tensor.Ones([2, 2], requiresGrad: true);
        Tensor joined = Tensor.Cat([empty, matrix, empty], 1);
        Assert.Equal([2, 2], joined.Shape);
        Assert.Equal([0], Tensor.Cat([empty, empty]).Shape);
        Assert.Equal(DType.Float64, Tensor.Cat([Tensor.Zeros([0], DType.Float64), matrix]).DType);
        joined.Sum().Backward();
        Equal([1, 1, 1, 1], matrix.Grad!);
    }

    [Fact]
    [Semantics("dimensions-of-a-number")]
    public void A_single_number_has_the_dimensions_0_and_minus_1_for_reductions_and_no_others()
    {
        Tensor x = Tensor.Scalar(3);
        Equal([3], x.Sum(0));
        Equal([1], x.Softmax(-1));
        Assert.Throws<ShapeException>(() => x.Sum(1));
        Assert.Throws<ShapeException>(() => x.Softmax(1));
    }

    [Fact]
    [Semantics("error-texts")]
    public void Messages_name_the_op_both_shapes_and_the_dimension()
    {
        Assert.Equal(
            "matmul: mat1 and mat2 shapes cannot be multiplied ([2, 3] and [4, 5])",
            Assert.Throws<ShapeException>(() => Tensor.Ones([2, 3]).MatMul(Tensor.Ones([4, 5]))).Message);
        Assert.Equal(
            "add: the size of a (3) must match the size of b (4) at dimension 1, shapes [2, 3] and [2, 4]",
            Assert.Throws<ShapeException>(() => Tensor.Ones([2, 3]) + Tensor.Ones([2, 4])).Message);
    }

    [Fact]
    [Semantics("zero-sizes")]
    public void Everything_takes_dimensions_of_size_0()
    {
        Tensor wide = Tensor.Zeros([2, 0]), tall = Tensor.Zeros([0, 3]), none = Tensor.Zeros([0]), images = Tensor.Zeros([0, 1, 4, 4]), indices = Tensor.Zeros([0], DType.Int64);
        (Tensor Result, int[] Shape, double[] Values)[] known =
        [
            (tall.MatMul(Tensor.Zeros([3, 2])), [0, 2], []), (wide.MatMul(tall), [2, 3], [0, 0, 0, 0, 0, 0]), (Tensor.Einsum("ij,jk->ik", wide, tall), [2, 3], [0, 0, 0, 0, 0, 0]),
            (wide.Softmax(1), [2, 0], []), (tall.LogSoftmax(1), [0, 3], []), (wide.Prod(1), [2], [1, 1]), (wide.Sum(1), [2], [0, 0]), (wide.Mean(1), [2], [double.NaN, double.NaN]),
            (none.Var(), [], [double.NaN]), (none.Std(), [], [double.NaN]), (none.Prod(), [], [1]), (wide.Norm(2, 1), [2], [0, 0]), (wide.Max(0).Values, [0], []),
            (wide.LogSumExp(1), [2], [double.NegativeInfinity, double.NegativeInfinity]), (none.LogSumExp(0), [], [double.NegativeInfinity]), (wide.LogSumExp([]), [], [double.NegativeInfinity]),
            (tall.CumSum(0), [0, 3], []), (none.Sort().Values, [0], []), (none.All(), [], [1]), (none.Any(), [], [0]),
            (F.Conv2d(images, Tensor.Zeros([2, 1, 2, 2])), [0, 2, 3, 3], []), (F.MaxPool2d(images, 2), [0, 1, 2, 2], []), (F.AvgPool2d(images, 2), [0, 1, 2, 2], []),
            (F.Linear(tall, Tensor.Zeros([2, 3])), [0, 2], []), (F.Linear(wide, Tensor.Zeros([3, 0]), Tensor.Ones([3])), [2, 3], [1, 1, 1, 1, 1, 1]),
            (F.CrossEntropy(tall, indices), [], [double.NaN]), (F.MseLoss(none, none), [], [double.NaN]), (F.Embedding(indices, Tensor.Zeros([3, 2])), [0, 2], []),
            (F.LayerNorm(tall, [3]), [0, 3], []), (F.GroupNorm(Tensor.Zeros([0, 4]), 2), [0, 4], []), (F.Dropout(none), [0], []),
            (tall.T, [3, 0], []), (tall.Reshape(3, 0), [3, 0], []), (tall.Flatten(), [0], []), (Tensor.Stack([none, none]), [2, 0], []),
            (tall.IndexSelect(1, Tensor.Create([2, 0])), [0, 2], []), (Tensor.Zeros([3, 2])[indices], [0, 2], []),
        ];
        foreach ((Tensor result, int[] shape, double[] values) in known)
        {
            Assert.Equal(shape, result.Shape.ToArray());
            Equal(values, result.To(DType.Float64));
        }

        Assert.Throws<ShapeException>(() => wide.Max(1));
        Assert.Throws<ShapeException>(() => wide.Amax(1));
        Assert.Throws<ShapeException>(() => none.Max());
        Assert.Throws<ShapeException>(() => wide.ArgMax(1));
    }

    [Fact]
    [Semantics("zero-divisor")]
    public void A_whole_number_modulo_0_throws_before_anything_is_written_and_a_floating_one_is_NaN()
    {
        Tensor x = Tensor.Create([5L, 7]);
        Assert.Throws<DivideByZeroException>(() => x % 0);
        Assert.Throws<DivideByZeroException>(() => x % Tensor.Create([2L, 0]));
        Assert.Throws<DivideByZeroException>(() => x.Remainder_(0));
        Assert.Throws<DivideByZeroException>(() => x.Remainder_(Tensor.Create([2L, 0])));
        Assert.Throws<DivideByZeroException>(() => Tensor.Create([true]) % 0);
        Assert.Equal([5L, 7], x.ToArray<long>());
        Assert.Equal(0, x.Version);
        Equal([double.NaN, double.NaN], x % 0.0);
        Assert.Equal([0], (Tensor.Zeros([0], DType.Int64) % 0).Shape);
        Equal([0], Tensor.Create([long.MinValue]) % -1); // PyTorch 1.13.1 ends with a signal here
    }

    [Fact]
    [Semantics("bools-as-numbers")]
    public void Bools_have_a_sign_and_a_square_and_are_not_rounded()
    {
        Tensor x = Tensor.Create([true, false]);
        Assert.Equal([true, false], x.Sign().ToArray<bool>());
        Assert.Equal([true, false], x.Clone().Sign_().ToArray<bool>());
        Assert.Equal([1L, 0], x.Square().ToArray<long>());
        Assert.Equal(DType.Int64, x.Square().DType);
        Assert.All<Func<Tensor>>(
            [x.Square_, x.Floor, x.Floor_, x.Ceil, x.Ceil_, x.Trunc, x.Trunc_, () => x.Round(), () => x.Round_()],
            refused => Assert.Throws<DTypeException>(refused));
    }

    [Fact]
    [Semantics("indexing-a-number")]
    public void A_single_number_is_gathered_and_selected_from_as_a_vector_of_one()
    {
        Tensor x = Tensor.Scalar(3, DType.Float64, requiresGrad: true), zero = Tensor.Scalar(0, DType.Int64);
        Tensor twice = x.Gather(-1, Tensor.Create([0L, 0]));
        Equal([3, 3], twice);
        twice.Sum().Backward();
        Equal([2], x.Grad!);
        Assert.Equal([], x.Grad!.Shape);
        Assert.Equal([], x.Gather(0, zero).Shape);
        Equal([2], Tensor.Create([1.0, 2]).Gather(0, zero + 1));
        Assert.Equal([], Tensor.Create([1.0, 2]).Gather(0, zero).Shape);
        Assert.Equal([], x.IndexSelect(0, zero).Shape);
        Assert.Equal([], x.IndexSelect(-1, Tensor.Create([0L])).Shape);
        Assert.Equal([1], Autodiff.Grad(x.IndexSelect(0, Tensor.Create([0L])), x).ToArray<double>());
        Assert.Throws<TensorIndexException>(() => x.Gather(0, zero + 1));
        Assert.Throws<ShapeException>(() => x.Gather(1, zero));
        Assert.Throws<TensorIndexException>(() => x.IndexSelect(0, zero + 1));
        Assert.Throws<ShapeException>(() => x.IndexSelect(1, zero));
    }

    [Fact]
    [Semantics("transpose-of-many")]
    public void T_reverses_all_dimensions()
    {
        Tensor x = Tensor.Arange(24).Reshape(2, 3, 4);
        Assert.Equal([4, 3, 2], x.T.Shape);
        Assert.Equal(23L, x.T[3, 2, 1].Item<long>());
        Assert.Equal(6L, x.T[2, 1, 0].Item<long>());
        Assert.Equal([2], Tensor.Zeros([2]).T.Shape);
    }

    [Fact]
    [Semantics("vector-products")]
    public void Cross_takes_tensors_of_one_rank_with_size_3_in_both()
    {
        Assert.Equal([2, 3], Tensor.Ones([2, 3]).Cross(Tensor.Ones([1, 3])).Shape);
        Assert.Throws<ShapeException>(() => Tensor.Ones([2, 3]).Cross(Tensor.Ones([3]), -1));
        Assert.Throws<ShapeException>(() => Tensor.Ones([3, 1]).Cross(Tensor.Ones([1, 3])));
        Assert.Throws<ShapeException>(() => Tensor.Ones([3, 3]).Cross(Tensor.Ones([1, 3])));
    }

    [Fact]
    [Semantics("bits")]
    public void Bits_are_those_of_the_higher_dtype_and_shifts_keep_the_sign()
    {
        Tensor x = Tensor.Create([6, -3, 1]);
        Assert.Equal([2, 1, 0], (x & Tensor.Create([3, 1, 2])).ToArray<int>());
        Assert.Equal(DType.Int64, (x | Tensor.Create([3L])).DType);
        Assert.Equal(DType.Int32, (x ^ 3).DType);
        Assert.Equal([-7, 2, -2], (~x).ToArray<int>());
        Assert.Equal([24, -12, 4], (x << 2).ToArray<int>());
        Assert.Equal([3, -2, 0], (x >> 1).ToArray<int>());
        Assert.Equal([4L, 4], (Tensor.Create([true, true]) << 2).ToArray<long>());
        Assert.Equal([false, true], (~Tensor.Create([true, false])).ToArray<bool>());
    }
}
