using System.Numerics;
using Autograd.Devices;
using Autograd.Devices.Cpu;

namespace Autograd.Tests.Devices;

[Collection("threads")]
public sealed class Pool2dKernelsTests
{
    private const int Offset = 2;

    // PyTorch's rule: in ceil mode a window that would start in the right padding is dropped.
    private static int Out(int length, int kernel, int stride, int pad, int dilation, bool ceil)
    {
        int free = length + (2 * pad) - (dilation * (kernel - 1)) - 1;
        if (free < 0)
            return 0;
        int count = (ceil ? (free + stride - 1) / stride : free / stride) + 1;
        return ceil && (count - 1) * stride >= length + pad ? count - 1 : count;
    }

    private static Pool2dGeometry Geometry(
        int planes, int height, int width, int kh, int kw, int sh, int sw, int ph = 0, int pw = 0, int dh = 1, int dw = 1, bool ceil = false) =>
        new(planes, height, width, Out(height, kh, sh, ph, dh, ceil), Out(width, kw, sw, pw, dw, ceil), kh, kw, sh, sw, ph, pw, dh, dw);

    private static T[] Draw<T>(int length, Random random, bool special = false)
        where T : IFloatingPointIeee754<T>
    {
        T[] data = new T[length];
        for (int i = 0; i < length; i++)
        {
            // Few different values, so that ties are common.
            data[i] = !special ? T.CreateChecked((random.NextDouble() * 2) - 1)
                : random.Next(12) switch { 0 => T.NaN, 1 => T.NegativeInfinity, 2 => T.PositiveInfinity, _ => T.CreateChecked(random.Next(4)) };
        }

        return data;
    }

    private static void CheckAverage<T>(Pool2dGeometry g, bool includePad, int? divisor, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Random random = new(seed);
        int inLength = g.Planes * g.InPlane, outLength = g.Planes * g.OutPlane;
        T[] x = Draw<T>(Offset + inLength + 1, random), gy = Draw<T>(Offset + outLength + 1, random);
        T[] y = Draw<T>(Offset + outLength + 1, random), gx = Draw<T>(Offset + inLength + 1, random);
        T[] yBefore = [.. y], gxBefore = [.. gx];
        Pool2dKernels.Average<T>(g, includePad, divisor, new(x, Offset), new(y, Offset));
        Pool2dKernels.AverageGrad<T>(g, includePad, divisor, new(gy, Offset), new(gx, Offset));

        double[] wantY = new double[outLength], wantX = new double[inLength];
        for (int at = 0; at < outLength; at++)
        {
            int plane = at / g.OutPlane, oh = at / g.OutWidth % g.OutHeight, ow = at % g.OutWidth;
            int padded = 0;
            List<int> inside = [];
            for (int h = (oh * g.StrideH) - g.PadH; h < (oh * g.StrideH) - g.PadH + g.KernelHeight; h++)
            {
                for (int w = (ow * g.StrideW) - g.PadW; w < (ow * g.StrideW) - g.PadW + g.KernelWidth; w++)
                {
                    padded += h < g.InHeight + g.PadH && w < g.InWidth + g.PadW ? 1 : 0;
                    if (h >= 0 && h < g.InHeight && w >= 0 && w < g.InWidth)
                        inside.Add((plane * g.InPlane) + (h * g.InWidth) + w);
                }
            }

            double by = divisor ?? (includePad ? padded : inside.Count);
            foreach (int i in inside)
            {
                wantY[at] += double.CreateChecked(x[Offset + i]) / by;
                wantX[i] += double.CreateChecked(gy[Offset + at]) / by;
            }
        }

        AssertClose(wantY, y, yBefore, g);
        AssertClose(wantX, gx, gxBefore, g);
    }

    private static void AssertClose<T>(double[] want, T[] got, T[] before, Pool2dGeometry g)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double tolerance = typeof(T) == typeof(float) ? 3e-6 : 3e-14;
        for (int i = 0; i < got.Length; i++)
        {
            bool inside = i >= Offset && i < Offset + want.Length;
            double expected = inside ? want[i - Offset] : double.CreateChecked(before[i]);
            if (!(Math.Abs(double.CreateChecked(got[i]) - expected) <= (inside ? tolerance : 0)))
                Assert.Fail($"[{i - Offset}] is {got[i]}, expected {expected} ({typeof(T).Name}, {g})");
        }
    }

    private static void CheckMax<T>(Pool2dGeometry g, bool special, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Random random = new(seed);
        int outLength = g.Planes * g.OutPlane;
        T[] x = Draw<T>(Offset + (g.Planes * g.InPlane), random, special);
        T[] y = new T[Offset + outLength];
        long[] indices = new long[Offset + outLength];
        Pool2dKernels.Max<T>(g, new(x, Offset), new(y, Offset), new(indices, Offset));
        for (int at = 0; at < outLength; at++)
        {
            int plane = at / g.OutPlane, oh = at / g.OutWidth % g.OutHeight, ow = at % g.OutWidth;
            T max = T.NegativeInfinity;
            long index = -1;
            for (int kh = 0; kh < g.KernelHeight; kh++)
            {
                for (int kw = 0; kw < g.KernelWidth; kw++)
                {
                    int h = (oh * g.StrideH) - g.PadH + (kh * g.DilationH), w = (ow * g.StrideW) - g.PadW + (kw * g.DilationW);
                    if (h < 0 || h >= g.InHeight || w < 0 || w >= g.InWidth)
                        continue;
                    T value = x[Offset + (plane * g.InPlane) + (h * g.InWidth) + w];
                    if (index < 0 || value > max || T.IsNaN(value))
                        (max, index) = (value, (h * g.InWidth) + w);
                }
            }

            if (!max.Equals(y[Offset + at]) || index != indices[Offset + at])
                Assert.Fail($"[{at}] is {y[Offset + at]} at {indices[Offset + at]}, expected {max} at {index} ({typeof(T).Name}, {g})");
        }
    }

    [Fact]
    public void Average_random_options()
    {
        Random random = new(1);
        for (int i = 0; i < 400; i++)
        {
            int kh = random.Next(1, 5), kw = random.Next(1, 5);
            Pool2dGeometry g = Geometry(
                random.Next(1, 4), random.Next(1, 14), random.Next(1, 20), kh, kw, random.Next(1, 5), random.Next(1, 5),
                random.Next(0, (kh / 2) + 1), random.Next(0, (kw / 2) + 1), ceil: random.Next(2) == 0);
            int? divisor = random.Next(3) == 0 ? random.Next(1, 6) : null;
            CheckAverage<float>(g, random.Next(2) == 0, divisor, i);
            CheckAverage<double>(g, random.Next(2) == 0, divisor, i);
        }
    }

    [Fact]
    public void Max_random_options()
    {
        Random random = new(2);
        for (int i = 0; i < 400; i++)
        {
            int kh = random.Next(1, 5), kw = random.Next(1, 5);
            Pool2dGeometry g = Geometry(
                random.Next(1, 4), random.Next(1, 14), random.Next(1, 20), kh, kw, random.Next(1, 5), random.Next(1, 5),
                random.Next(0, (kh / 2) + 1), random.Next(0, (kw / 2) + 1), random.Next(1, 3), random.Next(1, 3), random.Next(2) == 0);
            CheckMax<float>(g, i % 2 == 0, i);
            CheckMax<double>(g, i % 2 == 0, i);
        }
    }

    // Planes enough for eight at a time, with some left over.
    [Fact]
    public void Many_planes()
    {
        Random random = new(3);
        for (int i = 0; i < 200; i++)
        {
            int kh = random.Next(1, 5), kw = random.Next(1, 5);
            Pool2dGeometry g = Geometry(
                random.Next(5, 20), random.Next(1, 14), random.Next(1, 20), kh, kw, random.Next(1, 5), random.Next(1, 5),
                random.Next(0, (kh / 2) + 1), random.Next(0, (kw / 2) + 1), ceil: random.Next(2) == 0);
            int? divisor = random.Next(3) == 0 ? random.Next(1, 6) : null;
            CheckAverage<float>(g, random.Next(2) == 0, divisor, i);
            CheckMax<float>(g with { DilationH = 1, DilationW = 1 }, i % 2 == 0, i);
            Pool2dGeometry dilated = Geometry(
                g.Planes, g.InHeight, g.InWidth, kh, kw, g.StrideH, g.StrideW, g.PadH, g.PadW, random.Next(1, 3), random.Next(1, 4));
            CheckMax<float>(dilated, i % 2 == 0, i);
        }
    }

    // Planes of more than one strip of rows, rows too wide for eight planes, and planes too large for a gradient of eight.
    [Theory]
    [InlineData(90, 80, 3, 2)]
    [InlineData(300, 31, 4, 1)]
    [InlineData(9, 5000, 3, 2)]
    [InlineData(64, 64, 64, 64)]
    public void Large_planes(int height, int width, int kernel, int stride)
    {
        Pool2dGeometry g = Geometry(9, height, width, kernel, kernel, stride, stride, kernel / 2, 1);
        CheckAverage<float>(g, false, null, 5);
        CheckMax<float>(g, true, 6);
    }

    [Fact]
    public void Halving()
    {
        for (int width = 1; width < 28; width++)
        {
            Pool2dGeometry g = Geometry(3, 2 + (width % 5), width, 2, 2, 2, 2);
            CheckAverage<float>(g, true, null, width);
            CheckAverage<double>(g, false, 4, width);
            CheckAverage<float>(g, true, 3, width);
            CheckMax<float>(g, width % 2 == 0, width);
            CheckMax<double>(g, width % 2 == 1, width);
        }
    }

    [Fact]
    public void No_planes()
    {
        CheckAverage<float>(Geometry(0, 4, 4, 2, 2, 2, 2), true, null, 1);
        CheckMax<float>(Geometry(0, 4, 4, 2, 2, 2, 2), false, 1);
    }

    [Fact]
    public void Same_bits_on_one_and_two_threads()
    {
        Pool2dGeometry g = Geometry(200, 40, 40, 3, 3, 2, 2, 1, 1);
        float[] x = Draw<float>(g.Planes * g.InPlane, new Random(4));
        float[][] Run()
        {
            float[] average = new float[g.Planes * g.OutPlane], max = new float[g.Planes * g.OutPlane], grad = new float[x.Length];
            Pool2dKernels.Average<float>(g, true, null, x, average);
            Pool2dKernels.Max<float>(g, x, max, new long[max.Length]);
            Pool2dKernels.AverageGrad<float>(g, true, null, average, grad);
            return [average, max, grad];
        }

        float[][] one = [], two = [];
        ParallelForTests.WithThreads(1, () => one = Run());
        ParallelForTests.WithThreads(2, () => two = Run());
        Assert.Equal(one, two);
    }
}
