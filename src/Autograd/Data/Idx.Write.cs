using System.Buffers.Binary;
using System.IO.Compression;
using Autograd.Serialization;

namespace Autograd.Data;

public static partial class Idx
{
    /// <summary>Writes a tensor to a file, gzipped when the name ends in <c>.gz</c>. The file appears whole or not at all.</summary>
    /// <param name="path">
    /// The file. One that is there is replaced and keeps its permissions and owner; a symbolic link stays, and the file that it names is
    /// replaced. Other names of the same file (hard links) keep the former content. A device or a named pipe is sent the bytes.
    /// </param>
    /// <param name="tensor">uint8, int32, float32 or float64, of 1 to 255 dimensions.</param>
    /// <exception cref="DTypeException">IDX has no element type for the dtype (int64 and bool).</exception>
    /// <exception cref="ShapeException">The tensor has no dimension, or more than 255.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder takes no new files.</exception>
    public static void Write(string path, Tensor tensor)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        IdxHeader header = HeaderOf(tensor);
        AtomicFile.Write(path, file =>
        {
            if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                Write(file, header, tensor);
                return;
            }

            using var zipped = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
            Write(zipped, header, tensor);
        });
    }

    /// <summary>Writes a tensor to a stream, uncompressed.</summary>
    /// <param name="stream">Where to write; it is left open.</param>
    /// <param name="tensor">uint8, int32, float32 or float64, of 1 to 255 dimensions.</param>
    /// <inheritdoc cref="Write(string, Tensor)"/>
    public static void Write(Stream stream, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Write(stream, HeaderOf(tensor), tensor);
    }

    private static IdxHeader HeaderOf(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        IdxType type = tensor.DType switch
        {
            DType.UInt8 => IdxType.UInt8,
            DType.Int32 => IdxType.Int32,
            DType.Float32 => IdxType.Float32,
            DType.Float64 => IdxType.Float64,
            _ => throw new DTypeException(
                $"idx: the format has no {tensor.DType.Text()} elements: convert with To(DType.Int32) or To(DType.UInt8)"),
        };
        if (tensor.Rank is 0 or > byte.MaxValue)
        {
            throw new ShapeException(
                $"idx: a file has 1 to 255 dimensions, and this tensor {tensor.Rank}: Reshape([1]) makes one of a number");
        }

        return new IdxHeader(type, tensor.Shape);
    }

    private static void Write(Stream stream, IdxHeader header, Tensor tensor)
    {
        Span<byte> bytes = stackalloc byte[header.ByteLength];
        bytes[..2].Clear();
        bytes[2] = (byte)header.Type;
        bytes[3] = (byte)header.Shape.Rank;
        for (int i = 0; i < header.Shape.Rank; i++) BinaryPrimitives.WriteInt32BigEndian(bytes[(4 + 4 * i)..], header.Shape[i]);
        stream.Write(bytes);
        switch (header.Type)
        {
            case IdxType.UInt8: RawElements.Write<byte>(stream, tensor, bigEndian: true); break;
            case IdxType.Int32: RawElements.Write<int>(stream, tensor, bigEndian: true); break;
            case IdxType.Float32: RawElements.Write<float>(stream, tensor, bigEndian: true); break;
            default: RawElements.Write<double>(stream, tensor, bigEndian: true); break;
        }
    }
}
