using System.Numerics;
using System.Runtime.InteropServices;
using Autograd.Rng;

namespace Autograd;

/// <content>The fills behind the tensors' random creation and in-place methods. An empty target draws nothing.</content>
public sealed partial class Generator
{
    /// <summary>Uniform in [<paramref name="from"/>, <paramref name="to"/>), one 32-bit draw each (its low 24 bits).</summary>
    /// <remarks>
    /// The bounds and their difference are rounded to float32; the product and the sum are computed in double and rounded once; that
    /// rounding may give <paramref name="to"/> itself, as in PyTorch.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The bounds are not finite, in the wrong order, or too far apart for a float32.
    /// </exception>
    internal void FillUniform(Span<float> destination, double from, double to)
    {
        float low = (float)from, high = (float)to;
        CheckBounds(from, to, float.IsFinite(low) && float.IsFinite(high) && float.IsFinite(high - low));
        lock (_lock)
        {
            if (low == 0 && high == 1) FillUnit(destination);
            else FillScaled(destination, low, high - low);
        }
    }

    /// <summary>Uniform in [<paramref name="from"/>, <paramref name="to"/>), one 64-bit draw each (its low 53 bits).</summary>
    /// <remarks>The product and the sum are rounded together, as PyTorch's kernel does wherever the processor can.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The bounds are not finite, in the wrong order, or too far apart for a float64.
    /// </exception>
    internal void FillUniform(Span<double> destination, double from, double to)
    {
        CheckBounds(from, to, double.IsFinite(from) && double.IsFinite(to) && double.IsFinite(to - from));
        lock (_lock)
        {
            foreach (ref double value in destination)
                value = Math.FusedMultiplyAdd(_twister.NextDouble(), to - from, from);
        }
    }

    /// <summary>Uniform numbers of either floating type, by its overload.</summary>
    internal void FillUniform<T>(Span<T> destination, double from, double to)
        where T : unmanaged, IFloatingPoint<T>
    {
        if (Element<T>.IsFloat32) FillUniform(MemoryMarshal.Cast<T, float>(destination), from, to);
        else FillUniform(MemoryMarshal.Cast<T, double>(destination), from, to);
    }

    /// <summary>
    /// Normal numbers for a contiguous target. 16 elements or more are drawn as float32 uniforms and transformed in blocks of 16; for a
    /// partial last block, the final 16 elements are drawn again. Fewer elements take the scalar path, <see cref="FillNormalScalar"/>.
    /// </summary>
    /// <remarks>The blocks neither use nor discard a cached normal.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="std"/> is negative or not a number.</exception>
    internal void FillNormal(Span<float> destination, double mean, double std)
    {
        if (destination.Length < BoxMuller.BlockLength)
        {
            FillNormalScalar(destination, mean, std);
            return;
        }

        CheckStd(std);
        lock (_lock)
        {
            FillUnit(destination);
            BoxMuller.Transform(destination, (float)mean, (float)std);
            if (destination.Length % BoxMuller.BlockLength == 0) return;
            Span<float> last = destination[^BoxMuller.BlockLength..];
            FillUnit(last);
            BoxMuller.Transform(last, (float)mean, (float)std);
        }
    }

    /// <summary>
    /// Normal numbers for a contiguous target, as the float32 overload, with 53-bit uniforms and the arithmetic in double.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="std"/> is negative or not a number.</exception>
    internal void FillNormal(Span<double> destination, double mean, double std)
    {
        if (destination.Length < BoxMuller.BlockLength)
        {
            FillNormalScalar(destination, mean, std);
            return;
        }

        CheckStd(std);
        lock (_lock)
        {
            FillUnit(destination);
            BoxMuller.Transform(destination, mean, std);
            if (destination.Length % BoxMuller.BlockLength == 0) return;
            Span<double> last = destination[^BoxMuller.BlockLength..];
            FillUnit(last);
            BoxMuller.Transform(last, mean, std);
        }
    }

    /// <summary>Normal numbers of either floating type, by its overload.</summary>
    internal void FillNormal<T>(Span<T> destination, double mean, double std)
        where T : unmanaged, IFloatingPoint<T>
    {
        if (Element<T>.IsFloat32) FillNormal(MemoryMarshal.Cast<T, float>(destination), mean, std);
        else FillNormal(MemoryMarshal.Cast<T, double>(destination), mean, std);
    }

    /// <summary>
    /// Normal numbers one by one, for fewer than 16 elements and for targets that are not contiguous: the cached normal if there is one,
    /// or a new pair, cosine first, whose sine is cached. In double, rounded once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="std"/> is negative or not a number.</exception>
    internal void FillNormalScalar<T>(Span<T> destination, double mean, double std)
        where T : IFloatingPoint<T>
    {
        CheckStd(std);
        lock (_lock)
        {
            foreach (ref T value in destination)
                value = T.CreateTruncating(Math.FusedMultiplyAdd(NextNormal(), std, mean));
        }
    }

    /// <summary>
    /// Exponentially distributed numbers, one 53-bit draw each, in any floating type: −ln(1 − u) / rate in double, rounded once.
    /// </summary>
    internal void FillExponential<T>(Span<T> destination, double rate)
        where T : IFloatingPoint<T>
    {
        lock (_lock)
        {
            foreach (ref T value in destination)
                value = T.CreateTruncating(-1.0 / rate * Math.Log(1.0 - _twister.NextDouble()));
        }
    }

    /// <summary>
    /// Integers in [<paramref name="low"/>, <paramref name="high"/>), in any numeric dtype: low + draw mod (high − low). The draw has
    /// 32 bits, or 64 if the range is 2³² or more; an int32 target of that range uses its 32 bits unchanged.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="low"/> is not less than <paramref name="high"/>, or an integer dtype cannot hold one of the numbers.
    /// </exception>
    internal void FillRandInt<T>(Span<T> destination, long low, long high)
        where T : INumberBase<T>
    {
        if (low >= high)
            throw new ArgumentOutOfRangeException(
                nameof(high), high, $"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}.");
        if (!Element<T>.IsFloating && (!Holds<T>(low) || !Holds<T>(high - 1)))
            throw new ArgumentOutOfRangeException(nameof(high), high, $"random_: {typeof(T).Name} cannot hold all of [{low}, {high}).");
        ulong range = unchecked((ulong)high - (ulong)low);
        bool wide = range > uint.MaxValue && (Element<T>.IsFloating || Element<T>.IsInt64);
        lock (_lock)
        {
            if (!wide)
            {
                // A range of 2³² wraps to 0 in 32 bits: every draw is in range.
                uint narrow = (uint)range;
                for (Span<T> rest = destination; !rest.IsEmpty;)
                {
                    ReadOnlySpan<uint> words = _twister.Take(rest.Length);
                    for (int i = 0; i < words.Length; i++)
                        rest[i] = T.CreateTruncating(low + (narrow == 0 ? words[i] : words[i] % narrow));
                    rest = rest[words.Length..];
                }
            }
            else
            {
                foreach (ref T value in destination)
                    value = T.CreateTruncating(unchecked(low + (long)(_twister.Next64() % range)));
            }
        }
    }

    /// <summary>Integers from 0 to 2⁶³ − 1: 64-bit draws without their top bit.</summary>
    internal void FillRandInt63<T>(Span<T> destination)
        where T : INumberBase<T>
    {
        lock (_lock)
        {
            foreach (ref T value in destination) value = T.CreateTruncating((long)(_twister.Next64() & long.MaxValue));
        }
    }

    /// <summary>
    /// 1 with probability <paramref name="probability"/>, else 0, in any numeric dtype: one 53-bit draw each, also for probabilities 0
    /// and 1. Dropout masks are drawn this way, with the probability of keeping an element.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is outside [0, 1].</exception>
    internal void FillBernoulli<T>(Span<T> destination, double probability)
        where T : INumberBase<T>
    {
        ulong threshold = BernoulliThreshold(probability);
        lock (_lock)
        {
            foreach (ref T value in destination)
                value = Bit<T>(_twister.Next53() < threshold);
        }
    }

    /// <summary>True with probability <paramref name="probability"/>, from the same draws as the numeric overload.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is outside [0, 1].</exception>
    internal void FillBernoulli(Span<bool> destination, double probability)
    {
        ulong threshold = BernoulliThreshold(probability);
        lock (_lock)
        {
            foreach (ref bool value in destination)
                value = _twister.Next53() < threshold;
        }
    }

    /// <summary>
    /// 1 with each element's own float32 probability, else 0: one 24-bit draw each. The dtype of the probabilities decides, not the
    /// target's.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1]; nothing has been drawn.</exception>
    internal void FillBernoulli<T>(Span<T> destination, ReadOnlySpan<float> probabilities)
        where T : INumberBase<T>
    {
        CheckLengths(destination.Length, probabilities.Length);
        foreach (float probability in probabilities)
            CheckProbability(probability);
        lock (_lock)
        {
            for (int i = 0; i < destination.Length; i++)
                destination[i] = Bit<T>(_twister.NextSingle() < probabilities[i]);
        }
    }

    /// <summary>
    /// 1 with each element's own float64 probability, else 0: one 53-bit draw each. The dtype of the probabilities decides, not the
    /// target's.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1]; nothing has been drawn.</exception>
    internal void FillBernoulli<T>(Span<T> destination, ReadOnlySpan<double> probabilities)
        where T : INumberBase<T>
    {
        CheckLengths(destination.Length, probabilities.Length);
        foreach (double probability in probabilities)
            CheckProbability(probability);
        lock (_lock)
        {
            for (int i = 0; i < destination.Length; i++)
                destination[i] = Bit<T>(_twister.NextDouble() < probabilities[i]);
        }
    }

    /// <summary>1 with each element's own probability, of the same floating type as the target, by that type's overload.</summary>
    internal void FillBernoulliOfEach<T>(Span<T> destination, ReadOnlySpan<T> probabilities)
        where T : unmanaged, IFloatingPoint<T>
    {
        if (Element<T>.IsFloat32) FillBernoulli(destination, MemoryMarshal.Cast<T, float>(probabilities));
        else FillBernoulli(destination, MemoryMarshal.Cast<T, double>(probabilities));
    }

    /// <summary>The numbers from 0 to the length − 1 in random order; the draws of <see cref="Permutation"/>.</summary>
    internal void FillPermutation<T>(Span<T> destination)
        where T : IBinaryInteger<T>
    {
        int n = destination.Length;
        for (int i = 0; i < n; i++)
            destination[i] = T.CreateTruncating(i);
        lock (_lock)
        {
            for (int i = 0; i < n - 1; i++)
            {
                int other = i + (int)(_twister.Next() % (uint)(n - i));
                (destination[i], destination[other]) = (destination[other], destination[i]);
            }
        }
    }

    /// <summary>Advances the stream as a permutation of n numbers would.</summary>
    internal void SkipPermutation(int n)
    {
        lock (_lock)
        {
            for (int i = 0; i < n - 1; i++)
                _twister.Next();
        }
    }

    private double NextNormal()
    {
        if (_cachedNormal is { } cached)
        {
            _cachedNormal = null;
            return cached;
        }

        double angle = 2.0 * Math.PI * _twister.NextDouble();
        // 1 − u is exact, so the plain logarithm loses nothing; log1p, which newer PyTorch uses, can round the last bit differently.
        double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - _twister.NextDouble()));
        (double sine, double cosine) = Math.SinCos(angle);
        _cachedNormal = radius * sine;
        return radius * cosine;
    }

    private void FillUnit(Span<float> destination)
    {
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<uint> words = _twister.Take(destination.Length);
            ref uint source = ref MemoryMarshal.GetReference(words);
            ref float target = ref MemoryMarshal.GetReference(destination);
            int i = 0;
            for (; i <= words.Length - Vector<float>.Count; i += Vector<float>.Count)
                Unit(Vector.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
            for (; i < words.Length; i++)
                destination[i] = Unit(words[i]);
            destination = destination[words.Length..];
        }
    }

    private void FillUnit(Span<double> destination)
    {
        foreach (ref double value in destination)
            value = _twister.NextDouble();
    }

    private void FillScaled(Span<float> destination, double low, double width)
    {
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<uint> words = _twister.Take(destination.Length);
            ref uint source = ref MemoryMarshal.GetReference(words);
            ref float target = ref MemoryMarshal.GetReference(destination);
            Vector<double> lows = new(low), widths = new(width);
            int i = 0;
            for (; i <= words.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Unit(Vector.LoadUnsafe(ref source, (nuint)i)), out Vector<double> first, out Vector<double> second);
                Vector.Narrow(first * widths + lows, second * widths + lows).StoreUnsafe(ref target, (nuint)i);
            }

            // Two 24-bit factors have an exact product in double, so it does not matter whether the sum is fused with it.
            for (; i < words.Length; i++)
                destination[i] = (float)(Unit(words[i]) * width + low);
            destination = destination[words.Length..];
        }
    }

    private static float Unit(uint word) => (word & Low24) * TwoToMinus24;

    // The conversion of 24 bits is the same signed and unsigned, and the signed one is a single instruction everywhere.
    private static Vector<float> Unit(Vector<uint> words) =>
        Vector.ConvertToSingle((words & new Vector<uint>(Low24)).As<uint, int>()) * TwoToMinus24;

    // A conversion instead of a choice between One and Zero: a branch on a random bit is mispredicted as often as not.
    private static T Bit<T>(bool set)
        where T : INumberBase<T> => T.CreateTruncating(set ? 1 : 0);

    private static bool Holds<T>(long value)
        where T : INumberBase<T> => long.CreateSaturating(T.CreateSaturating(value)) == value;

    private const uint Low24 = (1 << 24) - 1;
    private const float TwoToMinus24 = 1f / (1 << 24);

    // k · 2⁻⁵³ < p exactly if k < ⌈p · 2⁵³⌉, since scaling by a power of two is exact.
    private static ulong BernoulliThreshold(double probability)
    {
        CheckProbability(probability);
        return (ulong)Math.Ceiling(probability * (1UL << 53));
    }

    private static void CheckProbability(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(probability), probability, $"bernoulli: a probability is from 0 to 1, not {probability}");
    }

    private static void CheckStd(double std)
    {
        if (!(std >= 0))
            throw new ArgumentOutOfRangeException(nameof(std), std, $"normal expects std >= 0, but found std {std}.");
    }

    private static void CheckBounds(double from, double to, bool finite)
    {
        if (from > to)
            throw new ArgumentOutOfRangeException(nameof(to), to, $"uniform expects a range [from, to), but found from={from} > to={to}.");
        if (!finite)
            throw new ArgumentOutOfRangeException(
                nameof(to), to, $"uniform expects finite bounds with a finite difference, but found from={from} and to={to}.");
    }

    private static void CheckLengths(int destination, int probabilities)
    {
        if (destination != probabilities)
            throw new ArgumentException(
                $"bernoulli expects one probability for each element, but found {probabilities} for {destination}.");
    }
}
