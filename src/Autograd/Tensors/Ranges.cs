using System.Numerics;

namespace Autograd;

/// <summary>
/// Evenly spaced numbers as PyTorch computes them, two vectors of 32 bytes at a time: each vector begins with its own rounded number and
/// steps on from there; the remaining numbers are computed one by one. A multiplication and an addition are fused where PyTorch's compiler
/// fuses them.
/// </summary>
internal static class Ranges
{
    private const int VectorBytes = 32;

    /// <summary>start + i · step, in double.</summary>
    public static T[] Arange<T>(double start, double step, int count)
        where T : unmanaged, INumber<T>
    {
        var values = new T[count];
        Fill(
            values,
            i => T.CreateTruncating(Math.FusedMultiplyAdd(step, i, start)),
            (from, lane) => T.CreateTruncating(Math.FusedMultiplyAdd(step, lane, double.CreateTruncating(from))));
        return values;
    }

    /// <summary>From both ends to the middle, so that the last number is the end itself.</summary>
    /// <typeparam name="T">The type that the numbers are truncated to.</typeparam>
    /// <typeparam name="TStep">The type that they are computed in: T itself, or double for integers.</typeparam>
    public static T[] Linspace<T, TStep>(double start, double end, int count)
        where T : unmanaged, INumber<T>
        where TStep : unmanaged, IFloatingPointIeee754<TStep>
    {
        var values = new T[count];
        TStep first = TStep.CreateTruncating(T.CreateTruncating(start)), last = TStep.CreateTruncating(T.CreateTruncating(end));
        if (count == 1) values[0] = T.CreateTruncating(first);
        if (count <= 1) return values;
        TStep step = (last - first) / TStep.CreateTruncating(count - 1);
        Fill(
            values,
            i => T.CreateTruncating(i < count / 2
                ? TStep.FusedMultiplyAdd(step, TStep.CreateTruncating(i), first)
                : TStep.FusedMultiplyAdd(-step, TStep.CreateTruncating(count - 1 - i), last)),
            (from, lane) => T.CreateTruncating(TStep.CreateTruncating(from) + TStep.CreateTruncating(lane) * step));
        return values;
    }

    private static unsafe void Fill<T>(T[] values, Func<int, T> at, Func<T, int, T> onward)
        where T : unmanaged
    {
        int lanes = VectorBytes / sizeof(T), vectorized = values.Length - values.Length % (2 * lanes), i = 0;
        for (; i < vectorized; i += lanes)
        {
            values[i] = at(i);
            for (int lane = 1; lane < lanes; lane++) values[i + lane] = onward(values[i], lane);
        }

        for (; i < values.Length; i++) values[i] = at(i);
    }
}
