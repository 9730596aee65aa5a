using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Devices.Cpu;

/// <summary>Bit masks of a matrix's nonzero elements: 64 columns of a row to a word, the first column in the lowest bit.</summary>
internal static unsafe class NonZeros<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>Elements covered by one word.</summary>
    public const int WordBits = 64;

    private const int SampledLines = 4;

    /// <summary>Words for one row of <paramref name="columns"/> numbers.</summary>
    public static int Words(int columns) => (columns + WordBits - 1) / WordBits;

    /// <summary>
    /// The fraction of zeros in a few evenly spaced lines. A line is <paramref name="length"/> contiguous numbers, at least 8.
    /// </summary>
    public static double SampleZeros(T* first, nint stride, int lines, int length)
    {
        int nonZeros = 0, whole = length & ~7, sampled = Math.Min(lines, SampledLines);
        for (int sample = 0; sample < sampled; sample++)
        {
            T* line = first + ((nint)((long)lines * sample / sampled) * stride);
            for (int at = 0; at < whole; at += 8)
                nonZeros += BitOperations.PopCount(Of8(line + at));
        }

        return 1 - ((double)nonZeros / (sampled * whole));
    }

    /// <summary>The masks of contiguous rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfRows(T* first, nint rowStride, int rows, int columns, ulong* bits)
    {
        int words = Words(columns);
        for (int row = 0; row < rows; row++, first += rowStride, bits += words)
        {
            int at = 0;
            for (; at + WordBits <= columns; at += WordBits)
            {
                ulong word = 0;
                for (int part = WordBits - 8; part >= 0; part -= 8)
                    word = word << 8 | Of8(first + at + part);
                bits[at / WordBits] = word;
            }

            if (at < columns)
                bits[at / WordBits] = Rest(first + at, columns - at);
        }
    }

    /// <summary>The masks of at most 64 rows of a matrix whose columns are contiguous.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfColumns(T* first, nint columnStride, int rows, int columns, ulong* bits)
    {
        ulong* square = stackalloc ulong[WordBits];
        int words = Words(columns);
        for (int word = 0; word < words; word++)
        {
            int at = word * WordBits, count = Math.Min(WordBits, columns - at);
            OfRows(first + (at * columnStride), columnStride, count, rows, square);
            new Span<ulong>(square + count, WordBits - count).Clear();
            Transpose(square);
            for (int row = 0; row < rows; row++)
                bits[(row * words) + word] = square[row];
        }
    }

    private static ulong Rest(T* first, int count)
    {
        ulong word = 0;
        int i = 0;
        for (; i + 8 <= count; i += 8)
            word |= (ulong)Of8(first + i) << i;
        for (; i < count; i++)
            word |= first[i] == T.Zero ? 0 : 1ul << i;
        return word;
    }

    // The mask of eight contiguous numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Of8(T* x)
    {
        if (sizeof(T) == sizeof(float))
            return ~Vector256.Equals(Vector256.Load(x), Vector256<T>.Zero).ExtractMostSignificantBits() & 0xFF;
        uint low = Vector256.Equals(Vector256.Load(x), Vector256<T>.Zero).ExtractMostSignificantBits();
        uint high = Vector256.Equals(Vector256.Load(x + 4), Vector256<T>.Zero).ExtractMostSignificantBits();
        return ~(low | high << 4) & 0xFF;
    }

    // Transposes a 64×64 bit matrix: halves, quarters … single bits are swapped across the diagonal (Warren, Hacker's Delight, 7-3).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(ulong* rows)
    {
        ulong mask = uint.MaxValue;
        for (int half = WordBits / 2; half > 0; half >>= 1, mask ^= mask << half)
        {
            for (int block = 0; block < WordBits; block += 2 * half)
            {
                ulong* upper = rows + block, lower = upper + half;
                int i = 0;
                for (; i + Vector256<ulong>.Count <= half; i += Vector256<ulong>.Count)
                {
                    Vector256<ulong> x = Vector256.Load(upper + i), y = Vector256.Load(lower + i);
                    Vector256<ulong> moved = ((x >>> half) ^ y) & Vector256.Create(mask);
                    (x ^ (moved << half)).Store(upper + i);
                    (y ^ moved).Store(lower + i);
                }

                for (; i < half; i++)
                {
                    ulong moved = ((upper[i] >> half) ^ lower[i]) & mask;
                    upper[i] ^= moved << half;
                    lower[i] ^= moved;
                }
            }
        }
    }
}
