using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// 2-D convolution and its two gradients over contiguous NCHW arrays. Every output is overwritten entirely; sizes of zero are
/// fine. Samples are shared out to threads in fixed groups, so results are the same bits for any number of threads. Thread-safe
/// as long as no other thread writes the arrays.
/// </summary>
internal static class Conv2dKernels
{
    /// <summary>y = x ⋆ weight + bias: x [batch, in, h, w], weight [out, in/groups, kh, kw], bias [out] or null, y [batch, out, oh, ow].</summary>
    public static void Forward<T>(
        in Conv2dGeometry g, T[] x, int xOffset, T[] weight, int weightOffset, T[]? bias, int biasOffset, T[] y, int yOffset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (g.OutLength == 0)
            return;
        if (!Vectorizes<T>() || g.Fan == 0)
            Conv2dByPatches.Forward(g, x, xOffset, weight, weightOffset, bias, biasOffset, y, yOffset);
        else if (Vector512.IsHardwareAccelerated)
            Conv2dPaths<T, Simd512<T>, Vector512<T>>.Forward(g, x, xOffset, weight, weightOffset, bias, biasOffset, y, yOffset);
        else if (Vector256.IsHardwareAccelerated)
            Conv2dPaths<T, Simd256<T>, Vector256<T>>.Forward(g, x, xOffset, weight, weightOffset, bias, biasOffset, y, yOffset);
        else if (Vector128.IsHardwareAccelerated)
            Conv2dPaths<T, Simd128<T>, Vector128<T>>.Forward(g, x, xOffset, weight, weightOffset, bias, biasOffset, y, yOffset);
        else
            Conv2dPaths<T, Simd1<T>, T>.Forward(g, x, xOffset, weight, weightOffset, bias, biasOffset, y, yOffset);
    }

    /// <summary>The gradient with respect to x, of x's shape, from gy of y's shape.</summary>
    public static void InputGrad<T>(in Conv2dGeometry g, T[] gy, int gyOffset, T[] weight, int weightOffset, T[] gx, int gxOffset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (g.InLength == 0)
            return;
        if (!Vectorizes<T>() || g.OutLength == 0)
            Conv2dByPatches.InputGrad(g, gy, gyOffset, weight, weightOffset, gx, gxOffset);
        else if (Vector512.IsHardwareAccelerated)
            Conv2dPaths<T, Simd512<T>, Vector512<T>>.InputGrad(g, gy, gyOffset, weight, weightOffset, gx, gxOffset);
        else if (Vector256.IsHardwareAccelerated)
            Conv2dPaths<T, Simd256<T>, Vector256<T>>.InputGrad(g, gy, gyOffset, weight, weightOffset, gx, gxOffset);
        else if (Vector128.IsHardwareAccelerated)
            Conv2dPaths<T, Simd128<T>, Vector128<T>>.InputGrad(g, gy, gyOffset, weight, weightOffset, gx, gxOffset);
        else
            Conv2dPaths<T, Simd1<T>, T>.InputGrad(g, gy, gyOffset, weight, weightOffset, gx, gxOffset);
    }

    /// <summary>The gradient with respect to the weight, of its shape, summed over the batch.</summary>
    public static void WeightGrad<T>(in Conv2dGeometry g, T[] x, int xOffset, T[] gy, int gyOffset, T[] gw, int gwOffset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (g.WeightLength == 0)
            return;
        if (!Vectorizes<T>() || g.OutLength == 0)
            Conv2dByPatches.WeightGrad(g, x, xOffset, gy, gyOffset, gw, gwOffset);
        else if (Vector512.IsHardwareAccelerated)
            Conv2dPaths<T, Simd512<T>, Vector512<T>>.WeightGrad(g, x, xOffset, gy, gyOffset, gw, gwOffset);
        else if (Vector256.IsHardwareAccelerated)
            Conv2dPaths<T, Simd256<T>, Vector256<T>>.WeightGrad(g, x, xOffset, gy, gyOffset, gw, gwOffset);
        else if (Vector128.IsHardwareAccelerated)
            Conv2dPaths<T, Simd128<T>, Vector128<T>>.WeightGrad(g, x, xOffset, gy, gyOffset, gw, gwOffset);
        else
            Conv2dPaths<T, Simd1<T>, T>.WeightGrad(g, x, xOffset, gy, gyOffset, gw, gwOffset);
    }

    /// <summary>Whether neighbouring output pixels see neighbouring input pixels.</summary>
    internal static bool IsDense(in Conv2dGeometry g) => g.StrideH == 1 && g.StrideW == 1;

    private static bool Vectorizes<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double);
}
