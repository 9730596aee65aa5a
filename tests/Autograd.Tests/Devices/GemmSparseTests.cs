using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Devices.Cpu;
using Autograd.Numerics;

namespace Autograd.Tests.Devices;

[Collection("threads")]
public sealed class GemmSparseTests
{
    // Around the multiples of what the kernels take at once: bytes and words of bits, vectors, panels of 4 to 13 vectors, blocks of rows.
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 16, 64, 16 }, { 17, 65, 19 }, { 63, 70, 64 }, { 64, 100, 65 }, { 65, 104, 128 }, { 100, 105, 133 }, { 129, 210, 63 }, { 24, 450, 200 },
    };

    private static T[] Numbers<T>(int count, double zeros, int seed)
        where T : unmanaged, INumber<T>
    {
        Random random = new(seed);
        var data = new T[count];
        for (int i = 0; i < count; i++)
            data[i] = random.NextDouble() < zeros ? (i % 3 == 0 ? -T.Zero : T.Zero) : T.CreateTruncating((random.NextDouble() * 2) - 1);
        return data;
    }

    /// <summary>A matrix whose rows or whose columns lie side by side, some numbers apart.</summary>
    private static Matrix<T> Lay<T>(int rows, int columns, bool byRows, double zeros, int seed)
        where T : unmanaged, INumber<T>
    {
        int line = (byRows ? columns : rows) + (seed % 4), lines = byRows ? rows : columns;
        T[] data = Numbers<T>((line * lines) + 5, zeros, seed);
        return byRows ? new Matrix<T>(data, 3, rows, columns, line, 1) : new Matrix<T>(data, 3, rows, columns, 1, line);
    }

    private static Matrix<float> Whole(float[] data, int rows, int columns) => new Block<float>(data, 0).AsMatrix(rows, columns);

    private static T At<T>(Matrix<T> x, int row, int column) => x.Data[x.Offset + (row * x.RowStride) + (column * x.ColumnStride)];

    private static void Check<T, TSimd, TVector>(int m, int n, int k, double zeros, bool rowsOfA, bool rowsOfB, bool rowsOfC, bool accumulate)
        where T : unmanaged, INumber<T>
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        Matrix<T> a = Lay<T>(m, k, rowsOfA, zeros, m + n), b = Lay<T>(k, n, rowsOfB, 0.1, n + k), c = Lay<T>(m, n, rowsOfC, 0, m + k);
        Matrix<T> before = c with { Data = [.. c.Data] };
        Assert.Equal(n, GemmSparse<T, TSimd, TVector>.Multiply(a, b, c, accumulate));
        double unit = typeof(T) == typeof(float) ? 6e-8 : 1.2e-16;
        for (int row = 0; row < m; row++)
        {
            for (int column = 0; column < n; column++)
            {
                double sum = accumulate ? double.CreateChecked(At(before, row, column)) : 0, size = Math.Abs(sum);
                for (int p = 0; p < k; p++)
                {
                    double term = double.CreateChecked(At(a, row, p)) * double.CreateChecked(At(b, p, column));
                    sum += term;
                    size += Math.Abs(term);
                }

                double got = double.CreateChecked(At(c, row, column));
                Assert.True(Math.Abs(got - sum) <= (k + 2) * unit * size, $"{m}×{k} · {k}×{n}, zeros {zeros}: [{row}, {column}] is {got}, expected {sum}");
                c.Data[c.Offset + (row * c.RowStride) + (column * c.ColumnStride)] = At(before, row, column);
            }
        }

        Assert.Equal(before.Data, c.Data); // nothing outside C was written
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Is_the_product(int m, int n, int k)
    {
        if (!Vector256.IsHardwareAccelerated) return; // the dense product does it all
        foreach (double zeros in new[] { 0.7, 0.98, 1 })
        {
            foreach ((bool rowsOfA, bool rowsOfB) in new[] { (true, true), (true, false), (false, true), (false, false) })
            {
                Check<float, Simd256<float>, Vector256<float>>(m, n, k, zeros, rowsOfA, rowsOfB, rowsOfC: true, accumulate: rowsOfA);
                Check<float, Simd256<float>, Vector256<float>>(m, n, k, zeros, rowsOfA, rowsOfB, rowsOfC: false, accumulate: false);
                Check<float, Simd512<float>, Vector512<float>>(m, n, k, zeros, rowsOfA, rowsOfB, rowsOfC: rowsOfB, accumulate: false);
                Check<double, Simd256<double>, Vector256<double>>(m, n, k, zeros, rowsOfA, rowsOfB, rowsOfC: rowsOfB, accumulate: false);
            }
        }
    }

    [Fact]
    public void Dense_matrices_are_left_to_the_dense_product()
    {
        Matrix<float> a = Lay<float>(64, 64, true, 0.3, 1), b = Lay<float>(64, 64, true, 0, 2), c = Lay<float>(64, 64, true, 0, 3);
        float[] before = [.. c.Data];
        Assert.Equal(0, GemmSparse<float, Simd256<float>, Vector256<float>>.Multiply(a, b, c, false));
        Assert.Equal(before, c.Data);
    }

    // Zeros in either factor, and whatever is not finite in the other, wherever it is.
    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.NaN)]
    public void Zero_times_what_is_not_finite_is_NaN(float value)
    {
        const int Size = 80;
        foreach (int place in new[] { 0, 1234, (Size * Size) - 1 })
        {
            float[] zeros = new float[Size * Size], other = Numbers<float>(Size * Size, 0, 1), left = new float[Size * Size], right = new float[Size * Size];
            other[place] = value;
            Matrix<float> sparse = Whole(zeros, Size, Size), dense = Whole(other, Size, Size);
            Gemm.Multiply(sparse, dense, Whole(left, Size, Size), false);
            Gemm.Multiply(dense, sparse, Whole(right, Size, Size), false);
            for (int i = 0; i < left.Length; i++)
            {
                Assert.Equal(i % Size == place % Size, float.IsNaN(left[i]));
                Assert.Equal(i / Size == place / Size, float.IsNaN(right[i]));
            }
        }
    }

    // What A has that is not finite is not zero, and goes into the sums.
    [Fact]
    public void Non_finite_numbers_of_the_sparse_factor_count()
    {
        float[] a = new float[64 * 64], b = Numbers<float>(64 * 64, 0, 1), c = new float[64 * 64];
        a[(5 * 64) + 7] = float.NaN;
        a[(9 * 64) + 1] = float.NegativeInfinity;
        a[(11 * 64) + 63] = float.Epsilon;
        Gemm.Multiply(Whole(a, 64, 64), Whole(b, 64, 64), Whole(c, 64, 64), false);
        for (int column = 0; column < 64; column++)
        {
            Assert.True(float.IsNaN(c[(5 * 64) + column]));
            Assert.Equal(-MathF.CopySign(float.PositiveInfinity, b[64 + column]), c[(9 * 64) + column]);
            Assert.Equal(0, c[column]);
        }
    }

    // B is taken in parts: what is not finite in a later one leaves the earlier ones, added to C once, as they are.
    [Fact]
    public void Wide_products_are_taken_in_parts()
    {
        const int M = 16, N = 600, K = 9000;
        float[] a = Numbers<float>(M * K, 0.9, 1), b = Numbers<float>(K * N, 0, 2), c = new float[M * N];
        Array.Fill(c, 1);
        b[N - 1] = float.PositiveInfinity;
        a[0] = 1;
        Gemm.Multiply(Whole(a, M, K), Whole(b, K, N), Whole(c, M, N), true);
        for (int row = 0; row < M; row++)
        {
            for (int column = 0; column < N - 1; column += 7)
            {
                double sum = 1;
                for (int p = 0; p < K; p++) sum += (double)a[(row * K) + p] * b[(p * N) + column];
                Assert.Equal(sum, c[(row * N) + column], 1e-3);
            }
        }

        Assert.Equal(float.PositiveInfinity, c[N - 1]);
        Assert.False(float.IsFinite(c[(2 * N) - 1]));
    }

    [Fact]
    public void Same_bits_on_one_and_two_threads()
    {
        foreach ((int m, int n, int k, bool rows) in new[] { (100, 100, 784, true), (784, 100, 100, false), (300, 130, 70, true) })
        {
            Matrix<float> a = Lay<float>(m, k, rows, 0.8, 1), b = Lay<float>(k, n, false, 0, 2);
            float[] one = new float[m * n], two = new float[m * n];
            ParallelForTests.WithThreads(1, () => Gemm.Multiply(a, b, Whole(one, m, n), false));
            ParallelForTests.WithThreads(2, () => Gemm.Multiply(a, b, Whole(two, m, n), false));
            Assert.Equal(one, two);
        }
    }
}
