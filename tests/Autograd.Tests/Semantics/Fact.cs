namespace Autograd.Tests.Semantics;

/// <summary>What these tests say again and again. The numbers beside them are PyTorch 1.13.1's.</summary>
internal static class Fact
{
    public static Tensor Leaf(params double[] values) => Tensor.Create(values, requiresGrad: true);

    /// <summary>The gradient of the sum of a function at a point.</summary>
    public static double[] Gradient(Func<Tensor, Tensor> f, params double[] at)
    {
        Tensor x = Leaf(at);
        f(x).Sum().Backward();
        return x.Grad!.ToArray<double>();
    }

    public static void Equal(double[] expected, Tensor actual, double tolerance = 1e-9)
    {
        double[] found = actual.ToArray<double>();
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) Equal(expected[i], found[i], tolerance);
    }

    public static void Equal(double expected, double actual, double tolerance = 1e-9)
    {
        bool same = expected.Equals(actual) || expected == actual || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
        Assert.True(same, $"{actual:R} instead of {expected:R}");
    }
}
