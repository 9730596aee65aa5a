using Autograd.Nn;

namespace Autograd.Tests.Numbers;

/// <summary>Integers at the ends of their range wrap as PyTorch's do, and whole numbers and bools keep their dtypes. The numbers are PyTorch 1.13.1's.</summary>
public class IntegerTests
{
    [Fact]
    public void The_least_integers_wrap()
    {
        foreach (int count in (int[])[1, 9, 40])
        {
            Assert.All(Tensor.Full([count], int.MinValue, DType.Int32).Abs().ToArray<int>(), n => Assert.Equal(int.MinValue, n));
            Assert.All(Tensor.Full([count], long.MinValue, DType.Int64).Abs().ToArray<long>(), n => Assert.Equal(long.MinValue, n));
            Assert.All(Tensor.Full([count], int.MinValue, DType.Int32).Abs_().ToArray<int>(), n => Assert.Equal(int.MinValue, n));
        }

        Assert.Equal([5, 5, 0], Tensor.Create([-5, 5, 0]).Abs().ToArray<int>());
        Tensor least = Tensor.Create([long.MinValue]), minus = Tensor.Create([-1L]);
        Assert.Equal([long.MinValue], (-least).ToArray<long>());
        Assert.Equal([long.MinValue], (least * minus).ToArray<long>());
        Assert.Equal([long.MinValue], least.Div(minus, RoundingMode.Floor).ToArray<long>());
        Assert.Equal([long.MinValue], least.Div(minus, RoundingMode.Trunc).ToArray<long>());
        Assert.Equal([0L], least.Remainder(minus).ToArray<long>());
        Assert.Equal([0], Tensor.Create([int.MinValue]).Remainder(-1).ToArray<int>());
        Assert.Equal([0L, 27], Tensor.Create([1L << 62, 3]).Pow(3).ToArray<long>());
        Assert.Equal(long.MinValue, Tensor.Create([long.MaxValue, 1]).Sum().Item<long>());
        Assert.Equal([long.MaxValue, long.MinValue], Tensor.Create([long.MaxValue, 1]).CumSum(0).ToArray<long>());
        Assert.Equal([int.MinValue], (Tensor.Create([int.MaxValue]) + 1).ToArray<int>());
        Assert.Equal([long.MaxValue - 2, long.MaxValue - 1], Tensor.Arange(long.MaxValue - 2, long.MaxValue).ToArray<long>());
    }

    [Fact]
    public void Bytes_wrap_at_256()
    {
        Tensor bytes = Tensor.Create([(byte)28, (byte)200]);
        Assert.Equal([0, 0], bytes.Div(-1, RoundingMode.Trunc).ToArray<byte>());
        Assert.Equal([0, 0], bytes.Div(-1, RoundingMode.Floor).ToArray<byte>());
        Assert.Equal([28, 200], bytes.Remainder(-1).ToArray<byte>());
        Assert.Equal([228, 56], (-bytes).ToArray<byte>());
        Assert.Equal([16, 64], bytes.Square().ToArray<byte>());
        Assert.Equal([28L, 228], bytes.CumSum(0).ToArray<long>());
    }

    [Fact]
    public void Floats_become_bytes_by_the_low_bits_of_their_whole_part()
    {
        Assert.Equal([44, 255, 0, 212, 7], Tensor.Create([300.7f, -1.5f, 256, -300, 7]).To(DType.UInt8).ToArray<byte>());
        Assert.Equal([44, 255, 0, 212, 7], Tensor.Create([300.7, -1.5, 256, -300, 7]).To(DType.UInt8).ToArray<byte>());
    }

    [Fact]
    public void Arange_counts_before_it_cuts_but_for_int64()
    {
        Assert.Equal([17, 18, 19, 20, 21, 22], Tensor.Arange(17, 25, 1.484, DType.Int32).ToArray<int>());
        Assert.Equal([17L, 18, 19, 20, 21, 22, 23, 24], Tensor.Arange(17, 25, 1.484, DType.Int64).ToArray<long>());
        Assert.Equal([5, 4, 3], Tensor.Arange(5, 1, -1.5, DType.Int32).ToArray<int>());
        Assert.Contains("a tensor can hold", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Arange(0, 1L << 62)).Message, StringComparison.Ordinal);
        Assert.Contains("a tensor can hold", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Arange(0, 1e300)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hardtanh_and_relu6_keep_whole_numbers()
    {
        Tensor x = Tensor.Create([-3L, 7, 2]);
        Is([0L, 6, 2], DType.Int64, x.Relu6());
        Is([-1L, 1, 1], DType.Int64, x.Hardtanh());
        Is([-1L, 1, 1], DType.Int64, x.Hardtanh(-1.7, 1.7));
        Is([-1L, 1, 1], DType.Int64, x.Clone().Hardtanh_());
        Is([0L, 6, 2], DType.Int64, x.Clone().Relu6_());
        Is([3L, 5, 2], DType.UInt8, Tensor.Create([(byte)3, (byte)7, (byte)2]).Hardtanh(0, 5));
        Assert.Throws<ArgumentException>(() => Tensor.Create([(byte)3]).Hardtanh());
        Assert.Throws<DTypeException>(() => Tensor.Create([true]).Relu6());
    }

    [Fact]
    public void Softmax_refuses_a_dtype_that_cannot_hold_it()
    {
        Tensor x = Tensor.Ones([3]);
        Assert.Throws<DTypeException>(() => x.Softmax(0, DType.Int64));
        Assert.Throws<DTypeException>(() => x.LogSoftmax(0, DType.Bool));
        Assert.Contains("softmax: the result cannot be int64", Assert.Throws<DTypeException>(() => F.Softmax(x, 0, DType.Int64)).Message, StringComparison.Ordinal);
        Assert.Equal(DType.Float64, x.Softmax(0, DType.Float64).DType);
    }

    [Fact]
    public void Products_of_whole_numbers_keep_their_dtype()
    {
        Tensor ones = Tensor.Ones([2, 2], DType.Int64);
        Is([3L, 3, 3, 3], DType.Int64, ones.Addmm(ones, ones, alpha: 1.7).Reshape(4));
        Is([3L, 3, 3, 3], DType.Int64, ones.Addmm(ones, ones, beta: 1.7).Reshape(4));
        Is([3L, 3, 3, 3], DType.Int64, ones.Unsqueeze(0).Baddbmm(ones.Unsqueeze(0), ones.Unsqueeze(0), alpha: 1.7).Reshape(4));
        Tensor three = Tensor.Ones([3], DType.Int32);
        Is([3L], DType.Int32, Tensor.Einsum("a,a->", three, three).Reshape(1));
        Is([6L], DType.Int64, Tensor.Einsum(",a->", Tensor.Create([2])[0], three).Reshape(1)); // a sum of int32 is int64, here too
        Is([3L, 3, 3, 3], DType.Int32, Tensor.Ones([2, 1], DType.Int32).Tensordot(Tensor.Ones([3, 2], DType.Int32), 1).Reshape(4));
    }

    [Fact]
    public void Bools_add_and_multiply_in_place_and_through_indices()
    {
        Tensor Mask() => Tensor.Create([true, false]);
        Tensor yes = Tensor.Create([true, true]), at = Tensor.Create([0L, 0]);
        Assert.Equal([true, false], Mask().Mul_(yes).ToArray<bool>());
        Assert.Equal([true, true], Mask().Add_(yes).ToArray<bool>());
        Assert.Equal([true, true], Mask().Add(yes, alpha: 2).ToArray<bool>());
        Tensor none = Tensor.Zeros([3], DType.Bool), many = Tensor.Zeros([256], DType.Int64), all = Tensor.Ones([256], DType.Bool);
        Assert.Equal([true, false, false], none.ScatterAdd(0, at, yes).ToArray<bool>());
        Assert.Equal([true, false, false], none.IndexAdd(0, at, yes).ToArray<bool>());
        Assert.Equal([true, false, false], none.IndexPut([at], yes, accumulate: true).ToArray<bool>());
        Assert.Equal([true, false, false], none.Clone().ScatterAdd_(0, at, yes).ToArray<bool>());
        Assert.Equal([true, false, false], none.Clone().IndexAdd_(0, at, yes).ToArray<bool>());
        Assert.Equal([true, false, false], none.Clone().Put_(at, yes, accumulate: true).ToArray<bool>());
        Assert.Equal([true, false, false], none.ScatterAdd(0, many, all).ToArray<bool>()); // 256 of them do not wrap to false
        Assert.Equal([true, false, false], none.IndexAdd(0, many, all).ToArray<bool>());
    }

    private static void Is(long[] values, DType dtype, Tensor actual)
    {
        Assert.Equal(dtype, actual.DType);
        Assert.Equal(values, actual.ToArray<long>());
    }
}
