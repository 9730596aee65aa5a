using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// 2-D convolution and its two gradients over contiguous NCHW arrays. Every output is overwritten entirely; sizes of zero are
/// allowed. Samples are distributed to threads in fixed groups, so results are bitwise equal for any number of threads. Thread-safe
/// as long as no other thread writes the arrays.
/// </summary>
internal static class Conv2dDispatch
{
    /// <summary>
    /// y = x ⋆ weight + bias: x [batch, in, h, w], weight [out, in/groups, kh, kw], bias [out] or null, y [batch, out, oh, ow].
    /// </summary>
    public static void Forward<T>(in Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (g.OutLength == 0)
            return;
        if (!Element<T>.IsFloating || g.Fan == 0)
            Conv2dByPatches.Forward(g, x, weight, bias, y);
        else if (Vector512.IsHardwareAccelerated)
            Conv2dAlgorithms<T, Simd512<T>, Vector512<T>>.Forward(g, x, weight, bias, y);
        else if (Vector256.IsHardwareAccelerated)
            Conv2dAlgorithms<T, Simd256<T>, Vector256<T>>.Forward(g, x, weight, bias, y);
        else if (Vector128.IsHardwareAccelerated)
            Conv2dAlgorithms<T, Simd128<T>, Vector128<T>>.Forward(g, x, weight, bias, y);
        else
            Conv2dAlgorithms<T, Simd1<T>, T>.Forward(g, x, weight, bias, y);
    }

    /// <summary>The gradient with respect to x, of x's shape, from gy of y's shape.</summary>
    public static void InputGrad<T>(in Conv2dGeometry g, Block<T> gy, Block<T> weight, Block<T> gx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (g.InLength == 0)
            return;
        if (!Element<T>.IsFloating || g.OutLength == 0)
            Conv2dByPatches.InputGrad(g, gy, weight, gx);
        else if (Vector512.IsHardwareAccelerated)
            Conv2dAlgorithms<T, Simd512<T>, Vector512<T>>.InputGrad(g, gy, weight, gx);
        else if (Vector256.IsHardwareAccelerated)
            Conv2dAlgorithms<T, Simd256<T>, Vector256<T>>.InputGrad(g, gy, weight, gx);
        else if (Vector128.IsHardwareAccelerated)
            Conv2dAlgorithms<T, Simd128<T>, Vector128<T>>.InputGrad(g, gy, weight, gx);
        else
            Conv2dAlgorithms<T, Simd1<T>, T>.InputGrad(g, gy, weight, gx);
    }

    /// <summary>The gradient with respect to the weight, of the weight's shape, summed over the batch.</summary>
    public static void WeightGrad<T>(in Conv2dGeometry g, Block<T> x, Block<T> gy, Block<T> gw)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (g.WeightLength == 0)
            return;
        if (!Element<T>.IsFloating || g.OutLength == 0)
            Conv2dByPatches.WeightGrad(g, x, gy, gw);
        else if (Vector512.IsHardwareAccelerated)
            Conv2dAlgorithms<T, Simd512<T>, Vector512<T>>.WeightGrad(g, x, gy, gw);
        else if (Vector256.IsHardwareAccelerated)
            Conv2dAlgorithms<T, Simd256<T>, Vector256<T>>.WeightGrad(g, x, gy, gw);
        else if (Vector128.IsHardwareAccelerated)
            Conv2dAlgorithms<T, Simd128<T>, Vector128<T>>.WeightGrad(g, x, gy, gw);
        else
            Conv2dAlgorithms<T, Simd1<T>, T>.WeightGrad(g, x, gy, gw);
    }

    /// <summary>Whether neighbouring output pixels see neighbouring input pixels: the stride is 1.</summary>
    internal static bool IsDense(in Conv2dGeometry g) => g.StrideH == 1 && g.StrideW == 1;

}
