using Autograd.Numerics;

namespace Autograd.Tests.Devices;

public class ExponentialTests
{
    private delegate void Kernel<T>(ReadOnlySpan<T> x, Span<T> y);

    public static TheoryData<string> Functions => ["exp", "expm1", "sigmoid", "tanh"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32_is_within_a_few_units_in_the_last_place(string function)
    {
        (Func<double, double> exact, Kernel<float> kernel, _) = Named(function);
        float[] x = Points().Select(v => (float)v).ToArray(), y = new float[x.Length];
        kernel(x, y);
        double worst = x.Zip(y, (a, b) => Math.Abs(b - exact(a)) / Ulp((float)exact(a))).Max();
        Assert.InRange(worst, 0, function == "exp" ? 1.0 : 3.0);

        static double Ulp(float at) => MathF.BitIncrement(Math.Abs(at)) - (double)Math.Abs(at);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float64_is_within_a_few_units_in_the_last_place_of_the_platforms(string function)
    {
        (Func<double, double> exact, _, Kernel<double> kernel) = Named(function);
        double[] x = Points(), y = new double[x.Length];
        kernel(x, y);
        double worst = x.Zip(y, (a, b) => Math.Abs(b - exact(a)) / (Math.BitIncrement(Math.Abs(exact(a))) - Math.Abs(exact(a)))).Max();
        Assert.InRange(worst, 0, function == "exp" ? 2.0 : 4.0);
    }

    [Fact]
    public void Zero_infinities_nan_and_the_ends_of_the_range_are_exact()
    {
        float[] x = [0, -0f, 1e-30f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 88.7f, 89f, -103f, -105f], y = new float[x.Length];
        Exponential.Exp<float>(x, y);
        Assert.Equal([1f, 1f, 1f, float.NaN, float.PositiveInfinity, 0f], y[..6]);
        Assert.True(float.IsFinite(y[6]));
        Assert.Equal(float.PositiveInfinity, y[7]);
        Assert.Equal((float)Math.Exp(-103f), y[8]); // a subnormal
        Assert.Equal(0f, y[9]);
        Exponential.Tanh<float>(x, y);
        Assert.Equal([0f, 0f, 1e-30f, float.NaN, 1f, -1f], y[..6]);
        Exponential.Sigmoid<float>(x, y);
        Assert.Equal([0.5f, 0.5f, 0.5f, float.NaN, 1f, 0f], y[..6]);

        Exponential.ExpMinus1<float>(x, y);
        Assert.Equal([0f, 0f, 1e-30f, float.NaN, float.PositiveInfinity, -1f], y[..6]);
        Assert.True(float.IsNegative(y[1]));
        Assert.True(float.IsFinite(y[6]));
        Assert.Equal(float.PositiveInfinity, y[7]);
        Assert.Equal(-1f, y[9]);

        double[] wide = [0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 709.7, 710, -745, -746], z = new double[wide.Length];
        Exponential.Exp<double>(wide, z);
        Assert.Equal([1, double.NaN, double.PositiveInfinity, 0], z[..4]);
        Assert.True(double.IsFinite(z[4]));
        Assert.Equal([double.PositiveInfinity, double.Epsilon, 0], z[5..]);
    }

    [Fact]
    public void An_elements_bits_do_not_depend_on_its_place()
    {
        float[] x = Points().Take(67).Select(v => (float)v).ToArray(), whole = new float[x.Length], one = new float[1];
        Exponential.Exp<float>(x, whole);
        for (int i = 0; i < x.Length; i++)
        {
            Exponential.Exp<float>(x.AsSpan(i, 1), one);
            Assert.Equal(BitConverter.SingleToUInt32Bits(whole[i]), BitConverter.SingleToUInt32Bits(one[0]));
        }
    }

    /// <summary>eˣ − 1 in double: near 0 by 2·e^(x/2)·sinh(x/2), in which nothing cancels.</summary>
    private static double ExpMinus1(double x) => Math.Abs(x) < 1 ? 2 * Math.Exp(x / 2) * Math.Sinh(x / 2) : Math.Exp(x) - 1;

    private static double[] Points()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 20_000).Select(i => (random.NextDouble() - 0.5) * (i % 4 == 0 ? 160 : i % 4 == 1 ? 20 : i % 4 == 2 ? 1 : 1e-3))];
    }

    private static (Func<double, double> Exact, Kernel<float> Narrow, Kernel<double> Wide) Named(string function) => function switch
    {
        "exp" => (Math.Exp, Exponential.Exp, Exponential.Exp),
        "expm1" => (ExpMinus1, Exponential.ExpMinus1, Exponential.ExpMinus1),
        "sigmoid" => (x => 1 / (1 + Math.Exp(-x)), Exponential.Sigmoid, Exponential.Sigmoid),
        _ => (Math.Tanh, Exponential.Tanh, Exponential.Tanh),
    };
}
