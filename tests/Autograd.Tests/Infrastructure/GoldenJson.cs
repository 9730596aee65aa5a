using System.Globalization;
using System.Text.Json;

namespace Autograd.Tests;

/// <summary>PyTorch's results, embedded as JSON by the generator beside the tests.</summary>
internal static class GoldenJson
{
    public static JsonElement Read(string name)
    {
        using Stream stream = typeof(GoldenJson).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the test assembly");
        return JsonDocument.Parse(stream).RootElement;
    }

    /// <summary>Numbers, and the strings NaN, Infinity and -Infinity.</summary>
    public static double[] Numbers(this JsonElement list) =>
        [.. list.EnumerateArray().Select(x => x.ValueKind == JsonValueKind.String ? double.Parse(x.GetString()!, CultureInfo.InvariantCulture) : x.GetDouble())];

    /// <summary>A tensor written as shape, dtype and values.</summary>
    public static Tensor Tensor(this JsonElement written) =>
        Autograd.Tensor.Create<double>(written.GetProperty("values").Numbers(), Shape.Create([.. written.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())]))
            .To(written.GetProperty("dtype").GetString() == "int64" ? DType.Int64 : DType.Float64);

    /// <summary>Equal within a relative and an absolute error; NaN and infinities exactly.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double rtol, double atol, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} elements instead of {expected.Length}");
        for (int i = 0; i < expected.Length; i++)
        {
            double e = expected[i], a = actual[i];
            bool close = double.IsFinite(e) ? Math.Abs(e - a) <= atol + rtol * Math.Abs(e) : e.Equals(a);
            Assert.True(close, $"{what}: element {i} is {a} instead of {e}");
        }
    }
}
