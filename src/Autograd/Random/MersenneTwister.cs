using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Rng;

/// <summary>
/// The 32-bit Mersenne Twister mt19937 of Matsumoto and Nishimura (ACM TOMACS 8(1), 1998). Not thread-safe: <see cref="Generator"/> holds
/// the lock.
/// </summary>
/// <remarks>The 624 words of a block are generated and tempered together, in vectors, when the first of them is needed.</remarks>
internal sealed class MersenneTwister
{
    /// <summary>The number of words in the state, and in the output of each refill.</summary>
    internal const int BlockLength = 624;

    private const int Middle = 397;
    private const uint UpperMask = 0x80000000;
    private const uint LowerMask = 0x7fffffff;
    private const uint MatrixA = 0x9908b0df;
    private const uint TemperB = 0x9d2c5680;
    private const uint TemperC = 0xefc60000;
    private const ulong Mask53 = (1UL << 53) - 1;
    private const double TwoToMinus53 = 1.0 / (1UL << 53);
    private const float TwoToMinus24 = 1f / (1 << 24);

    private readonly uint[] _state = new uint[BlockLength];
    private readonly uint[] _output = new uint[BlockLength];
    private int _position;

    /// <summary>A generator seeded with <paramref name="seed"/>.</summary>
    internal MersenneTwister(uint seed) => Seed(seed);

    /// <summary>
    /// The number of words of the current block that have been used; <see cref="BlockLength"/> if the next draw generates a new block.
    /// </summary>
    internal int Position => _position;

    /// <summary>The untempered state.</summary>
    internal ReadOnlySpan<uint> State => _state;

    /// <summary>Starts the stream of <paramref name="seed"/> (the reference <c>init_genrand</c>).</summary>
    internal void Seed(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < BlockLength; i++)
            _state[i] = 1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30)) + (uint)i;
        _position = BlockLength;
    }

    /// <summary>Continues from a state read earlier through <see cref="State"/> and <see cref="Position"/>.</summary>
    internal void Load(ReadOnlySpan<uint> state, int position)
    {
        state.CopyTo(_state);
        Temper();
        _position = position;
    }

    /// <summary>The next 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Next()
    {
        if (_position == BlockLength) Refill();
        return _output[_position++];
    }

    /// <summary>The next 64 bits: two draws, the high word first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Next64()
    {
        ulong high = Next();
        return (high << 32) | Next();
    }

    /// <summary>The low 53 bits of the next 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Next53() => Next64() & Mask53;

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double NextDouble() => Next53() * TwoToMinus53;

    /// <summary>A number in [0, 1), a multiple of 2⁻²⁴.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float NextSingle() => (Next() & 0xffffff) * TwoToMinus24;

    /// <summary>The next words of the stream, at least one and at most <paramref name="most"/>; valid until the next draw.</summary>
    internal ReadOnlySpan<uint> Take(int most)
    {
        if (_position == BlockLength) Refill();
        ReadOnlySpan<uint> words = _output.AsSpan(_position, Math.Min(most, BlockLength - _position));
        _position += words.Length;
        return words;
    }

    private void Refill()
    {
        // A word depends on its old successor and on the word 397 ahead, modulo 624: for the first 227 words that one is still old; for
        // the others it is the new word 227 back. Neither distance is shorter than a vector, so whole vectors can be computed at once.
        Twist(0, BlockLength - Middle, Middle);
        Twist(BlockLength - Middle, BlockLength - 1, Middle - BlockLength);
        _state[^1] = Twist(_state[^1], _state[0], _state[Middle - 1]);
        Temper();
        _position = 0;
    }

    private void Twist(int start, int end, int distance)
    {
        ref uint first = ref MemoryMarshal.GetArrayDataReference(_state);
        Vector<uint> upper = new(UpperMask), lower = new(LowerMask), matrix = new(MatrixA);
        int i = start;
        for (; i <= end - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            Vector<uint> here = Vector.LoadUnsafe(ref first, (nuint)i);
            Vector<uint> next = Vector.LoadUnsafe(ref first, (nuint)(i + 1));
            Vector<uint> far = Vector.LoadUnsafe(ref first, (nuint)(i + distance));
            Vector<uint> odd = Vector<uint>.Zero - (next & Vector<uint>.One);
            (far ^ (((here & upper) | (next & lower)) >>> 1) ^ (odd & matrix)).StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < end; i++)
            _state[i] = Twist(_state[i], _state[i + 1], _state[i + distance]);
    }

    private static uint Twist(uint here, uint next, uint far) =>
        far ^ (((here & UpperMask) | (next & LowerMask)) >> 1) ^ (0u - (next & 1) & MatrixA);

    private void Temper()
    {
        ref uint state = ref MemoryMarshal.GetArrayDataReference(_state);
        ref uint output = ref MemoryMarshal.GetArrayDataReference(_output);
        Vector<uint> b = new(TemperB), c = new(TemperC);
        int i = 0;
        for (; i <= BlockLength - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            Vector<uint> y = Vector.LoadUnsafe(ref state, (nuint)i);
            y ^= y >>> 11;
            y ^= (y << 7) & b;
            y ^= (y << 15) & c;
            (y ^ (y >>> 18)).StoreUnsafe(ref output, (nuint)i);
        }

        for (; i < BlockLength; i++)
        {
            uint y = _state[i];
            y ^= y >> 11;
            y ^= (y << 7) & TemperB;
            y ^= (y << 15) & TemperC;
            _output[i] = y ^ (y >> 18);
        }
    }
}
