using System.Buffers.Binary;
using System.IO.Compression;
using Autograd.Data;
using FsCheck.Xunit;

namespace Autograd.Tests.Data;

public sealed class IdxTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Each written by hand from the format's description: 1, -2 (or 254), and what fits, big-endian.
    [Theory]
    [InlineData("00000801 00000003 01 FE 80", DType.UInt8, new double[] { 1, 254, 128 })]
    [InlineData("00000901 00000003 01 FE 80", DType.Int32, new double[] { 1, -2, -128 })]
    [InlineData("00000B01 00000003 0001 FFFE 8000", DType.Int32, new double[] { 1, -2, -32768 })]
    [InlineData("00000C01 00000003 00000001 FFFFFFFE 80000000", DType.Int32, new double[] { 1, -2, -2147483648 })]
    [InlineData("00000D01 00000002 3F800000 C0200000", DType.Float32, new double[] { 1, -2.5 })]
    [InlineData("00000E01 00000002 3FF0000000000000 C004000000000000", DType.Float64, new double[] { 1, -2.5 })]
    public void Every_element_type_is_read(string hex, DType dtype, double[] values)
    {
        byte[] bytes = Hex(hex);
        foreach (Tensor tensor in (Tensor[])[Idx.Read(_folder.Write("plain", bytes)), Idx.Read(_folder.Write("zipped", Zip(bytes)))])
        {
            Assert.Equal(dtype, tensor.DType);
            Assert.Equal<Shape>([values.Length], tensor.Shape);
            Assert.Equal(values, tensor.ToArray<double>());
        }
    }

    [Fact]
    public void The_sizes_are_in_row_major_order()
    {
        Tensor x = Idx.Read(new MemoryStream(Hex("00000803 00000002 00000001 00000003 010203040506")));
        Assert.Equal<Shape>([2, 1, 3], x.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], x.ToArray<byte>());
        Assert.Equal<Shape>([3, 0, 2], Idx.Read(new MemoryStream(Hex("00000D03 00000003 00000000 00000002"))).Shape);
    }

    [Fact]
    public void A_stream_that_cannot_seek_and_gives_little_at_a_time_is_read()
    {
        byte[] bytes = [.. Hex("00000802 000000C8 000001F4"), .. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
        foreach (byte[] content in (byte[][])[bytes, Zip(bytes), [.. Zip(bytes[..50]), .. Zip(bytes[50..])]])
        {
            Tensor x = Idx.Read(new TricklingStream(content));
            Assert.Equal<Shape>([200, 500], x.Shape);
            Assert.Equal(bytes[12..], x.ToArray<byte>());
        }
    }

    [Theory]
    [InlineData("", "not an IDX file: it has 0 bytes")]
    [InlineData("000008", "not an IDX file: it has 3 bytes")]
    [InlineData("89504E47 0D0A1A0A", "not an IDX file: it begins with 89504E47")]
    [InlineData("01000801 00000001 00", "not an IDX file: it begins with 01000801")]
    [InlineData("00000A01 00000001 00", "not an IDX file: it begins with 00000A01")]
    [InlineData("00000F01 00000001 00", "not an IDX file: it begins with 00000F01")]
    [InlineData("00000701 00000001 00", "not an IDX file: it begins with 00000701")]
    [InlineData("00000800", "the header names no dimension")]
    [InlineData("00000803 00000002 000000", "the file ends inside its header: 3 dimensions need 12 bytes of sizes, and there are 7")]
    [InlineData("000008FF 00000002", "the file ends inside its header: 255 dimensions need 1020 bytes of sizes, and there are 4")]
    [InlineData("00000803 80000000 0000001C 0000001C 00", "the header promises 2147483648 × 28 × 28 elements, and a tensor holds at most")]
    [InlineData("00000802 FFFFFFFF 00000000", "the header promises 4294967295 × 0 elements, and a tensor holds at most")]
    [InlineData("00000808 FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF 00000002 00", "and a tensor holds at most")]
    [InlineData("00000801 7FFFFFC7 0102", "the header promises 2147483591 elements of 1 byte (2147483591 bytes), but 2 bytes follow it")]
    [InlineData("00000E02 00000002 00000001 0102", "the header promises 2 × 1 elements of 8 bytes (16 bytes), but 2 bytes follow it")]
    [InlineData("00000801 00000003 0102", "the header promises 3 elements of 1 byte (3 bytes), but 2 bytes follow it")]
    [InlineData("00000801 00000003 01020304", "the header promises 3 elements of 1 byte (3 bytes), but ")]
    public void What_is_not_a_whole_IDX_file_is_refused(string hex, string message)
    {
        byte[] bytes = Hex(hex);
        foreach (string path in (string[])[_folder.Write("plain", bytes), _folder.Write("zipped", Zip(bytes))])
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var error = Assert.Throws<DataFormatException>(() => Idx.Read(path));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }

        Assert.Contains(message, Assert.Throws<DataFormatException>(() => Idx.Read(new TricklingStream(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_file_that_unzips_to_much_is_not_followed_beyond_its_promise()
    {
        byte[] bomb = Zip([.. Hex("00000801 00000003 010203"), .. new byte[50_000_000]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than that follows it", Assert.Throws<DataFormatException>(() => Idx.Read(new MemoryStream(bomb))).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Damaged_and_truncated_gzip_is_refused()
    {
        byte[] random = new byte[100_000];
        new Random(0).NextBytes(random);
        byte[] zipped = Zip([.. Hex("00000801 000186A0"), .. random]);
        byte[] flipped = (byte[])zipped.Clone(), checksum = (byte[])zipped.Clone();
        flipped[5000] ^= 0x10;
        checksum[^6] ^= 0x10;
        foreach (byte[] damaged in (byte[][])[flipped, checksum, zipped[..50_000], zipped[..12], zipped[..2]])
            Assert.Throws<DataFormatException>(() => Idx.Read(new MemoryStream(damaged), "x.gz"));
        Assert.Equal(random, Idx.Read(new MemoryStream(zipped)).ToArray<byte>());
    }

    [Fact]
    public void A_missing_file_is_the_systems_own_error() =>
        Assert.Contains(_folder.File("none"), Assert.Throws<FileNotFoundException>(() => Idx.Read(_folder.File("none"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Writing_what_the_format_cannot_hold_is_refused_and_leaves_no_file()
    {
        Assert.Throws<DTypeException>(() => Idx.Write(_folder.File("x"), Tensor.Zeros([2], DType.Int64)));
        Assert.Throws<ShapeException>(() => Idx.Write(_folder.File("x"), Tensor.Zeros([])));
        Assert.Throws<DirectoryNotFoundException>(() => Idx.Write(_folder.File("no/such/folder/x"), Tensor.Zeros([2])));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Property(MaxTest = 60)]
    public void What_is_written_is_read_back(float[] values, byte kind, bool zip, bool transposed)
    {
        DType[] dtypes = [DType.UInt8, DType.Int32, DType.Float32, DType.Float64];
        Tensor x = Tensor.Create(Array.ConvertAll(values, v => float.IsFinite(v) ? v % 100 : 0)).Abs().To(dtypes[kind % 4]);
        if (values.Length % 2 == 0) x = x.Reshape([2, values.Length / 2]);
        if (transposed && x.Rank == 2) x = x.Transpose(0, 1);
        string path = _folder.File(zip ? "x.gz" : "x");
        Idx.Write(path, x);
        Assert.Equal(zip, File.ReadAllBytes(path)[0] == 0x1F);
        Tensor y = Idx.Read(path);
        Assert.Equal((x.DType, x.Shape), (y.DType, y.Shape));
        Assert.Equal(x.ToArray<double>(), y.ToArray<double>());
    }

    [Fact]
    public void Large_files_take_several_blocks_either_way()
    {
        Tensor x = Tensor.Arange(0, 200_000, 1, DType.Float64);
        Idx.Write(_folder.File("x.gz"), x);
        Assert.Equal(x.ToArray<double>(), Idx.Read(_folder.File("x.gz")).ToArray<double>());
        byte[] last = new byte[8];
        Idx.Write(_folder.File("x"), x);
        File.ReadAllBytes(_folder.File("x")).AsSpan(^8..).CopyTo(last);
        Assert.Equal(199_999, BinaryPrimitives.ReadDoubleBigEndian(last));
    }

    internal static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));

    internal static byte[] Zip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest)) zip.Write(bytes);
        return memory.ToArray();
    }

    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 777)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 777));
    }
}
