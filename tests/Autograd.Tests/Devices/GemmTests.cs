using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Devices.Cpu;
using Autograd.Numerics;

namespace Autograd.Tests.Devices;

[Collection("threads")]
public sealed class GemmTests
{
    /// <summary>How a test lays a matrix out in its array.</summary>
    public enum Layout
    {
        Rows,
        Columns,
        Strided,
        BroadcastRow,
        BroadcastColumn,
        Reversed,
    }

    private delegate void Product<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate);

    private static Matrix<T> Lay<T>(int rows, int columns, Layout layout, Random random)
        where T : unmanaged, INumber<T>
    {
        int offset = random.Next(4);
        (int start, int row, int column, int length) = layout switch
        {
            Layout.Rows => (0, columns, 1, rows * columns),
            Layout.Columns => (0, 1, rows, rows * columns),
            Layout.Strided => (0, (columns * 2) + 3, 2, rows * ((columns * 2) + 3)),
            Layout.BroadcastRow => (0, 0, 1, columns),
            Layout.BroadcastColumn => (0, 1, 0, rows),
            _ => (Math.Max(0, (rows * columns) - 1), -columns, -1, rows * columns),
        };
        T[] data = new T[offset + length + 1];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = typeof(T) == typeof(byte) ? T.CreateTruncating(random.Next(4))
                : T.CreateTruncating(typeof(T) == typeof(float) || typeof(T) == typeof(double) ? (random.NextDouble() * 2) - 1 : random.Next(-9, 10));
        }

        return new Matrix<T>(data, offset + start, rows, columns, row, column);
    }

    private static Matrix<float> Whole(float[] data, int rows, int columns) => new Block<float>(data, 0).AsMatrix(rows, columns);

    private static T At<T>(Matrix<T> x, int r, int c) => x.Data[x.Offset + (r * x.RowStride) + (c * x.ColumnStride)];

    private static void Check<T>(Product<T> product, int m, int n, int k, Layout la, Layout lb, Layout lc, bool accumulate, int seed)
        where T : unmanaged, INumber<T>
    {
        Random random = new(seed);
        Matrix<T> a = Lay<T>(m, k, la, random);
        Matrix<T> b = Lay<T>(k, n, lb, random);
        Matrix<T> c = Lay<T>(m, n, lc, random);
        T[] before = [.. c.Data];
        product(a, b, c, accumulate);

        bool exact = typeof(T) != typeof(float) && typeof(T) != typeof(double);
        double unit = exact ? 0 : (k + 2) * (typeof(T) == typeof(float) ? 6e-8 : 1.2e-16);
        // Of a large product a few elements in every row and column are checked; the rest follow from the tiles being alike.
        int stride = (long)m * n * k < 200_000 ? 1 : 37;
        bool[] inside = new bool[c.Data.Length];
        for (int r = 0; r < m; r++)
        {
            for (int j = 0; j < n; j++)
            {
                int at = c.Offset + (r * c.RowStride) + (j * c.ColumnStride);
                inside[at] = true;
                if (((r * n) + j) % stride != 0)
                    continue;

                double expected = accumulate ? double.CreateChecked(before[at]) : 0;
                double size = Math.Abs(expected);
                for (int p = 0; p < k; p++)
                {
                    double term = double.CreateChecked(At(a, r, p)) * double.CreateChecked(At(b, p, j));
                    expected += term;
                    size += Math.Abs(term);
                }

                double got = double.CreateChecked(c.Data[at]);
                if (!(Math.Abs(got - expected) <= unit * size))
                    Assert.Fail($"{m}×{k} ({la}) · {k}×{n} ({lb}) → {lc}, accumulate {accumulate}: [{r}, {j}] is {got}, expected {expected}");
            }
        }

        for (int i = 0; i < inside.Length; i++)
        {
            if (!inside[i] && before[i] != c.Data[i])
                Assert.Fail($"{m}×{k} ({la}) · {k}×{n} ({lb}) → {lc}: wrote outside C at {i}");
        }
    }

    private static readonly int[] s_sizes = [1, 2, 3, 5, 6, 7, 12, 13, 16, 17, 33];
    private static readonly int[] s_depths = [1, 2, 3, 8, 9, 19];

    private static void AllSizes<T>(Product<T> product)
        where T : unmanaged, INumber<T>
    {
        int seed = 0;
        foreach (int m in s_sizes)
        {
            foreach (int n in s_sizes)
            {
                foreach (int k in s_depths)
                {
                    seed++;
                    Check(product, m, n, k, (Layout)(seed % 3), (Layout)(seed / 3 % 3), (Layout)(seed / 9 % 3), seed % 2 == 0, seed);
                }
            }
        }
    }

    [Fact]
    public void Float_all_sizes() => AllSizes<float>(Gemm.Multiply);

    [Fact]
    public void Double_all_sizes() => AllSizes<double>(Gemm.Multiply);

    [Fact]
    public void Integers_all_sizes()
    {
        AllSizes<long>(Gemm.Multiply);
        AllSizes<int>(Gemm.Multiply);
    }

    // Every width is tried on every machine: without the hardware a vector is a pair of narrower ones.
    [Fact]
    public void Width512()
    {
        AllSizes<float>((a, b, c, add) =>
            GemmAlgorithms<float, Simd512<float>, Vector512<float>, Tile12x2<float, Simd512<float>, Vector512<float>>>.Multiply(a, b, c, add));
        AllSizes<float>((a, b, c, add) =>
            GemmPacked<float, Tile12x2<float, Simd512<float>, Vector512<float>>>.Multiply(a, b, c, add));
        AllSizes<double>((a, b, c, add) =>
            GemmPacked<double, Tile12x2<double, Simd512<double>, Vector512<double>>>.Multiply(a, b, c, add));
    }

    [Fact]
    public void Width256()
    {
        AllSizes<float>((a, b, c, add) =>
            GemmAlgorithms<float, Simd256<float>, Vector256<float>, Tile6x2<float, Simd256<float>, Vector256<float>>>.Multiply(a, b, c, add));
        AllSizes<float>((a, b, c, add) =>
            GemmPacked<float, Tile6x2<float, Simd256<float>, Vector256<float>>>.Multiply(a, b, c, add));
    }

    [Fact]
    public void Width128()
    {
        AllSizes<float>((a, b, c, add) =>
            GemmAlgorithms<float, Simd128<float>, Vector128<float>, Tile6x2<float, Simd128<float>, Vector128<float>>>.Multiply(a, b, c, add));
        AllSizes<double>((a, b, c, add) =>
            GemmPacked<double, Tile6x2<double, Simd128<double>, Vector128<double>>>.Multiply(a, b, c, add));
    }

    [Fact]
    public void Width1()
    {
        AllSizes<float>((a, b, c, add) =>
            GemmAlgorithms<float, Simd1<float>, float, Tile6x2<float, Simd1<float>, float>>.Multiply(a, b, c, add));
        AllSizes<float>((a, b, c, add) => GemmPacked<float, Tile6x2<float, Simd1<float>, float>>.Multiply(a, b, c, add));
    }

    [Fact]
    public void Dot_products_of_every_width()
    {
        int seed = 0;
        foreach (int m in s_sizes)
        {
            foreach ((int n, int k) in new[] { (1, 40), (4, 33), (7, 16), (18, 5) })
            {
                seed++;
                Dots<float, Simd512<float>, Vector512<float>>(m, n, k, seed);
                Dots<float, Simd256<float>, Vector256<float>>(m, n, k, seed);
                Dots<double, Simd256<double>, Vector256<double>>(m, n, k, seed);
                Dots<float, Simd128<float>, Vector128<float>>(m, n, k, seed);
                Dots<float, Simd1<float>, float>(m, n, k, seed);
            }
        }
    }

    private static void Dots<T, TSimd, TVector>(int m, int n, int k, int seed)
        where T : unmanaged, INumber<T>
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        Layout result = seed % 3 == 0 ? Layout.Columns : Layout.Rows;
        Check<T>(
            (a, b, c, add) => GemmDot<T, TSimd, TVector>.Multiply(a, b, c, add),
            m, n, k, Layout.Rows, Layout.Columns, result, seed % 2 == 0, seed);
    }

    [Fact]
    public void All_layouts()
    {
        int seed = 0;
        foreach ((int m, int n, int k) in new[] { (1, 10, 67), (10, 67, 1), (67, 1, 10), (13, 40, 20), (50, 60, 70), (3, 3, 3), (1, 1, 40) })
        {
            foreach (Layout la in Enum.GetValues<Layout>())
            {
                foreach (Layout lb in Enum.GetValues<Layout>())
                {
                    foreach (Layout lc in new[] { Layout.Rows, Layout.Columns, Layout.Strided, Layout.Reversed })
                    {
                        seed++;
                        Check<float>(Gemm.Multiply, m, n, k, la, lb, lc, seed % 2 == 0, seed);
                        Check<double>(Gemm.Multiply, m, n, k, la, lb, lc, seed % 2 == 1, seed);
                        Check<byte>(Gemm.Multiply, m % 5, n % 5, k % 5, la, lb, lc, seed % 2 == 1, seed);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(130, 150, 800)]
    [InlineData(400, 50, 30)]
    [InlineData(5, 3100, 40)]
    [InlineData(1, 700, 900)]
    [InlineData(29, 30, 803)]
    public void Large(int m, int n, int k)
    {
        foreach (bool accumulate in new[] { false, true })
        {
            Check<float>(Gemm.Multiply, m, n, k, Layout.Rows, Layout.Rows, Layout.Rows, accumulate, 1);
            Check<float>(Gemm.Multiply, m, n, k, Layout.Columns, Layout.Columns, Layout.Columns, accumulate, 2);
            Check<float>(Gemm.Multiply, m, n, k, Layout.Rows, Layout.Columns, Layout.Rows, accumulate, 3);
            Check<double>(Gemm.Multiply, m, n, k, Layout.Rows, Layout.Columns, Layout.Rows, accumulate, 4);
        }
    }

    [Theory]
    [InlineData(0, 3, 4)]
    [InlineData(3, 0, 4)]
    [InlineData(3, 4, 0)]
    [InlineData(0, 0, 0)]
    public void Empty(int m, int n, int k)
    {
        foreach (bool accumulate in new[] { false, true })
        {
            Check<float>(Gemm.Multiply, m, n, k, Layout.Rows, Layout.Rows, Layout.Strided, accumulate, 1);
            Check<long>(Gemm.Multiply, m, n, k, Layout.Rows, Layout.Rows, Layout.Rows, accumulate, 1);
        }
    }

    [Theory]
    [InlineData(1, 40, 20)]
    [InlineData(20, 40, 20)]
    [InlineData(70, 70, 70)]
    public void Zero_times_infinity_is_NaN(int m, int n, int k)
    {
        float[] a = new float[m * k];
        float[] b = new float[k * n];
        b[0] = float.PositiveInfinity;
        b[1] = float.NaN;
        float[] c = new float[m * n];
        Gemm.Multiply(Whole(a, m, k), Whole(b, k, n), Whole(c, m, n), false);
        for (int i = 0; i < c.Length; i++)
            Assert.Equal(i % n < 2, float.IsNaN(c[i]));
    }

    [Fact]
    public void Same_bits_on_one_and_two_threads()
    {
        foreach ((int m, int n, int k) in new[] { (64, 100, 1000), (300, 200, 500), (7, 2000, 200), (1, 2000, 1000) })
        {
            Random random = new(3);
            Matrix<float> a = Lay<float>(m, k, Layout.Rows, random);
            Matrix<float> b = Lay<float>(k, n, Layout.Columns, random);
            float[] one = new float[m * n];
            float[] two = new float[m * n];
            ParallelForTests.WithThreads(1, () => Gemm.Multiply(a, b, Whole(one, m, n), false));
            ParallelForTests.WithThreads(2, () => Gemm.Multiply(a, b, Whole(two, m, n), false));
            Assert.Equal(one, two);
        }
    }
}
