using Autograd.Nn;
using Autograd.Numerics;

namespace Autograd.Tests.Devices;

/// <summary>The vectorised loops over rows and columns, against one element at a time; lengths below, at and above whole vectors.</summary>
public class RowKernelsTests
{
    public static TheoryData<int> Lengths => [1, 2, 7, 8, 9, 31, 32, 33, 64, 100, 1023, 1025];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Extremes_and_their_places_are_found_wherever_they_lie(int length)
    {
        foreach (DType dtype in (DType[])[DType.Float32, DType.Float64, DType.Int64, DType.Int32, DType.UInt8])
        {
            for (int place = 0; place < length; place += Math.Max(1, length / 13))
            {
                double[] row = new double[length];
                Array.Fill(row, 5);
                row[place] = 9;
                row[length - 1] = Math.Max(row[length - 1], place % 2 == 0 ? 9 : 5); // a tie, at times: the first counts
                Tensor x = Tensor.FromArray(row).To(dtype);
                Assert.Equal(9, x.Amax(0).Item());
                Assert.Equal(place, x.ArgMax(0).Item());
                Assert.Equal(place, x.Max(0).Indices.Item());
                Tensor small = Tensor.FromArray(row.Select(v => 10 - v).ToArray()).To(dtype);
                Assert.Equal(1, small.Amin(0).Item());
                Assert.Equal(place, small.Min(0).Indices.Item());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_NaN_is_the_extreme_wherever_it_lies(int length)
    {
        for (int place = 0; place < length; place += Math.Max(1, length / 13))
        {
            double[] row = Enumerable.Range(0, length).Select(i => (double)(i % 17) - 8).ToArray();
            row[place] = double.NaN;
            foreach (DType dtype in (DType[])[DType.Float32, DType.Float64])
            {
                Tensor x = Tensor.FromArray(row).To(dtype);
                Assert.True(double.IsNaN(x.Amax(0).Item()) && double.IsNaN(x.Amin(0).Item()));
                Assert.Equal(place, x.ArgMax(0).Item());
                Assert.Equal(place, x.Min(0).Indices.Item());
            }
        }
    }

    [Fact]
    public void Plus_zero_is_larger_than_minus_zero_and_infinities_are_numbers()
    {
        foreach (int place in (int[])[0, 13, 98])
        {
            float[] row = new float[99];
            Array.Fill(row, -0f);
            row[place] = 0f;
            Assert.False(float.IsNegative(ExtremeRows.Max<float>(row)));
            Assert.True(float.IsNegative(ExtremeRows.Min<float>(row)));
            row[place] = float.PositiveInfinity;
            row[50] = float.NegativeInfinity;
            Assert.Equal(float.PositiveInfinity, ExtremeRows.Max<float>(row));
            Assert.Equal(float.NegativeInfinity, ExtremeRows.Min<float>(row));
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_row_is_summed_whole(int length)
    {
        Assert.Equal(length * (length + 1L) / 2, SumRows.Sum<long>(Enumerable.Range(1, length).Select(i => (long)i).ToArray()));
        Assert.Equal(length * (length + 1.0) / 2, SumRows.Sum<float>(Enumerable.Range(1, length).Select(i => (float)i).ToArray()));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 3)]
    [InlineData(9, 257)]
    [InlineData(300, 40)]
    [InlineData(515, 261)]
    public void Columns_are_normalised_as_channels_of_one_place_are(int rows, int columns)
    {
        // The same numbers as [1, columns, rows] take the path for runs of neighbours.
        foreach ((DType dtype, double tolerance) in ((DType, double)[])[(DType.Float64, 1e-11), (DType.Float32, 2e-4)])
        {
            var generator = new Generator(1);
            Tensor x = (Tensor.Randn([rows, columns], DType.Float64, generator: generator) * 2 + 3).To(dtype);
            Tensor grad = Tensor.Randn([rows, columns], DType.Float64, generator: generator).To(dtype);
            Tensor w = Tensor.Rand([columns], DType.Float64, generator: generator).To(dtype), b = Tensor.Rand([columns], DType.Float64, generator: generator).To(dtype);
            Tensor[] columnwise = Gradients(x, w, b, grad);
            Tensor[] runs = Gradients(x.T.Contiguous().Unsqueeze(0), w, b, grad.T.Contiguous().Unsqueeze(0));
            for (int i = 0; i < columnwise.Length; i++)
            {
                Tensor expected = i < 2 ? runs[i].Squeeze(0).T : runs[i];
                double scale = 1 + expected.Abs().Amax([]).Item();
                Assert.InRange((columnwise[i] - expected).Abs().Amax([]).Item() / scale, 0, tolerance);
            }
        }

        static Tensor[] Gradients(Tensor x, Tensor w, Tensor b, Tensor grad)
        {
            (x, w, b) = (x.Clone(), w.Clone(), b.Clone());
            (x.RequiresGrad, w.RequiresGrad, b.RequiresGrad) = (true, true, true);
            Tensor y = F.BatchNorm(x, null, null, w, b, training: true);
            y.Backward(grad);
            return [y.Detach(), x.Grad!, w.Grad!, b.Grad!];
        }
    }

    [Fact]
    public void Sine_and_cosine_are_within_two_units_in_the_last_place_and_large_numbers_are_reduced_exactly()
    {
        float[] x = [.. Enumerable.Range(-40000, 80000).Select(i => i * 0.0737f), .. Enumerable.Range(0, 400).Select(i => 8190f + i * 0.01f), 1e6f, 1e30f];
        float[] sin = new float[x.Length], cos = new float[x.Length];
        Trigonometric.Sin<float>(x, sin);
        Trigonometric.Cos<float>(x, cos);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.InRange(Units(sin[i], Math.Sin(x[i])), 0, 2);
            Assert.InRange(Units(cos[i], Math.Cos(x[i])), 0, 2);
        }

        float[] ends = [0f, -0f, float.NaN, float.PositiveInfinity, 1e-30f], at = new float[ends.Length];
        Trigonometric.Sin<float>(ends, at);
        Assert.Equal([0f, -0f, float.NaN, float.NaN, 1e-30f], at);
        Assert.True(float.IsNegative(at[1]));

        static double Units(float found, double exact) => Math.Abs(found - exact) / (MathF.BitIncrement(Math.Abs((float)exact)) - Math.Abs((double)(float)exact));
    }

    [Fact]
    public void The_error_function_is_within_two_units_in_the_last_place()
    {
        Tensor x = Tensor.Linspace(-4.5, 4.5, 90001), exact = x.To(DType.Float64).Erf();
        float[] found = x.Erf().ToArray<float>();
        double[] wanted = exact.ToArray<double>();
        for (int i = 0; i < found.Length; i++)
        {
            float near = Math.Abs((float)wanted[i]);
            Assert.InRange(Math.Abs(found[i] - wanted[i]) / (MathF.BitIncrement(near) - (double)near), 0, 2);
        }
    }
}
