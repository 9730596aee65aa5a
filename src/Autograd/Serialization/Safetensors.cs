using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Autograd.Serialization;

/// <summary>Reads and writes safetensors files: named tensors after a JSON header, readable from Python and many other places.</summary>
/// <remarks>
/// The format: <see href="https://github.com/huggingface/safetensors"/>. The six dtypes are F32, F64, I64, I32, U8 and BOOL.
/// </remarks>
public static class Safetensors
{
    // As the reference implementation: no honest header is larger, and a dishonest one should not make us allocate it.
    private const int LargestHeader = 100_000_000;

    /// <summary>Writes named tensors to a file, which appears whole or not at all.</summary>
    /// <param name="path">
    /// The file. One that is there is replaced and keeps its permissions and owner; a symbolic link stays, and the file that it names is
    /// replaced. Other names of the same file (hard links) keep the former content. A device or a named pipe is sent the bytes.
    /// </param>
    /// <param name="tensors">Names and tensors, as a module's state dictionary; only the values are written, in this order but wide dtypes
    /// first.</param>
    /// <param name="metadata">Key-value strings to store with them.</param>
    /// <exception cref="ArgumentException">
    /// A tensor or a name is null, a name comes twice, or is <c>__metadata__</c>, which the format keeps for itself; or a key or value of
    /// the metadata is null, or a key comes twice.
    /// </exception>
    /// <exception cref="IOException">
    /// The file cannot be written: its folder does not exist, the path names a directory, the disk is full.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder takes no new files.</exception>
    public static void Save(
        string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        KeyValuePair<string, Tensor>[] given = [.. tensors];
        foreach ((string name, Tensor tensor) in given)
        {
            if (name is null) throw new ArgumentException("safetensors: a tensor has no name", nameof(tensors));
            if (tensor is null) throw new ArgumentException($"safetensors: the tensor '{name}' is null", nameof(tensors));
        }

        // Wide elements first keeps every tensor aligned to its element size, as the reference writer does.
        KeyValuePair<string, Tensor>[] ordered = [.. given.OrderByDescending(pair => pair.Value.DType.ItemSize())];
        byte[] header = SafetensorsHeader.Write(ordered, metadata ?? []);
        if (header.Length > LargestHeader)
        {
            throw new ArgumentException(
                $"safetensors: names and metadata take {header.Length} bytes, and a header at most {LargestHeader}", nameof(tensors));
        }

        AtomicFile.Write(path, file =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            file.Write(length);
            file.Write(header);
            foreach ((_, Tensor tensor) in ordered) DTypeGate.Element(tensor.DType, new Writing(file, tensor));
        });
    }

    /// <summary>Reads the tensors of a file, in the order of its header.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name.</returns>
    /// <exception cref="DataFormatException">
    /// The file is not safetensors, is truncated, has a dtype that does not exist here, or its header contradicts itself or the file's
    /// size.
    /// </exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static OrderedDictionary<string, Tensor> Load(string path) => Load(path, out _);

    /// <summary>Reads the tensors of a file, and the metadata stored with them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="metadata">The metadata.</param>
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
            var reading = new Reading(file, path, entry);
            DTypeGate.Element(entry.DType, ref reading);
            tensors.Add(entry.Name, reading.Tensor!);
        }

        metadata = header.Metadata;
        return tensors;
    }

    private static SafetensorsHeader ReadHeader(FileStream file, string path)
    {
        Span<byte> length = stackalloc byte[8];
        if (file.ReadAtLeast(length, 8, throwOnEndOfStream: false) < 8)
        {
            throw new DataFormatException(
                $"{path}: not a safetensors file: it has {file.Length} bytes, and the header's length alone takes 8");
        }

        ulong promised = BinaryPrimitives.ReadUInt64LittleEndian(length);
        long left = file.Length - 8;
        if (promised > (ulong)left || promised > LargestHeader)
        {
            throw new DataFormatException(
                $"{path}: not a safetensors file, or a truncated one: it announces a header of {promised} bytes, "
                + $"and {left} follow (a header has at most {LargestHeader})");
        }

        byte[] json = new byte[(int)promised];
        file.ReadExactly(json);
        return SafetensorsHeader.Read(json, path, left - json.Length);
    }

    private readonly struct Writing(Stream file, Tensor tensor) : IElementAction
    {
        void IElementAction.Invoke<T>() => RawElements.Write<T>(file, tensor, bigEndian: false);
    }

    private struct Reading(Stream file, string path, SafetensorsEntry entry) : IElementAction
    {
        public Tensor? Tensor { get; private set; }

        void IElementAction.Invoke<T>() => Tensor = Autograd.Tensor.FromArray(Read<T>(file, path, entry), entry.Shape);
    }

    private static T[] Read<T>(Stream file, string path, SafetensorsEntry entry)
        where T : unmanaged
    {
        T[] values = GC.AllocateUninitializedArray<T>(entry.Shape.Numel);
        if (RawElements.Read<T>(file, values, bigEndian: false) != entry.End - entry.Begin)
            throw new DataFormatException($"{path}: the file was cut short while it was read, inside the tensor '{entry.Name}'");
        if (entry.DType == DType.Bool) RequireBools(path, entry.Name, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    // A C# bool with any other byte value breaks branches and comparisons.
    private static void RequireBools(string path, string name, ReadOnlySpan<byte> values)
    {
        int wrong = values.IndexOfAnyExceptInRange((byte)0, (byte)1);
        if (wrong >= 0) throw new DataFormatException($"{path}: element {wrong} of the BOOL tensor '{name}' is neither 0 nor 1");
    }
}
