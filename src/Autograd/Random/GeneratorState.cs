using System.Buffers.Binary;
using Autograd.Rng;

namespace Autograd;

/// <summary>
/// The state of a <see cref="Generator"/>: an immutable snapshot, taken by <see cref="Generator.GetState"/> and restored by
/// <see cref="Generator.SetState"/>.
/// </summary>
public sealed class GeneratorState
{
    /// <summary>The length in bytes of the binary form.</summary>
    public const int ByteLength = 5056;

    // PyTorch's CPUGeneratorImplState, little-endian: seed (8), words left (4), seeded (4), next word (8), 624 words in 8 bytes each, the
    // legacy normal's x, y and rho (8 each) and whether y is a cached normal (4, padded to 8), a float normal and its flag (never set; 4
    // + 4).
    private const int LeftAt = 8;
    private const int SeededAt = 12;
    private const int NextAt = 16;
    private const int WordsAt = 24;
    private const int NormalAt = WordsAt + 8 * MersenneTwister.BlockLength + 8;
    private const int HasNormalAt = NormalAt + 16;

    private readonly uint[] _words;

    internal GeneratorState(ulong seed, ReadOnlySpan<uint> words, int position, double? cachedNormal)
    {
        Seed = seed;
        _words = words.ToArray();
        Position = position;
        CachedNormal = cachedNormal;
    }

    /// <summary>The seed that the stream began from.</summary>
    internal ulong Seed { get; }

    /// <summary>The untempered words of the Mersenne Twister.</summary>
    internal ReadOnlySpan<uint> Words => _words;

    /// <summary>The number of words of the block that have been used.</summary>
    internal int Position { get; }

    /// <summary>The second number of a Box–Muller pair whose first has been drawn.</summary>
    internal double? CachedNormal { get; }

    /// <summary>
    /// The snapshot as bytes, in the layout of PyTorch's <c>torch.get_rng_state()</c>: passed to <c>torch.set_rng_state</c> as a uint8
    /// tensor, they continue this stream.
    /// </summary>
    /// <returns>A new array of <see cref="ByteLength"/> bytes.</returns>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteLength];
        Span<byte> span = bytes;
        BinaryPrimitives.WriteUInt64LittleEndian(span, Seed);
        // PyTorch decrements its count of the words left before testing it, so 1 stands for none.
        BinaryPrimitives.WriteInt32LittleEndian(span[LeftAt..], MersenneTwister.BlockLength - Position + 1);
        BinaryPrimitives.WriteInt32LittleEndian(span[SeededAt..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(span[NextAt..], (ulong)Position);
        for (int i = 0; i < _words.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(span[(WordsAt + 8 * i)..], _words[i]);
        if (CachedNormal is { } normal)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(span[NormalAt..], normal);
            BinaryPrimitives.WriteInt32LittleEndian(span[HasNormalAt..], 1);
        }

        return bytes;
    }

    /// <summary>A snapshot from the bytes of <see cref="ToBytes"/> or of PyTorch's <c>torch.get_rng_state()</c>.</summary>
    /// <param name="bytes">The binary form, <see cref="ByteLength"/> bytes.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> are not a generator's state.</exception>
    public static GeneratorState FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteLength)
            throw new ArgumentException($"A generator state has {ByteLength} bytes, not {bytes.Length}.", nameof(bytes));
        int left = BinaryPrimitives.ReadInt32LittleEndian(bytes[LeftAt..]);
        ulong next = BinaryPrimitives.ReadUInt64LittleEndian(bytes[NextAt..]);
        bool seeded = BinaryPrimitives.ReadInt32LittleEndian(bytes[SeededAt..]) == 1;
        int position = MersenneTwister.BlockLength - left + 1;
        // In PyTorch, a generator that has been seeded but not drawn from has no words left and yet is at word 0.
        if (!seeded || left is < 1 or > MersenneTwister.BlockLength || (next != (ulong)position && (left != 1 || next != 0)))
            throw new ArgumentException("The bytes are not a generator's state.", nameof(bytes));

        uint[] words = new uint[MersenneTwister.BlockLength];
        for (int i = 0; i < words.Length; i++)
            words[i] = (uint)BinaryPrimitives.ReadUInt64LittleEndian(bytes[(WordsAt + 8 * i)..]);
        bool cached = BinaryPrimitives.ReadInt32LittleEndian(bytes[HasNormalAt..]) != 0;
        double? normal = cached ? BinaryPrimitives.ReadDoubleLittleEndian(bytes[NormalAt..]) : null;
        return new GeneratorState(BinaryPrimitives.ReadUInt64LittleEndian(bytes), words, position, normal);
    }
}
