using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Transposes planes so that the same pixel of several of them is stored contiguously, [pixel][lane], and back. A vector then holds one
/// pixel of as many planes as it has lanes, and neither strides nor short rows cost anything.
/// </summary>
internal static unsafe class PixelLanes
{
    // Pixels transposed at a time.
    private const int Step = 4;

    /// <summary>The number of pixels past the last one that <see cref="FromPlanes"/> may overwrite.</summary>
    public const int Spill = Step - 1;

    /// <summary>
    /// Transposes planes that are <paramref name="stride"/> apart into pixels of <paramref name="width"/> lanes, with the padding written
    /// out. Lanes without a plane are zero.
    /// </summary>
    public static void FromPlanes<T>(T* planes, nint stride, int lanes, in Conv2dPadding padding, int width, T* pixels)
        where T : unmanaged, INumber<T>
    {
        int first = Math.Clamp(padding.Left, 0, padding.PaddedWidth);
        int count = Math.Clamp(padding.Left + padding.Width, first, padding.PaddedWidth) - first;
        int size = padding.Height * padding.Width, gap = padding.PaddedWidth - count;
        int top = Math.Clamp(padding.Top, 0, padding.PaddedHeight);
        int rows = count == 0 ? 0 : Math.Clamp(padding.Top + padding.Height, top, padding.PaddedHeight) - top;
        int at = ((top - padding.Top) * padding.Width) + first - padding.Left;

        // The gap between the pixels of two rows is cleared at once, after the first row may have spilled into it.
        int blank = (top * padding.PaddedWidth) + first;
        if (gap == 0 && count == padding.Width)
        {
            Clear(ref pixels, blank * width);
            Gather(planes + at, stride, lanes, rows * count, size - at, width, pixels);
            pixels += rows * count * width;
            blank = 0;
        }
        else
        {
            for (int row = 0; row < rows; row++, at += padding.Width, blank = gap)
            {
                Clear(ref pixels, blank * width);
                Gather(planes + at, stride, lanes, count, size - at, width, pixels);
                pixels += count * width;
            }

            blank = rows == 0 ? top * padding.PaddedWidth : gap - first;
        }

        Clear(ref pixels, (blank + ((padding.PaddedHeight - top - rows) * padding.PaddedWidth)) * width);
    }

    private static void Clear<T>(ref T* pixels, int count)
        where T : unmanaged
    {
        if (count > 0)
            new Span<T>(pixels, count).Clear();
        pixels += count;
    }

    /// <summary>
    /// Transposes pixels of <paramref name="width"/> lanes back into planes that are <paramref name="stride"/> apart, and adds to each lane
    /// its entry of <paramref name="shift"/>.
    /// </summary>
    public static void ToPlanes<T>(T* pixels, int width, int lanes, int count, T* shift, T* planes, nint stride)
        where T : unmanaged, INumber<T>
    {
        int lane = 0;
        for (; Element<T>.IsFloat32 && Avx.IsSupported && lane + 8 <= lanes; lane += 8)
            Scatter8((float*)pixels + lane, width, count, (float*)shift + lane, (float*)planes + (lane * stride), stride);
        for (; lane < lanes; lane++)
        {
            T* plane = planes + (lane * stride), from = pixels + lane;
            T add = shift[lane];
            for (int i = 0; i < count; i++, from += width)
                plane[i] = *from + add;
        }
    }

    // Transposes count pixels of one row; readable is the number of pixels up to the end of each plane.
    private static void Gather<T>(T* planes, nint stride, int lanes, int count, int readable, int width, T* pixels)
        where T : unmanaged
    {
        int lane = 0;
        for (; Element<T>.IsFloat32 && Avx.IsSupported && lane + 8 <= lanes; lane += 8)
            Gather8((float*)planes + (lane * stride), stride, count, readable, width, (float*)pixels + lane);
        for (; lane < lanes; lane++)
        {
            T* plane = planes + (lane * stride), to = pixels + lane;
            for (int i = 0; i < count; i++, to += width)
                *to = plane[i];
        }

        for (; lane < width; lane++)
        {
            T* to = pixels + lane;
            for (int i = 0; i < count; i++, to += width)
                *to = default;
        }
    }

    // Planes 0 and 4, 1 and 5, … share a register, one per half, so that all shuffles stay within 128-bit halves.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Gather8(float* planes, nint stride, int count, int readable, int width, float* pixels)
    {
        float* low = planes, high = planes + (4 * stride);
        int i = 0;
        for (; i < count && i + Step <= readable; i += Step, low += Step, high += Step, pixels += Step * width)
        {
            Vector256<float> a = Halves(low, high), b = Halves(low + stride, high + stride);
            Vector256<float> c = Halves(low + (2 * stride), high + (2 * stride)), d = Halves(low + (3 * stride), high + (3 * stride));
            Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), cd = Avx.UnpackLow(c, d).AsDouble();
            Vector256<double> abHigh = Avx.UnpackHigh(a, b).AsDouble(), cdHigh = Avx.UnpackHigh(c, d).AsDouble();
            Avx.UnpackLow(ab, cd).AsSingle().Store(pixels);
            Avx.UnpackHigh(ab, cd).AsSingle().Store(pixels + width);
            Avx.UnpackLow(abHigh, cdHigh).AsSingle().Store(pixels + (2 * width));
            Avx.UnpackHigh(abHigh, cdHigh).AsSingle().Store(pixels + (3 * width));
        }

        for (; i < count; i++, low++, high++, pixels += width)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                pixels[lane] = low[lane * stride];
                pixels[lane + 4] = high[lane * stride];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scatter8(float* pixels, int width, int count, float* shift, float* planes, nint stride)
    {
        float* low = planes, high = planes + (4 * stride);
        Vector256<float> add = Vector256.Load(shift);
        int i = 0;
        for (; i + Step <= count; i += Step, low += Step, high += Step, pixels += Step * width)
        {
            Vector256<float> a = Vector256.Load(pixels) + add, b = Vector256.Load(pixels + width) + add;
            Vector256<float> c = Vector256.Load(pixels + (2 * width)) + add, d = Vector256.Load(pixels + (3 * width)) + add;
            Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), cd = Avx.UnpackLow(c, d).AsDouble();
            Vector256<double> abHigh = Avx.UnpackHigh(a, b).AsDouble(), cdHigh = Avx.UnpackHigh(c, d).AsDouble();
            Put(Avx.UnpackLow(ab, cd).AsSingle(), low, high);
            Put(Avx.UnpackHigh(ab, cd).AsSingle(), low + stride, high + stride);
            Put(Avx.UnpackLow(abHigh, cdHigh).AsSingle(), low + (2 * stride), high + (2 * stride));
            Put(Avx.UnpackHigh(abHigh, cdHigh).AsSingle(), low + (3 * stride), high + (3 * stride));
        }

        for (; i < count; i++, low++, high++, pixels += width)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                low[lane * stride] = pixels[lane] + shift[lane];
                high[lane * stride] = pixels[lane + 4] + shift[lane + 4];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* low, float* high) => Vector256.Create(Vector128.Load(low), Vector128.Load(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector256<float> value, float* low, float* high)
    {
        value.GetLower().Store(low);
        value.GetUpper().Store(high);
    }
}
