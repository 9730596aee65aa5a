using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Autograd.Rng;

namespace Autograd;

/// <summary>
/// A stream of pseudo-random numbers: mt19937, giving the numbers that PyTorch's CPU generator gives for the same seed. Thread-safe;
/// every call is one uninterrupted stretch of the stream.
/// </summary>
/// <remarks>
/// The streams were checked against PyTorch 1.13.1 on the CPU (AVX2): uniforms of both dtypes, integers, permutations, Bernoulli masks
/// and float32 normals are equal to the bit; float64 normals as far as the platform's logarithm, sine and cosine are.
/// </remarks>
public sealed partial class Generator
{
    /// <summary>The seed of a generator made without one: that of PyTorch's <c>torch.Generator()</c>.</summary>
    public const ulong DefaultSeed = 67280421310721;

    private readonly Lock _lock = new();
    private readonly MersenneTwister _twister;
    private ulong _seed;
    // PyTorch keeps it in double for both dtypes, so that a float32 draw may use what a float64 one left. Fills in blocks and every other
    // kind of draw leave it where it is; only a new seed or state discards it.
    private double? _cachedNormal;

    /// <summary>A generator with its own stream, seeded with <see cref="DefaultSeed"/>.</summary>
    public Generator() : this(DefaultSeed)
    {
    }

    /// <summary>
    /// A generator with its own stream. Only the low 32 bits of <paramref name="seed"/> matter to the stream, as in PyTorch.
    /// </summary>
    public Generator(ulong seed)
    {
        _seed = seed;
        _twister = new MersenneTwister((uint)seed);
    }

    /// <summary>
    /// The process-wide generator that everything random uses unless given another. As in PyTorch its seed is a different one in each
    /// process, until <see cref="ManualSeed"/> sets it.
    /// </summary>
    public static Generator Default { get; } = new(UnpredictableSeed());

    /// <summary>The seed that the stream began from.</summary>
    public ulong InitialSeed
    {
        get
        {
            lock (_lock) return _seed;
        }
    }

    /// <summary>
    /// Starts the stream of <paramref name="seed"/> (its low 32 bits), forgets a cached normal, and returns this generator.
    /// </summary>
    public Generator ManualSeed(ulong seed)
    {
        lock (_lock)
        {
            _seed = seed;
            _twister.Seed((uint)seed);
            _cachedNormal = null;
        }

        return this;
    }

    /// <summary>Starts a stream from a seed that nobody can predict, and returns the seed.</summary>
    public ulong Seed()
    {
        ulong seed = UnpredictableSeed();
        ManualSeed(seed);
        return seed;
    }

    /// <summary>Where the stream stands, the cached normal included.</summary>
    public GeneratorState GetState()
    {
        lock (_lock) return new GeneratorState(_seed, _twister.State, _twister.Position, _cachedNormal);
    }

    /// <summary>Continues from where <paramref name="state"/> was taken.</summary>
    public void SetState(GeneratorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        lock (_lock)
        {
            _seed = state.Seed;
            _twister.Load(state.Words, state.Position);
            _cachedNormal = state.CachedNormal;
        }
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        lock (_lock) return _twister.Next();
    }

    /// <summary>The next 64 bits: two 32-bit draws, the high one first.</summary>
    /// <remarks>PyTorch's <c>torch.empty((), dtype=torch.int64).random_()</c> is this draw without its top bit.</remarks>
    public ulong NextUInt64()
    {
        lock (_lock) return _twister.Next64();
    }

    /// <summary>A number in [0, 1): the low 53 bits of a 64-bit draw, times 2⁻⁵³.</summary>
    public double NextDouble()
    {
        lock (_lock) return _twister.NextDouble();
    }

    /// <summary>
    /// The numbers from 0 to <paramref name="n"/> − 1 in random order, as <c>torch.randperm</c>. Draws n − 1 times 32 bits: nothing for n
    /// = 0 and n = 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
    public long[] Permutation(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        long[] order = GC.AllocateUninitializedArray<long>(n);
        FillPermutation<long>(order);
        return order;
    }

    private static ulong UnpredictableSeed()
    {
        ulong seed = 0;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref seed)));
        return seed;
    }
}
