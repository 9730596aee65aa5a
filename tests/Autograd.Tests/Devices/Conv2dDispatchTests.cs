using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Devices;
using Autograd.Devices.Cpu;
using Autograd.Numerics;

namespace Autograd.Tests.Devices;

[Collection("threads")]
public sealed class Conv2dDispatchTests
{
    /// <summary>A geometry from the sizes a user would give; bottom and right padding may differ from top and left.</summary>
    private static Conv2dGeometry Geometry(
        int batch, int channels, int height, int width, int outChannels, int kh, int kw,
        int stride = 1, int pad = 0, int dilation = 1, int groups = 1, int extra = 0, int strideW = 0, int padW = -1)
    {
        strideW = strideW == 0 ? stride : strideW;
        padW = padW < 0 ? pad : padW;
        int outHeight = ((height + (2 * pad) + extra - (dilation * (kh - 1)) - 1) / stride) + 1;
        int outWidth = ((width + (2 * padW) + extra - (dilation * (kw - 1)) - 1) / strideW) + 1;
        return new(
            batch, channels, height, width, outChannels, outHeight, outWidth, kh, kw, stride, strideW, pad, padW, dilation, dilation, groups);
    }

    private static T[] Draw<T>(int length, Random random)
        where T : INumber<T>
    {
        T[] data = new T[length];
        for (int i = 0; i < length; i++)
            data[i] = T.CreateChecked((random.NextDouble() * 2) - 1);
        return data;
    }

    private delegate void ForwardKernel<T>(in Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y);

    private delegate void GradKernel<T>(in Conv2dGeometry g, Block<T> a, Block<T> b, Block<T> result);

    private sealed record Kernels<T>(ForwardKernel<T> Forward, GradKernel<T> InputGrad, GradKernel<T> WeightGrad);

    private static Kernels<T> Width<T, TSimd, TVector>()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct =>
        new(Conv2dAlgorithms<T, TSimd, TVector>.Forward, Conv2dDirect<T, TSimd, TVector>.InputGrad, Conv2dAlgorithms<T, TSimd, TVector>.WeightGrad);

    private static double[] Doubles<T>(T[] values)
        where T : INumber<T> => [.. values.Select(double.CreateChecked)];

    private static void Check<T>(Conv2dGeometry g, int seed, Kernels<T>? kernels = null, double tolerance = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Random random = new(seed);
        const int Offset = 3;
        T[] x = Draw<T>(Offset + g.InLength + 2, random);
        T[] w = Draw<T>(Offset + g.WeightLength + 2, random);
        T[] bias = Draw<T>(Offset + g.OutChannels, random);
        T[] gy = Draw<T>(Offset + g.OutLength + 2, random);
        T[] y = Draw<T>(Offset + g.OutLength + 2, random);
        T[] yNoBias = Draw<T>(Offset + g.OutLength + 2, random);
        T[] gx = Draw<T>(Offset + g.InLength + 2, random);
        T[] gw = Draw<T>(Offset + g.WeightLength + 2, random);
        T[][] outputs = [y, yNoBias, gx, gw];
        T[][] before = [.. outputs.Select(o => o.ToArray())];

        kernels ??= new(Conv2dDispatch.Forward, Conv2dDispatch.InputGrad, Conv2dDispatch.WeightGrad);
        kernels.Forward(g, new(x, Offset), new(w, Offset), new(bias, Offset), new(y, Offset));
        kernels.Forward(g, new(x, Offset), new(w, Offset), default, new(yNoBias, Offset));
        kernels.InputGrad(g, new(gy, Offset), new(w, Offset), new(gx, Offset));
        kernels.WeightGrad(g, new(x, Offset), new(gy, Offset), new(gw, Offset));

        double[] dx = Doubles(x), dw = Doubles(w), dgy = Doubles(gy);
        double[] wantY = new double[g.OutLength], wantNoBias = new double[g.OutLength];
        double[] wantX = new double[g.InLength], wantW = new double[g.WeightLength];
        for (int n = 0; n < g.Batch; n++)
        {
            for (int oc = 0; oc < g.OutChannels; oc++)
            {
                for (int oh = 0; oh < g.OutHeight; oh++)
                {
                    for (int ow = 0; ow < g.OutWidth; ow++)
                    {
                        int at = (((((n * g.OutChannels) + oc) * g.OutHeight) + oh) * g.OutWidth) + ow;
                        double sum = 0, grad = dgy[Offset + at];
                        for (int ic = 0; ic < g.GroupIn; ic++)
                        {
                            for (int kh = 0; kh < g.KernelHeight; kh++)
                            {
                                for (int kw = 0; kw < g.KernelWidth; kw++)
                                {
                                    int ih = (oh * g.StrideH) - g.PadTop + (kh * g.DilationH);
                                    int iw = (ow * g.StrideW) - g.PadLeft + (kw * g.DilationW);
                                    if (ih < 0 || ih >= g.InHeight || iw < 0 || iw >= g.InWidth)
                                        continue;
                                    int channel = (oc / g.GroupOut * g.GroupIn) + ic;
                                    int xAt = (((((n * g.InChannels) + channel) * g.InHeight) + ih) * g.InWidth) + iw;
                                    int wAt = (((((oc * g.GroupIn) + ic) * g.KernelHeight) + kh) * g.KernelWidth) + kw;
                                    double xv = dx[Offset + xAt], wv = dw[Offset + wAt];
                                    sum += xv * wv;
                                    wantX[xAt] += grad * wv;
                                    wantW[wAt] += grad * xv;
                                }
                            }
                        }

                        wantNoBias[at] = sum;
                        wantY[at] = sum + double.CreateChecked(bias[Offset + oc]);
                    }
                }
            }
        }

        double unit = tolerance * (typeof(T) == typeof(float) ? 2e-6 : 2e-14);
        (string Name, double[] Want)[] wants = [("y", wantY), ("y without bias", wantNoBias), ("gx", wantX), ("gw", wantW)];
        for (int i = 0; i < outputs.Length; i++)
        {
            double[] want = wants[i].Want;
            double scale = 1 + Math.Sqrt(i == 3 ? g.Batch * g.OutPlane : g.Fan + g.GroupOut);
            for (int j = 0; j < outputs[i].Length; j++)
            {
                bool inside = j >= Offset && j < Offset + want.Length;
                double got = double.CreateChecked(outputs[i][j]);
                double expected = inside ? want[j - Offset] : double.CreateChecked(before[i][j]);
                if (!(Math.Abs(got - expected) <= (inside ? unit * scale : 0)))
                    Assert.Fail($"{wants[i].Name}[{j - Offset}] is {got}, expected {expected} ({typeof(T).Name}, {g})");
            }
        }
    }

    private static void Check(Conv2dGeometry g, int seed = 1)
    {
        Check<float>(g, seed);
        Check<double>(g, seed);
    }

    [Fact]
    public void Random_options()
    {
        Random random = new(11);
        int done = 0;
        while (done < 120)
        {
            int groups = random.Next(1, 4);
            Conv2dGeometry g = Geometry(
                random.Next(1, 4), groups * random.Next(1, 5), random.Next(1, 15), random.Next(1, 24), groups * random.Next(1, 9),
                random.Next(1, 5), random.Next(1, 5), random.Next(1, 4), random.Next(0, 4), random.Next(1, 4), groups, random.Next(0, 2),
                random.Next(0, 3), random.Next(-1, 5));
            if (g.OutHeight < 1 || g.OutWidth < 1)
                continue;
            done++;
            Check(g, done);
        }
    }

    [Fact]
    public void Stride_one_shapes()
    {
        Random random = new(12);
        int done = 0;
        while (done < 120)
        {
            Conv2dGeometry g = Geometry(
                random.Next(1, 3), random.Next(1, 5), random.Next(1, 16), random.Next(1, 36), random.Next(1, 20),
                random.Next(1, 6), random.Next(1, 6), 1, random.Next(0, 4), random.Next(1, 3), 1, random.Next(0, 2), 1, random.Next(-1, 5));
            if (g.OutHeight < 1 || g.OutWidth < 1)
                continue;
            done++;
            Check(g, done);
        }
    }

    // Every width is tried on every machine: without the hardware a vector is a pair of narrower ones.
    [Fact]
    public void Every_width()
    {
        Random random = new(13);
        int done = 0;
        while (done < 60)
        {
            Conv2dGeometry g = Geometry(
                random.Next(1, 3), random.Next(1, 6), random.Next(1, 12), random.Next(1, 44), random.Next(1, 40),
                random.Next(1, 4), random.Next(1, 4), 1, random.Next(0, 3), 1, 1, random.Next(0, 2));
            if (g.OutHeight < 1 || g.OutWidth < 1)
                continue;
            done++;
            Check(g, done, Width<float, Simd512<float>, Vector512<float>>());
            Check(g, done, Width<double, Simd512<double>, Vector512<double>>());
            Check(g, done, Width<float, Simd256<float>, Vector256<float>>());
            Check(g, done, Width<float, Simd128<float>, Vector128<float>>());
            Check(g, done, Width<float, Simd1<float>, float>());
        }
    }

    private static Kernels<T> Depthwise<T, TSimd, TVector>()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct =>
        new(Conv2dDepthwise<T, TSimd, TVector>.Forward, Conv2dDepthwise<T, TSimd, TVector>.InputGrad, Conv2dDepthwise<T, TSimd, TVector>.WeightGrad);

    private static Kernels<T> ByPixels<T, TSimd, TVector>()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct =>
        new(Conv2dByPixels<T, TSimd, TVector>.Forward, Conv2dByPixels<T, TSimd, TVector>.InputGrad, Conv2dWeightGrad<T, TSimd, TVector>.Run);

    private static void DepthwiseAtEveryWidth(Conv2dGeometry g, int seed)
    {
        Check(g, seed, Depthwise<float, Simd512<float>, Vector512<float>>());
        Check(g, seed, Depthwise<float, Simd256<float>, Vector256<float>>());
        Check(g, seed, Depthwise<float, Simd128<float>, Vector128<float>>());
        Check(g, seed, Depthwise<float, Simd1<float>, float>());
        Check(g, seed, Depthwise<double, Simd512<double>, Vector512<double>>());
        Check(g, seed, Depthwise<double, Simd256<double>, Vector256<double>>());
    }

    private static void ByPixelsAtEveryWidth(Conv2dGeometry g, int seed)
    {
        Check(g, seed, ByPixels<float, Simd512<float>, Vector512<float>>());
        Check(g, seed, ByPixels<float, Simd256<float>, Vector256<float>>());
        Check(g, seed, ByPixels<float, Simd128<float>, Vector128<float>>());
        Check(g, seed, ByPixels<float, Simd1<float>, float>());
        Check(g, seed, ByPixels<double, Simd512<double>, Vector512<double>>());
        Check(g, seed, ByPixels<double, Simd256<double>, Vector256<double>>());
    }

    // Called past the choice by size, so that lanes stay empty and channels of two samples meet in one vector.
    [Fact]
    public void Depthwise_random_options()
    {
        Random random = new(18);
        int done = 0;
        while (done < 80)
        {
            int channels = random.Next(1, 20);
            Conv2dGeometry g = Geometry(
                random.Next(1, 4), channels, random.Next(1, 15), random.Next(1, 24), channels * random.Next(1, 4),
                random.Next(1, 6), random.Next(1, 6), random.Next(1, 4), random.Next(0, 6), random.Next(1, 4), channels, random.Next(0, 3),
                random.Next(1, 4), random.Next(-1, 6));
            if (g.OutHeight < 1 || g.OutWidth < 1)
                continue;
            done++;
            DepthwiseAtEveryWidth(g, done);
        }
    }

    // Planes of more than one strip of rows, in both directions.
    [Theory]
    [InlineData(1, 3, 1, 1)]
    [InlineData(1, 5, 1, 2)]
    [InlineData(2, 3, 1, 1)]
    [InlineData(2, 5, 2, 1)]
    [InlineData(3, 4, 1, 2)]
    public void Depthwise_in_strips(int stride, int kernel, int multiplier, int dilation) =>
        DepthwiseAtEveryWidth(Geometry(1, 5, 150, 97, 5 * multiplier, kernel, kernel, stride, kernel / 2, dilation, 5), 19);

    [Fact]
    public void By_pixels_random_options()
    {
        Random random = new(20);
        int done = 0;
        while (done < 60)
        {
            int groups = random.Next(1, 3);
            Conv2dGeometry g = Geometry(
                random.Next(1, 6), groups * random.Next(1, 6), random.Next(1, 15), random.Next(1, 24), groups * random.Next(1, 40),
                random.Next(1, 6), random.Next(1, 6), random.Next(1, 4), random.Next(0, 6), random.Next(1, 3), groups, random.Next(0, 2),
                random.Next(1, 5), random.Next(-1, 6));
            if (g.OutHeight < 1 || g.OutWidth < 1)
                continue;
            done++;
            ByPixelsAtEveryWidth(g, done);
        }
    }

    // More taps than are summed in one go, more pixels than are kept, strips of rows, and a kernel that most phases do not see.
    [Theory]
    [InlineData(40, 20, 13, 4, 1)]
    [InlineData(3, 20, 90, 3, 2)]
    [InlineData(33, 5, 41, 5, 3)]
    [InlineData(18, 20, 25, 1, 2)]
    [InlineData(2, 3, 50, 2, 4)]
    public void By_pixels_in_blocks(int channels, int outChannels, int size, int kernel, int stride) =>
        ByPixelsAtEveryWidth(Geometry(2, channels, size, size + 3, outChannels, kernel, kernel, stride, kernel / 2), 21);

    // Samples that make one product, and output channels enough to share out them alone.
    [Theory]
    [InlineData(9, 5, 4, 130, 1)]
    [InlineData(5, 7, 9, 300, 1)]
    [InlineData(3, 4, 20, 129, 2)]
    [InlineData(11, 6, 5, 20, 1)]
    public void Weight_grad_of_joined_samples(int batch, int channels, int size, int outChannels, int stride)
    {
        Conv2dGeometry g = Geometry(batch, channels, size, size, outChannels, 1, 1, stride);
        Check(g);
        ByPixelsAtEveryWidth(g, 22);
    }

    private static Kernels<T> Winograd<T, TSimd, TVector>()
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct =>
        new(Conv2dWinograd<T, TSimd, TVector>.Forward, Conv2dWinograd<T, TSimd, TVector>.InputGrad, Conv2dAlgorithms<T, TSimd, TVector>.WeightGrad);

    // Called past the choice by size, so that few channels and ragged tiles are tried too.
    [Fact]
    public void Winograd_at_every_width()
    {
        Random random = new(17);
        int done = 0;
        while (done < 60)
        {
            Conv2dGeometry g = Geometry(
                random.Next(1, 5), random.Next(1, 9), random.Next(1, 20), random.Next(1, 44), random.Next(1, 16), 3, 3,
                pad: random.Next(0, 4), extra: random.Next(0, 2), padW: random.Next(-1, 5));
            if (g.OutHeight < 1 || g.OutWidth < 1)
                continue;
            done++;
            Check(g, done, Winograd<float, Simd512<float>, Vector512<float>>(), 8);
            Check(g, done, Winograd<float, Simd256<float>, Vector256<float>>(), 8);
            Check(g, done, Winograd<float, Simd128<float>, Vector128<float>>(), 8);
            Check(g, done, Winograd<float, Simd1<float>, float>(), 8);
            Check(g, done, Winograd<double, Simd512<double>, Vector512<double>>(), 8);
            Check(g, done, Winograd<double, Simd256<double>, Vector256<double>>(), 8);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(512)]
    public void Winograd_error_is_within_what_precision_promises(int channels)
    {
        Conv2dGeometry g = Geometry(2, channels, 20, 20, 16, 3, 3, pad: 1);
        Assert.True(Conv2dWinograd<float, Simd256<float>, Vector256<float>>.Suits(g));
        Random random = new(channels);
        float[] x = Draw<float>(g.InLength, random), w = Draw<float>(g.WeightLength, random), gy = Draw<float>(g.OutLength, random);
        double[] wantY = new double[g.OutLength], wantX = new double[g.InLength];
        Conv2dDispatch.Forward<double>(g, Doubles(x), Doubles(w), default, wantY);
        Conv2dDispatch.InputGrad<double>(g, Doubles(gy), Doubles(w), wantX);
        float[] y = new float[g.OutLength], gx = new float[g.InLength];
        Conv2dDispatch.Forward<float>(g, x, w, default, y);
        Conv2dDispatch.InputGrad<float>(g, gy, w, gx);
        (double errorY, double errorX) = (Error(y, wantY), Error(gx, wantX));
        Assert.True(Math.Max(errorY, errorX) < 3e-6, $"y {errorY:e2}, gx {errorX:e2} of the largest value");
        Assert.NotEqual(0, errorY);

        static double Error(float[] got, double[] want) => got.Zip(want, (a, b) => Math.Abs(a - b)).Max() / want.Max(Math.Abs);
    }

    [Fact]
    public void Networks_of_the_examples()
    {
        Check(Geometry(1, 1, 28, 28, 4, 3, 3));
        Check(Geometry(9, 1, 28, 28, 4, 3, 3));
        Check(Geometry(2, 1, 28, 28, 32, 3, 3));
        Check<float>(Geometry(1, 32, 26, 26, 64, 3, 3), 2, tolerance: 8); // by Winograd
        Check<float>(Geometry(2, 16, 28, 28, 64, 3, 3, pad: 1), 2, tolerance: 8);
        Check(Geometry(2, 8, 12, 12, 8, 3, 3, pad: 1, groups: 8));
        Check(Geometry(2, 16, 14, 14, 32, 5, 5, stride: 2, pad: 2, groups: 16));
        Check(Geometry(2, 16, 28, 28, 24, 3, 3, stride: 2, pad: 1));
        Check(Geometry(2, 3, 45, 45, 32, 7, 7, stride: 2, pad: 3));
        Check(Geometry(2, 32, 14, 14, 48, 1, 1, stride: 2));
        Check(Geometry(2, 40, 7, 7, 48, 1, 1));
    }

    [Theory]
    [InlineData(0, 2, 3)]
    [InlineData(2, 0, 3)]
    [InlineData(2, 3, 0)]
    public void Empty(int batch, int channels, int outChannels) => Check(Geometry(batch, channels, 5, 6, outChannels, 3, 3, pad: 1));

    [Fact]
    public void Kernel_larger_than_input() => Check(Geometry(2, 2, 2, 3, 3, 5, 5, pad: 2));

    // A pixel that no output sees has a gradient of 0, not what was in the array.
    [Fact]
    public void Unseen_pixels() => Check(Geometry(2, 2, 10, 10, 3, 1, 1, stride: 3));

    [Fact]
    public void Infinity_reaches_only_what_sees_it()
    {
        Conv2dGeometry g = Geometry(1, 1, 20, 20, 6, 3, 3);
        float[] x = new float[400];
        float[] w = new float[g.WeightLength];
        float[] y = new float[g.OutLength];
        float[] gy = new float[g.OutLength];
        float[] gw = new float[g.WeightLength];
        x[(5 * 20) + 19] = float.PositiveInfinity; // only the rightmost taps ever see the last column
        Conv2dDispatch.Forward<float>(g, x, w, default, y);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(i % 18 == 17 && i / 18 % 18 is >= 3 and <= 5, float.IsNaN(y[i]));
        Conv2dDispatch.WeightGrad<float>(g, x, gy, gw);
        for (int i = 0; i < gw.Length; i++)
            Assert.Equal(i % 3 == 2, float.IsNaN(gw[i]));
    }

    [Fact]
    public void Infinity_reaches_only_what_sees_it_of_one_channel_each()
    {
        Conv2dGeometry g = Geometry(1, 12, 20, 20, 12, 3, 3, groups: 12);
        float[] x = new float[g.InLength], w = new float[g.WeightLength], y = new float[g.OutLength], gy = new float[g.OutLength], gw = new float[g.WeightLength];
        x[(7 * 400) + (5 * 20) + 19] = float.PositiveInfinity;
        Conv2dDispatch.Forward<float>(g, x, w, default, y);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(i / 324 == 7 && i % 18 == 17 && i / 18 % 18 is >= 3 and <= 5, float.IsNaN(y[i]));
        Conv2dDispatch.WeightGrad<float>(g, x, gy, gw);
        for (int i = 0; i < gw.Length; i++)
            Assert.Equal(i / 9 == 7 && i % 3 == 2, float.IsNaN(gw[i]));
    }

    [Fact]
    public void Same_bits_on_one_and_two_threads()
    {
        foreach (Conv2dGeometry g in new[]
        {
            Geometry(20, 4, 28, 28, 20, 3, 3), Geometry(2, 8, 28, 28, 40, 3, 3, pad: 1),
            Geometry(64, 1, 28, 28, 4, 3, 3), Geometry(7, 16, 27, 28, 20, 3, 3, pad: 1), Geometry(9, 8, 15, 15, 16, 3, 3, stride: 2, pad: 1),
            Geometry(3, 20, 60, 60, 20, 5, 5, pad: 2, groups: 20), Geometry(1, 9, 150, 150, 18, 3, 3, stride: 2, pad: 1, groups: 9),
            Geometry(3, 32, 28, 28, 40, 3, 3, stride: 2, pad: 1), Geometry(1, 64, 14, 14, 256, 1, 1), Geometry(8, 64, 7, 7, 256, 1, 1),
            Geometry(2, 32, 14, 14, 64, 5, 5, pad: 2),
        })
        {
            Random random = new(5);
            float[] x = Draw<float>(g.InLength, random), w = Draw<float>(g.WeightLength, random), gy = Draw<float>(g.OutLength, random);
            float[][] Run()
            {
                float[] y = new float[g.OutLength], gx = new float[g.InLength], gw = new float[g.WeightLength];
                Conv2dDispatch.Forward<float>(g, x, w, default, y);
                Conv2dDispatch.InputGrad<float>(g, gy, w, gx);
                Conv2dDispatch.WeightGrad<float>(g, x, gy, gw);
                return [y, gx, gw];
            }

            float[][] one = [], two = [];
            ParallelForTests.WithThreads(1, () => one = Run());
            ParallelForTests.WithThreads(2, () => two = Run());
            Assert.Equal(one, two);
        }
    }
}
