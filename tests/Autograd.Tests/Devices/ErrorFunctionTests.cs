using System.Numerics;
using Autograd.Numerics;

namespace Autograd.Tests.Devices;

public class ErrorFunctionTests
{
    // mpmath's erf to 20 digits.
    private static readonly (double X, double Value)[] s_known =
    [
        (1e-300, 1.1283791670955125739e-300),
        (0.1, 0.11246291601828489220),
        (0.46875, 0.49261347321793799225),
        (0.5, 0.52049987781304653768),
        (1, 0.84270079294971486934),
        (1.5, 0.96610514647531072707),
        (2, 0.99532226501895273416),
        (3, 0.99997790950300141456),
        (4, 0.99999998458274209972),
        (5, 0.99999999999846254021),
        (6, 1),
        (30, 1),
    ];

    [Fact]
    public void Known_values_are_met_within_a_few_units_in_the_last_place()
    {
        foreach ((double x, double value) in s_known)
        {
            Assert.InRange(Math.Abs(Of(x) - value), 0, 4 * (Math.BitIncrement(value) - value));
            Assert.Equal(-Of(x), Of(-x));
            Assert.InRange(Math.Abs(Of((float)x) - Of((double)(float)x)), 0, 4 * (MathF.BitIncrement((float)value) - (float)value));
        }
    }

    [Fact]
    public void Infinities_and_NaN()
    {
        Assert.Equal(1, Of(double.PositiveInfinity));
        Assert.Equal(-1, Of(double.NegativeInfinity));
        Assert.True(double.IsNaN(Of(double.NaN)));
        Assert.Equal(0, Of(0.0));
    }

    /// <summary>The two pieces meet without a step.</summary>
    [Fact]
    public void It_grows_through_the_seam()
    {
        double before = 0;
        for (double x = 0.4687; x < 0.4688; x += 1e-6)
        {
            double value = Of(x);
            Assert.True(value > before, $"{x}");
            before = value;
        }
    }

    private static double Of(double x) => ErrorFunction.Of(new Vector<double>(x))[0];

    private static float Of(float x) => ErrorFunction.Of(new Vector<float>(x))[0];
}
