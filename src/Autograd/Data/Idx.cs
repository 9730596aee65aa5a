using System.Buffers.Binary;
using System.IO.Compression;
using Autograd.Serialization;

namespace Autograd.Data;

/// <summary>Reads and writes IDX files, the format of MNIST: arrays of one element type and any rank, big-endian, often gzipped.</summary>
/// <remarks>
/// The header is checked against the actual data before a tensor of its sizes is allocated: memory grows with the data found, never
/// with the data promised, and no compressed stream is read beyond what the header promises.
/// </remarks>
public static partial class Idx
{
    private const int FirstChunk = 1 << 16; // elements

    /// <summary>Reads a file, gzipped or plain; its first bytes tell which, not its name.</summary>
    /// <param name="path">The file.</param>
    /// <returns>
    /// A tensor of the file's shape: uint8, int32, float32 and float64 as they are; the 8-bit and 16-bit signed types, which have no
    /// dtype here, as int32.
    /// </returns>
    /// <exception cref="DataFormatException">
    /// The file is neither gzip nor IDX, is truncated or damaged, has bytes left over, or its header promises more than a tensor holds.
    /// </exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Tensor Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Read(file, path);
    }

    /// <summary>Reads a stream to its end, gzipped or plain.</summary>
    /// <param name="stream">Where to read; it is left open.</param>
    /// <param name="name">What to call the stream in messages.</param>
    /// <returns>A tensor, as <see cref="Read(string)"/> gives it.</returns>
    /// <exception cref="DataFormatException">The stream is not a whole IDX file and nothing else.</exception>
    public static Tensor Read(Stream stream, string name = "IDX stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> magic = stackalloc byte[4];
        int found = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (found < 2 || magic[0] != 0x1F || magic[1] != 0x8B) return ReadPlain(stream, magic[..found], name, SizeOf(stream, found));

        using var unzipped = new GZipStream(new PrefixedStream(magic[..found].ToArray(), stream), CompressionMode.Decompress);
        try
        {
            found = unzipped.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            return ReadPlain(unzipped, magic[..found], $"{name} (unzipped)", size: null);
        }
        catch (InvalidDataException damaged)
        {
            throw new DataFormatException(
                $"{name}: the gzip data is damaged: it cannot be decompressed, or its checksum is wrong", damaged);
        }
    }

    private static long? SizeOf(Stream stream, int read) => stream.CanSeek ? stream.Length - stream.Position + read : null;

    private static Tensor ReadPlain(Stream stream, ReadOnlySpan<byte> magic, string name, long? size)
    {
        IdxHeader header = ReadHeader(stream, magic, name);
        if (size is { } known && known != header.ByteLength + header.PromisedBytes)
            throw WrongSize(name, header, known - header.ByteLength);
        return header.Type switch
        {
            IdxType.UInt8 => Tensor.FromArray(ReadElements<byte>(stream, header, name, size is not null), header.Shape),
            IdxType.Int8 => Tensor.FromArray(
                Array.ConvertAll(ReadElements<sbyte>(stream, header, name, size is not null), x => (int)x), header.Shape),
            IdxType.Int16 => Tensor.FromArray(
                Array.ConvertAll(ReadElements<short>(stream, header, name, size is not null), x => (int)x), header.Shape),
            IdxType.Int32 => Tensor.FromArray(ReadElements<int>(stream, header, name, size is not null), header.Shape),
            IdxType.Float32 => Tensor.FromArray(ReadElements<float>(stream, header, name, size is not null), header.Shape),
            _ => Tensor.FromArray(ReadElements<double>(stream, header, name, size is not null), header.Shape),
        };
    }

    private static IdxHeader ReadHeader(Stream stream, ReadOnlySpan<byte> magic, string name)
    {
        if (magic.Length < 4)
            throw new DataFormatException($"{name}: not an IDX file: it has {magic.Length} bytes, and the header alone has at least 8");
        var type = (IdxType)magic[2];
        if (magic[0] != 0 || magic[1] != 0 || type is < IdxType.UInt8 or > IdxType.Float64 or (IdxType)0x0A)
        {
            throw new DataFormatException(
                $"{name}: not an IDX file: it begins with {Convert.ToHexString(magic)}, where gzip has 1F8B and IDX has 0000, "
                + "an element type (08, 09, 0B, 0C, 0D or 0E) and the number of dimensions");
        }

        int rank = magic[3];
        if (rank == 0) throw new DataFormatException($"{name}: the header names no dimension; an IDX file has at least one");
        Span<byte> words = stackalloc byte[4 * rank];
        int found = stream.ReadAtLeast(words, words.Length, throwOnEndOfStream: false);
        if (found < words.Length)
        {
            throw new DataFormatException(
                $"{name}: the file ends inside its header: {rank} dimensions need {words.Length} bytes of sizes, and there are {found}");
        }

        return new IdxHeader(type, ShapeOf(words, name));
    }

    private static Shape ShapeOf(ReadOnlySpan<byte> words, string name)
    {
        uint[] sizes = new uint[words.Length / 4];
        UInt128 count = 1;
        bool tooLarge = false;
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = BinaryPrimitives.ReadUInt32BigEndian(words[(4 * i)..]);
            // Sizes beyond the limit are refused even beside a 0, and the product is cut off there, so that it cannot overflow.
            tooLarge |= sizes[i] > int.MaxValue;
            count = UInt128.Min(count * sizes[i], ulong.MaxValue);
        }

        if (tooLarge || count > (ulong)Array.MaxLength)
        {
            throw new DataFormatException(
                $"{name}: the header promises {string.Join(" × ", sizes)} elements, and a tensor holds at most {Array.MaxLength}");
        }

        return Shape.Create(Array.ConvertAll(sizes, size => (int)size));
    }

    /// <summary>
    /// The elements in the machine's byte order. Without a known size the array doubles as long as there is data, up to what was promised.
    /// </summary>
    private static T[] ReadElements<T>(Stream stream, IdxHeader header, string name, bool sizeIsKnown)
        where T : unmanaged
    {
        int count = header.Shape.Numel;
        T[] elements = GC.AllocateUninitializedArray<T>(sizeIsKnown ? count : Math.Min(count, FirstChunk));
        for (int filled = 0; filled < count;)
        {
            if (filled == elements.Length) Array.Resize(ref elements, (int)Math.Min(count, 2L * elements.Length));
            Span<T> room = elements.AsSpan(filled);
            long found = RawElements.Read(stream, room, bigEndian: true);
            if (found < (long)room.Length * header.ItemSize) throw WrongSize(name, header, (long)filled * header.ItemSize + found);
            filled = elements.Length;
        }

        return stream.ReadByte() < 0 ? elements : throw WrongSize(name, header, found: null);
    }

    private static DataFormatException WrongSize(string name, IdxHeader header, long? found) => new(
        $"{name}: the header promises {header.Promise}, but "
        + $"{(found is { } bytes ? $"{bytes} bytes follow it" : "more than that follows it")}");
}
