using Xunit.Sdk;

namespace Autograd.Tests.Ops;

/// <summary>Equal up to rounding, NaN for NaN and infinity for infinity.</summary>
internal static class Close
{
    /// <summary>Shape, dtype and elements; an element may be off by <paramref name="tolerance"/> of the expected one, or of 1 where that is less.</summary>
    public static void Equal(Tensor expected, Tensor actual, double tolerance, string what) => Equal(expected, actual, tolerance, tolerance, what);

    /// <summary>The same, where an element may also be off by the tolerance of the largest.</summary>
    public static void EqualToLargest(Tensor expected, Tensor actual, double tolerance, string what)
    {
        double largest = expected.ToArray<double>().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        Equal(expected, actual, tolerance, tolerance * Math.Max(1, largest), what);
    }

    private static void Equal(Tensor expected, Tensor actual, double relative, double absolute, string what)
    {
        if (expected.Shape != actual.Shape || expected.DType != actual.DType)
            throw new XunitException($"{what}: expected {expected.Spec}, not {actual.Spec}");
        double[] e = expected.ToArray<double>(), a = actual.ToArray<double>();
        for (int i = 0; i < e.Length; i++)
        {
            bool same = e[i].Equals(a[i]) || e[i] == a[i] || Math.Abs(e[i] - a[i]) <= absolute + (relative * Math.Abs(e[i]));
            if (!same) throw new XunitException($"{what}: element {i} of {expected.Spec} should be {e[i]:R}, but is {a[i]:R}");
        }
    }
}
