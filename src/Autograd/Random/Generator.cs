using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Autograd.Rng;

namespace Autograd;

/// <summary>
/// A stream of pseudo-random numbers: mt19937, with the numbers that PyTorch's CPU generator gives for the same seed. Thread-safe; the
/// numbers of one call are consecutive in the stream.
/// </summary>
/// <remarks>
/// The streams were checked against PyTorch 1.13.1 on the CPU (AVX2): uniforms of both dtypes, integers, permutations, Bernoulli masks
/// and float32 normals are bitwise equal; float64 normals are as close as the platform's logarithm, sine and cosine.
/// </remarks>
public sealed partial class Generator
{
    /// <summary>The seed of a generator made without one: that of PyTorch's <c>torch.Generator()</c>.</summary>
    public const ulong DefaultSeed = 67280421310721;

    private readonly Lock _lock = new();
    private readonly MersenneTwister _twister;
    private ulong _seed;
    // PyTorch keeps it in double for both dtypes, so that a float32 draw may use one that a float64 draw left. Fills in blocks and all
    // other kinds of draw leave it unchanged; only a new seed or state discards it.
    private double? _cachedNormal;

    /// <summary>A generator with its own stream, seeded with <see cref="DefaultSeed"/>.</summary>
    public Generator() : this(DefaultSeed)
    {
    }

    /// <summary>
    /// A generator with its own stream. Only the low 32 bits of <paramref name="seed"/> affect the stream, as in PyTorch.
    /// </summary>
    /// <param name="seed">The seed.</param>
    public Generator(ulong seed)
    {
        _seed = seed;
        _twister = new MersenneTwister((uint)seed);
    }

    /// <summary>
    /// The process-wide generator that everything random uses unless given another. As in PyTorch, its seed differs from process to
    /// process unless <see cref="ManualSeed"/> sets it.
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
    /// Starts the stream of <paramref name="seed"/> (its low 32 bits) and discards a cached normal.
    /// </summary>
    /// <param name="seed">The seed.</param>
    /// <returns>This generator.</returns>
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

    /// <summary>Starts a stream from an unpredictable seed.</summary>
    /// <returns>The seed.</returns>
    public ulong Seed()
    {
        ulong seed = UnpredictableSeed();
        ManualSeed(seed);
        return seed;
    }

    /// <summary>The current state of the stream, the cached normal included.</summary>
    /// <returns>An immutable snapshot.</returns>
    public GeneratorState GetState()
    {
        lock (_lock) return new GeneratorState(_seed, _twister.State, _twister.Position, _cachedNormal);
    }

    /// <summary>Continues from the point in a stream at which <paramref name="state"/> was taken.</summary>
    /// <param name="state">A snapshot of this or another generator.</param>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
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

    /// <summary>Draws the next 32 bits.</summary>
    /// <returns>A number from 0 to 2³² − 1.</returns>
    public uint NextUInt32()
    {
        lock (_lock) return _twister.Next();
    }

    /// <summary>Draws the next 64 bits: two 32-bit draws, the high one first.</summary>
    /// <returns>A number from 0 to 2⁶⁴ − 1.</returns>
    /// <remarks>PyTorch's <c>torch.empty((), dtype=torch.int64).random_()</c> is this draw without its top bit.</remarks>
    public ulong NextUInt64()
    {
        lock (_lock) return _twister.Next64();
    }

    /// <summary>Draws a number in [0, 1): the low 53 bits of a 64-bit draw, times 2⁻⁵³.</summary>
    /// <returns>A multiple of 2⁻⁵³ in [0, 1).</returns>
    public double NextDouble()
    {
        lock (_lock) return _twister.NextDouble();
    }

    /// <summary>
    /// The numbers from 0 to <paramref name="n"/> − 1 in random order, as <c>torch.randperm</c>. Makes n − 1 32-bit draws: none for n = 0
    /// and n = 1.
    /// </summary>
    /// <param name="n">The length of the permutation.</param>
    /// <returns>A new array.</returns>
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
