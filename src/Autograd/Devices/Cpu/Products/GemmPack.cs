using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Copies a block of a matrix with arbitrary strides into panels [panel][k][width], the order in which a register tile reads them.
/// A lane is a row of A or a column of B. Lanes past the end are zero, so that edge tiles need no special case.
/// </summary>
internal static unsafe class GemmPack
{
    /// <summary>The cost of packing one number, in multiply-adds.</summary>
    public const long Cost = 16;

    private const int SixFloats = 6 * sizeof(float);

    /// <summary>
    /// Packs <paramref name="lanes"/> lanes of <paramref name="k"/> numbers into panels of <paramref name="width"/> lanes.
    /// </summary>
    public static void Pack<T>(T* source, nint laneStride, nint kStride, int lanes, int k, int width, T* target)
        where T : unmanaged
    {
        int done = 0;
        if (laneStride == 1 && width * sizeof(T) % sizeof(Vector256<byte>) == 0)
        {
            done = lanes / width * width;
            RowsOfPanels(source, kStride, done, k, width, target);
            target += (nint)k * done;
        }

        for (int lane = done; lane < lanes; lane += width)
        {
            int count = Math.Min(width, lanes - lane);
            Panel(source + (lane * laneStride), laneStride, kStride, count, k, width, target);
            target += (nint)k * width;
        }
    }

    /// <summary>
    /// Copies <paramref name="rows"/> contiguous rows into the columns of a matrix whose rows are <paramref name="targetStride"/> apart.
    /// </summary>
    public static void Transpose<T>(T* source, nint sourceStride, int rows, int columns, T* target, nint targetStride)
        where T : unmanaged
    {
        int done = 0;
        if (Element<T>.IsFloat32 && Avx.IsSupported)
        {
            for (; done + 8 <= rows; done += 8)
                Transpose8((float*)(source + (done * sourceStride)), sourceStride, columns, targetStride, (float*)(target + done));
        }

        for (; done < rows; done++)
            Lane(source + (done * sourceStride), 1, columns, targetStride, target + done);
    }

    private static void Panel<T>(T* source, nint laneStride, nint kStride, int count, int k, int width, T* target)
        where T : unmanaged
    {
        if (laneStride == 1)
        {
            Rows(source, kStride, count, k, width, target);
            return;
        }

        int done = 0;
        if (kStride == 1 && Element<T>.IsFloat32 && Sse.IsSupported)
        {
            for (; Avx.IsSupported && done + 8 <= count; done += 8)
                Transpose8((float*)(source + (done * laneStride)), laneStride, k, width, (float*)(target + done));
            for (; done + 4 <= count; done += 4)
                Transpose4((float*)(source + (done * laneStride)), laneStride, k, width, (float*)(target + done));
        }

        for (; done < count; done++)
            Lane(source + (done * laneStride), kStride, k, width, target + done);

        for (; done < width; done++)
        {
            for (nint p = 0; p < k; p++)
                target[(p * width) + done] = default;
        }
    }

    // Whole panels of adjacent lanes, row by row: going panel by panel would touch a new page for every few numbers.
    private static void RowsOfPanels<T>(T* source, nint kStride, int lanes, int k, int width, T* target)
        where T : unmanaged
    {
        nint panel = (nint)k * width;
        for (int p = 0; p < k; p++)
        {
            T* to = target;
            for (int lane = 0; lane < lanes; lane += width, to += panel)
            {
                for (int at = 0; at < width * sizeof(T); at += sizeof(Vector256<byte>))
                    Vector256.Load((byte*)(source + lane) + at).Store((byte*)to + at);
            }

            source += kStride;
            target += width;
        }
    }

    // The lanes are adjacent: each step of k is one short copy, in the largest pieces that fit.
    private static void Rows<T>(T* source, nint kStride, int count, int k, int width, T* target)
        where T : unmanaged
    {
        int bytes = count * sizeof(T), p = 0;
        if (bytes == SixFloats && count == width && kStride >= 2)
        {
            // A vector holds two numbers too many: the next row overwrites them, and the loop below copies the last row.
            for (; p < k - 1; p++, source += kStride, target += width)
                Vector256.Load((byte*)source).Store((byte*)target);
        }

        for (; p < k; p++)
        {
            byte* from = (byte*)source, to = (byte*)target;
            int at = 0;
            for (; at + 32 <= bytes; at += 32)
                Vector256.Load(from + at).Store(to + at);
            for (; at + 8 <= bytes; at += 8)
                *(long*)(to + at) = *(long*)(from + at);
            if (at < bytes)
                *(int*)(to + at) = *(int*)(from + at);

            for (int lane = count; lane < width; lane++)
                target[lane] = default;
            source += kStride;
            target += width;
        }
    }

    private static void Lane<T>(T* source, nint kStride, int k, nint width, T* target)
        where T : unmanaged
    {
        for (int p = 0; p < k; p++)
        {
            *target = *source;
            source += kStride;
            target += width;
        }
    }

    // Four lanes that are contiguous along k: 4×4 blocks are transposed in registers, so that reads and writes are whole vectors.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Transpose4(float* source, nint laneStride, int k, int width, float* target)
    {
        float* r0 = source, r1 = source + laneStride, r2 = source + (2 * laneStride), r3 = source + (3 * laneStride);
        int p = 0;
        for (; p + 4 <= k; p += 4)
        {
            Vector128<float> v0 = Vector128.Load(r0 + p), v1 = Vector128.Load(r1 + p);
            Vector128<float> v2 = Vector128.Load(r2 + p), v3 = Vector128.Load(r3 + p);
            Vector128<float> low01 = Sse.UnpackLow(v0, v1), low23 = Sse.UnpackLow(v2, v3);
            Vector128<float> high01 = Sse.UnpackHigh(v0, v1), high23 = Sse.UnpackHigh(v2, v3);
            Sse.MoveLowToHigh(low01, low23).Store(target);
            Sse.MoveHighToLow(low23, low01).Store(target + width);
            Sse.MoveLowToHigh(high01, high23).Store(target + (2 * width));
            Sse.MoveHighToLow(high23, high01).Store(target + (3 * width));
            target += 4 * width;
        }

        for (; p < k; p++)
        {
            target[0] = r0[p];
            target[1] = r1[p];
            target[2] = r2[p];
            target[3] = r3[p];
            target += width;
        }
    }

    // The same for eight lanes, the first four in the lower halves of the vectors and the others in the upper halves.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Transpose8(float* source, nint laneStride, int k, nint width, float* target)
    {
        float* low = source, high = source + (4 * laneStride);
        int p = 0;
        for (; p + 4 <= k; p += 4, low += 4, high += 4)
        {
            Vector256<float> v0 = Halves(low, high), v1 = Halves(low + laneStride, high + laneStride);
            Vector256<float> v2 = Halves(low + (2 * laneStride), high + (2 * laneStride));
            Vector256<float> v3 = Halves(low + (3 * laneStride), high + (3 * laneStride));
            Vector256<double> low01 = Avx.UnpackLow(v0, v1).AsDouble(), low23 = Avx.UnpackLow(v2, v3).AsDouble();
            Vector256<double> high01 = Avx.UnpackHigh(v0, v1).AsDouble(), high23 = Avx.UnpackHigh(v2, v3).AsDouble();
            Avx.UnpackLow(low01, low23).AsSingle().Store(target);
            Avx.UnpackHigh(low01, low23).AsSingle().Store(target + width);
            Avx.UnpackLow(high01, high23).AsSingle().Store(target + (2 * width));
            Avx.UnpackHigh(high01, high23).AsSingle().Store(target + (3 * width));
            target += 4 * width;
        }

        for (; p < k; p++, low++, high++, target += width)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                target[lane] = low[lane * laneStride];
                target[lane + 4] = high[lane * laneStride];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* low, float* high) => Vector256.Create(Vector128.Load(low), Vector128.Load(high));
}
