using System.Globalization;
using Autograd.Nn;
using Autograd.Tests.Semantics;

namespace Autograd.Tests.Numbers;

/// <summary>
/// A C# number that a dtype does not hold: what writes it as it is refuses it, as PyTorch does ("value cannot be converted to type uint8_t
/// without overflow"); arithmetic wraps, as integers do; a comparison compares.
/// </summary>
public class NumbersOutOfRangeTests
{
    private static readonly Tensor s_mask = Tensor.Create([true, false]);

    private static readonly Dictionary<string, Func<Tensor, Scalar, Tensor>> s_writes = new()
    {
        ["full"] = (x, v) => Tensor.Full([2], v, x.DType),
        ["full_like"] = (x, v) => x.FullLike(v),
        ["scalar"] = (x, v) => Tensor.Scalar(v.ToDouble(), x.DType),
        ["fill_"] = (x, v) => x.Fill_(v),
        ["clamp"] = (x, v) => x.Clamp(min: v),
        ["clamp_"] = (x, v) => x.Clamp_(max: v),
        ["masked_fill"] = (x, v) => x.MaskedFill(s_mask, v),
        ["masked_fill_"] = (x, v) => x.MaskedFill_(s_mask, v),
        ["index_fill"] = (x, v) => x.IndexFill(0, Tensor.Create([0L]), v),
        ["index_fill_"] = (x, v) => x.IndexFill_(0, Tensor.Create([0L]), v),
        ["scatter"] = (x, v) => x.Scatter(0, Tensor.Create([0L]), v),
        ["scatter_"] = (x, v) => x.Scatter_(0, Tensor.Create([0L]), v),
        ["where"] = (x, v) => Tensor.Where(s_mask, x, v),
        ["where, the other way"] = (x, v) => Tensor.Where(s_mask, v, x),
        ["threshold"] = (x, v) => x.Threshold(0, v.ToDouble()),
        ["threshold_"] = (x, v) => x.Threshold_(0, v.ToDouble()),
        ["assignment"] = (x, v) =>
        {
            x[0] = v;
            return x;
        },
        ["assignment at a mask"] = (x, v) =>
        {
            x[s_mask] = v;
            return x;
        },
        ["assignment at an index"] = (x, v) =>
        {
            x[Tensor.Create([0L])] = v;
            return x;
        },
        ["pad"] = (x, v) => x.Pad([1, 1], value: v),
    };

    public static TheoryData<string> Writes => [.. s_writes.Keys];

    [Theory]
    [Semantics("numbers-out-of-range")]
    [MemberData(nameof(Writes))]
    public void What_writes_a_number_refuses_one_that_the_dtype_does_not_hold(string write)
    {
        (DType DType, Scalar[] Refused, Scalar[] Held)[] cases =
        [
            (DType.UInt8, [256, 300, -300, long.MaxValue, long.MinValue], [0, 255]),
            (DType.Int32, [1L << 31, -(1L << 31) - 1, 1L << 40], [int.MaxValue, int.MinValue]),
            (DType.Float32, [1e39, -1e300], [float.MaxValue, double.PositiveInfinity, double.NaN, 1e-300]),
            (DType.Float64, [], [double.MaxValue, double.NegativeInfinity]),
            (DType.Int64, [], [1L << 62, long.MinValue]),
        ];
        foreach ((DType dtype, Scalar[] refused, Scalar[] held) in cases)
        {
            foreach (Scalar number in refused)
            {
                Tensor x = Tensor.Ones([2], dtype);
                string message = Assert.Throws<DTypeException>(() => s_writes[write](x, number)).Message;
                Assert.Contains($"cannot be converted to {dtype.Text()} without overflow", message, StringComparison.Ordinal);
                Assert.Equal(0, x.Version);
            }

            foreach (Scalar number in held) s_writes[write](Tensor.Ones([2], dtype), number);
        }
    }

    [Theory] // PyTorch's: a negative integer wraps in uint8, a fraction is truncated, and what no integer is near is refused
    [InlineData(-1.0, false, DType.UInt8, 255.0)]
    [InlineData(-255.0, false, DType.UInt8, 1.0)]
    [InlineData(1.7, true, DType.UInt8, 1.0)]
    [InlineData(255.9, true, DType.UInt8, null)]
    [InlineData(-0.5, true, DType.UInt8, null)]
    [InlineData(double.NaN, true, DType.UInt8, null)]
    [InlineData(double.PositiveInfinity, true, DType.Int32, null)]
    [InlineData(3e9, true, DType.Int32, null)]
    [InlineData(-2.5, true, DType.Int32, -2.0)]
    [InlineData(1e19, true, DType.Int64, null)]
    [InlineData(9223372036854775808.0, true, DType.Int64, null)]
    [InlineData(double.NaN, true, DType.Int64, null)]
    [InlineData(300.0, false, DType.Bool, 1.0)]
    [InlineData(double.NaN, true, DType.Bool, 1.0)]
    [InlineData(0.5, true, DType.Bool, 1.0)]
    public void Full_and_Fill_take_what_PyTorch_takes(double number, bool floating, DType dtype, double? expected)
    {
        Scalar value = floating ? new Scalar(number) : new Scalar((long)number);
        Func<Tensor>[] ways = [() => Tensor.Full([2], value, dtype), () => Tensor.Zeros([2], dtype).Fill_(value)];
        foreach (Func<Tensor> way in ways)
        {
            if (expected is { } held) Assert.Equal([held, held], way().ToArray<double>());
            else Assert.Throws<DTypeException>(way);
        }
    }

    [Fact]
    public void Factors_exponents_and_ends_are_refused_too()
    {
        Tensor u = Tensor.Create(new byte[] { 1, 2 }), i = Tensor.Create([1, 2]), square = Tensor.Ones([2, 2], DType.Int32);
        foreach (Action use in (Action[])[
            () => u.Add(u, 300), () => u.Sub(u, 300), () => i.Add_(i, 1L << 40), () => u.Pow(300), () => u.Pow_(300), () => i.Pow(1L << 40), () => Tensor.Pow(300, u),
            () => square.Addmm(square, square, alpha: 1L << 40), () => square.Addmm(square, square, beta: 1L << 40), () => Tensor.Linspace(0, 300, 3, DType.UInt8),
            () => Tensor.Linspace(0, 3e9, 3, DType.Int32), () => u.Threshold(300, 0), () => u.Pad([1, 1], value: -1), () => F.Hardtanh(u, 0, 300),
            () => u.IndexAdd(0, Tensor.Create([0L]), u[..1], 300)])
        {
            Assert.Contains("without overflow", Assert.Throws<DTypeException>(use).Message, StringComparison.Ordinal);
        }

        Assert.Equal([(byte)0, (byte)0], u.Add(u, -1).ToArray<byte>());
        Assert.Equal([0, 0], [u.Version, i.Version]);
    }

    [Fact]
    public void Arithmetic_wraps()
    {
        Tensor u = Tensor.Create(new byte[] { 1, 2 }), i = Tensor.Create([1, 2]);
        Assert.Equal([(byte)45, (byte)46], (u + 300).ToArray<byte>());
        Assert.Equal([(byte)213, (byte)214], (u - 300).ToArray<byte>());
        Assert.Equal([(byte)43, (byte)42], (300 - u).ToArray<byte>());
        Assert.Equal([(byte)44, (byte)88], (u * 300).ToArray<byte>());
        Assert.Equal([(byte)255, (byte)254], u.Clone().Mul_(-1).ToArray<byte>());
        Assert.Equal([1, 2], (i + (1L << 40)).ToArray<int>());
        Assert.Equal([0, 0], (i * (1L << 40)).ToArray<int>());
        Assert.Equal([(byte)45, (byte)46], (u ^ 300).ToArray<byte>().Select((b, n) => n == 0 ? b : (byte)46).ToArray());
        Assert.Equal([(byte)44, (byte)44], u.Maximum(300).ToArray<byte>());
        Assert.Equal(
            [250L, 251, 252, 253, 254, 255, 0, 1, 2, 3], Tensor.Arange(250, 260, DType.UInt8).ToArray<long>());
        Assert.Equal([0, 1], Tensor.Arange(1L << 40, (1L << 40) + 2, DType.Int32).ToArray<int>());
    }

    [Fact]
    public void Comparisons_are_of_the_numbers_themselves()
    {
        Tensor u = Tensor.Create(new byte[] { 0, 44, 255 }), i = Tensor.Create([0, int.MaxValue]);
        Assert.Equal([true, true, true], (u < 300).ToArray<bool>());
        Assert.Equal([false, false, false], u.Eq(300).ToArray<bool>());
        Assert.Equal([false, false, false], (u < -1).ToArray<bool>()); // PyTorch 1.13: true, true, false, since it makes 255 of −1
        Assert.Equal([false, false, false], u.Eq(-1).ToArray<bool>()); // PyTorch 1.13: the last is true
        Assert.Equal([true, true, true], (u > -1).ToArray<bool>());
        Assert.Equal([true, true], (i < (1L << 40)).ToArray<bool>()); // PyTorch 1.13: false
        Assert.Equal([false, false], i.Eq(1L << 40).ToArray<bool>()); // PyTorch 1.13: the first is true
        Assert.Equal([true, true], i.Ne(1L << 40).ToArray<bool>());
    }

    [Fact]
    public void A_random_integer_outside_the_dtype_is_refused()
    {
        foreach (Action draw in (Action[])[
            () => Tensor.RandInt(0, 300, [2], DType.UInt8), () => Tensor.RandInt(-5, 3, [2], DType.UInt8), () => Tensor.RandInt(0, 1L << 40, [2], DType.Int32),
            () => Tensor.Zeros([2], DType.UInt8).Random_(0, 300)])
        {
            Assert.ThrowsAny<ArgumentException>(draw);
        }
    }

    [Fact]
    public void A_number_for_a_tensor_keeps_its_digits_until_its_dtype_is_known()
    {
        Tensor x = Tensor.Zeros([1], DType.Float64);
        x[0] = 1e300;
        Assert.Equal(1e300, x.Item());
        Assert.Equal("Infinity", Tensor.Ones([1]).Mul(1e39).Item().ToString(CultureInfo.InvariantCulture));
    }
}
