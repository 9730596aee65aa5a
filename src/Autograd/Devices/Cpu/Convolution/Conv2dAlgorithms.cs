using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>Chooses a convolution algorithm at one vector width, by the sizes alone.</summary>
internal static class Conv2dAlgorithms<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    // With fewer products, the offset lists of a strided input gradient cost more than patches.
    private const int FewProducts = 50_000;

    /// <summary>See <see cref="Conv2dDispatch.Forward"/>.</summary>
    public static void Forward(in Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y)
    {
        if (Conv2dDepthwise<T, TSimd, TVector>.Suits(g))
            Conv2dDepthwise<T, TSimd, TVector>.Forward(g, x, weight, bias, y);
        else if (Conv2dDepthwise<T, Simd128<T>, Vector128<T>>.Suits(g))
            Conv2dDepthwise<T, Simd128<T>, Vector128<T>>.Forward(g, x, weight, bias, y);
        else if (UsesWinograd(g))
            Conv2dWinograd<T, TSimd, TVector>.Forward(g, x, weight, bias, y);
        else if (IsByPixels(g))
            ForwardByPixels(g, x, weight, bias, y);
        else if (g.Fan > Conv2dNarrow<T, TSimd, TVector>.MostFan || g.OutWidth < Conv2dNarrow<T, Simd128<T>, Vector128<T>>.MinColumns)
            Conv2dDirect<T, TSimd, TVector>.Forward(g, x, weight, bias, y);
        else if (g.OutWidth >= Conv2dNarrow<T, TSimd, TVector>.MinColumns)
            Conv2dNarrow<T, TSimd, TVector>.Forward(g, x, weight, bias, y);
        else if (g.OutWidth >= Conv2dNarrow<T, Simd256<T>, Vector256<T>>.MinColumns)
            Conv2dNarrow<T, Simd256<T>, Vector256<T>>.Forward(g, x, weight, bias, y);
        else
            Conv2dNarrow<T, Simd128<T>, Vector128<T>>.Forward(g, x, weight, bias, y);
    }

    /// <summary>See <see cref="Conv2dDispatch.InputGrad"/>.</summary>
    public static void InputGrad(in Conv2dGeometry g, Block<T> gy, Block<T> weight, Block<T> gx)
    {
        if (Conv2dDepthwise<T, TSimd, TVector>.Suits(g))
            Conv2dDepthwise<T, TSimd, TVector>.InputGrad(g, gy, weight, gx);
        else if (Conv2dDepthwise<T, Simd128<T>, Vector128<T>>.Suits(g))
            Conv2dDepthwise<T, Simd128<T>, Vector128<T>>.InputGrad(g, gy, weight, gx);
        else if (UsesWinograd(g))
            Conv2dWinograd<T, TSimd, TVector>.InputGrad(g, gy, weight, gx);
        else if (IsInputGradByPixels(g))
            InputGradByPixels(g, gy, weight, gx);
        else if (!Conv2dDispatch.IsDense(g))
            Conv2dByPatches.InputGrad(g, gy, weight, gx);
        else
            Conv2dDirect<T, TSimd, TVector>.InputGrad(g, gy, weight, gx);
    }

    /// <summary>See <see cref="Conv2dDispatch.WeightGrad"/>.</summary>
    public static void WeightGrad(in Conv2dGeometry g, Block<T> x, Block<T> gy, Block<T> gw)
    {
        if (Conv2dDepthwise<T, TSimd, TVector>.Suits(g))
            Conv2dDepthwise<T, TSimd, TVector>.WeightGrad(g, x, gy, gw);
        else if (Conv2dDepthwise<T, Simd128<T>, Vector128<T>>.Suits(g))
            Conv2dDepthwise<T, Simd128<T>, Vector128<T>>.WeightGrad(g, x, gy, gw);
        else if (!Conv2dDispatch.IsDense(g) || g.Fan > Conv2dNarrow<T, TSimd, TVector>.MostFan || g.OutWidth < Vector128<T>.Count)
            Conv2dWeightGrad<T, TSimd, TVector>.Run(g, x, gy, gw);
        else if (g.OutWidth >= TSimd.Width)
            Conv2dNarrow<T, TSimd, TVector>.WeightGrad(g, x, gy, gw);
        else if (g.OutWidth >= Vector256<T>.Count)
            Conv2dNarrow<T, Simd256<T>, Vector256<T>>.WeightGrad(g, x, gy, gw);
        else
            Conv2dNarrow<T, Simd128<T>, Vector128<T>>.WeightGrad(g, x, gy, gw);
    }

    // Not in float64, whose users want full precision.
    private static bool UsesWinograd(in Conv2dGeometry g) =>
        Element<T>.IsFloat32 && Precision.AllowWinograd && Conv2dWinograd<T, TSimd, TVector>.Suits(g);

    private static bool IsByPixels(in Conv2dGeometry g) =>
        !Conv2dDispatch.IsDense(g)
        || !Conv2dDirect<T, TSimd, TVector>.Fits(g, g.OutHeight, g.OutWidth)
        || (g.Fan > Conv2dNarrow<T, TSimd, TVector>.MostFan && ComputesLess(g, g.GroupOut, g.OutHeight, g.OutWidth));

    // With strides, the alternative writes patches and scatters them back, which costs about twenty multiply-adds for each patch
    // element; few output channels do not amortize that.
    private static bool IsInputGradByPixels(in Conv2dGeometry g)
    {
        if (Conv2dDispatch.IsDense(g))
        {
            return !Conv2dDirect<T, TSimd, TVector>.Fits(g, g.InHeight, g.InWidth)
                || (g.GroupOut * g.Taps > Conv2dNarrow<T, TSimd, TVector>.MostFan && ComputesLess(g, g.GroupIn, g.InHeight, g.InWidth));
        }

        if (g.Work < FewProducts)
            return false;
        int tile = g.GroupIn > TSimd.Width ? 2 * TSimd.Width : 2 * Vector128<T>.Count;
        int slower = g.GroupIn > TSimd.Width ? 1 : TSimd.Width / Vector128<T>.Count;
        return (RoundUp(g.GroupIn, tile) * slower) - g.GroupIn <= (long)g.GroupIn * 20 / g.GroupOut;
    }

    // Without strides, tiles whose rows are pixels are faster if they compute clearly less: the direct algorithm's tile rows are
    // channels, and its columns are the pixels of one long row with gaps.
    private static bool ComputesLess(in Conv2dGeometry g, int channels, int height, int width)
    {
        int columns = 2 * TSimd.Width;
        if (channels <= TSimd.Width)
            return false;
        long longRow = ((long)(height - 1) * (width + (g.DilationW * (g.KernelWidth - 1)))) + width;
        long direct = RoundUp(channels, 6) * RoundUp(longRow, columns);
        return RoundUp(channels, columns) * RoundUp((long)height * width, 6) * 20 < direct * 19;
    }

    private static long RoundUp(long count, int unit) => (count + unit - 1) / unit * unit;

    // Few channels get a narrower tile, which they fill.
    private static void ForwardByPixels(in Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y)
    {
        if (g.GroupOut > TSimd.Width)
            Conv2dByPixels<T, TSimd, TVector>.Forward(g, x, weight, bias, y);
        else
            Conv2dByPixels<T, Simd128<T>, Vector128<T>>.Forward(g, x, weight, bias, y);
    }

    private static void InputGradByPixels(in Conv2dGeometry g, Block<T> gy, Block<T> weight, Block<T> gx)
    {
        if (g.GroupIn > TSimd.Width)
            Conv2dByPixels<T, TSimd, TVector>.InputGrad(g, gy, weight, gx);
        else
            Conv2dByPixels<T, Simd128<T>, Vector128<T>>.InputGrad(g, gy, weight, gx);
    }
}
