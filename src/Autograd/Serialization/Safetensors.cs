using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Autograd.Serialization;

/// <summary>Reads and writes safetensors files: named tensors behind a JSON header, readable from Python and many other places.</summary>
/// <remarks>The format: <see href="https://github.com/huggingface/safetensors"/>. The six dtypes are F32, F64, I64, I32, U8 and BOOL.</remarks>
public static class Safetensors
{
    // As the reference implementation: no honest header is larger, and a dishonest one should not make us allocate it.
    private const int LargestHeader = 100_000_000;

    /// <summary>Writes named tensors to a file, which appears whole or not at all.</summary>
    /// <param name="path">
    /// The file. One that is there is replaced and keeps its permissions and owner; a symbolic link stays, and the file that it names is
    /// replaced. Other names of the same file (hard links) keep the former content. A device or a named pipe is sent the bytes.
    /// </param>
    /// <param name="tensors">Names and tensors, as a module's state dictionary; only the values are written, in this order but wide dtypes first.</param>
    /// <param name="metadata">Words to keep with them.</param>
    /// <exception cref="ArgumentException">A name comes twice, or is <c>__metadata__</c>, which the format keeps for itself.</exception>
    /// <exception cref="IOException">The file cannot be written: its folder does not exist, the path names a directory, the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder takes no new files.</exception>
    public static void Save(
        string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        // Wide elements first keeps every tensor aligned to its element size, as the reference writer does.
        KeyValuePair<string, Tensor>[] ordered = [.. tensors.OrderByDescending(pair => pair.Value.DType.ItemSize())];
        byte[] header = SafetensorsHeader.Write(ordered, metadata ?? []);
        if (header.Length > LargestHeader)
            throw new ArgumentException($"safetensors: names and metadata take {header.Length} bytes, and a header at most {LargestHeader}", nameof(tensors));
        AtomicFile.Write(path, file =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            file.Write(length);
            file.Write(header);
            foreach ((_, Tensor tensor) in ordered) WriteElements(file, tensor);
        });
    }

    /// <summary>Reads the tensors of a file, in the order of its header.</summary>
    /// <exception cref="DataFormatException">
    /// The file is not safetensors, is truncated, has a dtype that does not exist here, or its header contradicts itself or the file's size.
    /// </exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static OrderedDictionary<string, Tensor> Load(string path) => Load(path, out _);

    /// <summary>Reads the tensors of a file, and the words kept with them.</summary>
    /// <inheritdoc cref="Load(string)"/>
    public static OrderedDictionary<string, Tensor> Load(string path, out OrderedDictionary<string, string> metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        SafetensorsHeader header = ReadHeader(file, path);
        long start = file.Position;
        var tensors = new OrderedDictionary<string, Tensor>(header.Entries.Count);
        foreach (SafetensorsEntry entry in header.Entries)
        {
            file.Position = start + entry.Begin;
            tensors.Add(entry.Name, ReadElements(file, path, entry));
        }

        metadata = header.Metadata;
        return tensors;
    }

    private static SafetensorsHeader ReadHeader(FileStream file, string path)
    {
        Span<byte> length = stackalloc byte[8];
        if (file.ReadAtLeast(length, 8, throwOnEndOfStream: false) < 8)
            throw new DataFormatException($"{path}: not a safetensors file: it has {file.Length} bytes, and the header's length alone takes 8");
        ulong promised = BinaryPrimitives.ReadUInt64LittleEndian(length);
        long left = file.Length - 8;
        if (promised > (ulong)left || promised > LargestHeader)
        {
            throw new DataFormatException(
                $"{path}: not a safetensors file, or a truncated one: it announces a header of {promised} bytes, and {left} follow (a header has at most {LargestHeader})");
        }

        byte[] json = new byte[(int)promised];
        file.ReadExactly(json);
        return SafetensorsHeader.Read(json, path, left - json.Length);
    }

    private static void WriteElements(Stream file, Tensor tensor)
    {
        switch (tensor.DType)
        {
            case DType.Float32: RawElements.Write<float>(file, tensor, bigEndian: false); break;
            case DType.Float64: RawElements.Write<double>(file, tensor, bigEndian: false); break;
            case DType.Int64: RawElements.Write<long>(file, tensor, bigEndian: false); break;
            case DType.Int32: RawElements.Write<int>(file, tensor, bigEndian: false); break;
            case DType.UInt8: RawElements.Write<byte>(file, tensor, bigEndian: false); break;
            default: RawElements.Write<bool>(file, tensor, bigEndian: false); break;
        }
    }

    private static Tensor ReadElements(Stream file, string path, SafetensorsEntry entry) => entry.DType switch
    {
        DType.Float32 => Tensor.FromArray(Read<float>(file, path, entry), entry.Shape),
        DType.Float64 => Tensor.FromArray(Read<double>(file, path, entry), entry.Shape),
        DType.Int64 => Tensor.FromArray(Read<long>(file, path, entry), entry.Shape),
        DType.Int32 => Tensor.FromArray(Read<int>(file, path, entry), entry.Shape),
        DType.UInt8 => Tensor.FromArray(Read<byte>(file, path, entry), entry.Shape),
        _ => Tensor.FromArray(ReadBools(file, path, entry), entry.Shape),
    };

    private static T[] Read<T>(Stream file, string path, SafetensorsEntry entry)
        where T : unmanaged
    {
        T[] values = GC.AllocateUninitializedArray<T>(entry.Shape.Numel);
        return RawElements.Read<T>(file, values, bigEndian: false) == entry.End - entry.Begin
            ? values
            : throw new DataFormatException($"{path}: the file was cut short while it was read, inside the tensor '{entry.Name}'");
    }

    private static bool[] ReadBools(Stream file, string path, SafetensorsEntry entry)
    {
        bool[] values = Read<bool>(file, path, entry);
        // A C# bool of any other byte breaks every branch and comparison on it.
        int wrong = MemoryMarshal.AsBytes(values.AsSpan()).IndexOfAnyExceptInRange((byte)0, (byte)1);
        return wrong < 0 ? values : throw new DataFormatException($"{path}: element {wrong} of the BOOL tensor '{entry.Name}' is neither 0 nor 1");
    }
}
