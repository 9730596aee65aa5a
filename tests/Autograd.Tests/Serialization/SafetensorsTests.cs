using System.Buffers.Binary;
using System.Text;
using Autograd.Serialization;
using FsCheck.Xunit;

namespace Autograd.Tests.Serialization;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_written_by_hand_is_read()
    {
        // Data in another order than the header, a scalar, an empty tensor, all six dtypes, blanks behind the header.
        const string Header = """
            {"bias":{"dtype":"F64","shape":[],"data_offsets":[24,32]},
             "__metadata__":{"format":"pt","note":"caf\u00e9"},
             "weight":{"data_offsets":[0,8],"shape":[1,2],"dtype":"F32"},
             "labels":{"dtype":"I64","shape":[2],"data_offsets":[8,24]},
             "none":{"dtype":"F32","shape":[0,3],"data_offsets":[32,32]},
             "count":{"dtype":"I32","shape":[1],"data_offsets":[32,36]},
             "pixels":{"dtype":"U8","shape":[3],"data_offsets":[36,39]},
             "mask":{"dtype":"BOOL","shape":[2],"data_offsets":[39,41]}}   
            """;
        string path = Write(Header, Hex("0000803F 000020C0  0100000000000000 FEFFFFFFFFFFFFFF  000000000000E03F  F9FFFFFF  00 7F FF  01 00"));
        OrderedDictionary<string, Tensor> tensors = Safetensors.Load(path, out OrderedDictionary<string, string> metadata);
        Assert.Equal(["bias", "weight", "labels", "none", "count", "pixels", "mask"], tensors.Keys);
        Assert.Equal([KeyValuePair.Create("format", "pt"), KeyValuePair.Create("note", "café")], metadata);
        Assert.Equal((DType.Float64, 0, .5), (tensors["bias"].DType, tensors["bias"].Rank, tensors["bias"].Item()));
        Assert.Equal<Shape>([1, 2], tensors["weight"].Shape);
        Assert.Equal([1, -2.5f], tensors["weight"].AsReadOnlySpan<float>());
        Assert.Equal([1L, -2], tensors["labels"].AsReadOnlySpan<long>());
        Assert.Equal<Shape>([0, 3], tensors["none"].Shape);
        Assert.Equal([-7], tensors["count"].AsReadOnlySpan<int>());
        Assert.Equal([0, 127, 255], tensors["pixels"].ToArray<byte>());
        Assert.Equal([true, false], tensors["mask"].AsReadOnlySpan<bool>());
    }

    [Fact]
    public void What_is_written_is_the_formats_bytes()
    {
        string path = _folder.File("x");
        Safetensors.Save(path, [new("b", Tensor.Create([true])), new("a", Tensor.Create([1f, 2], requiresGrad: true))], [new("k", "v\"é")]);
        const string Header = """{"__metadata__":{"k":"v\"é"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"BOOL","shape":[1],"data_offsets":[8,9]}}""";
        byte[] bytes = File.ReadAllBytes(path);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(Header, Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal(Hex("0000803F 00000040 01"), bytes[(8 + length)..]);
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    // Each against two bytes of data.
    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "the header should be an object")]
    [InlineData("{", "not valid JSON")]
    [InlineData("{} {}", "not valid JSON")]
    [InlineData("{}", "the tensors take 0 bytes, and 2 follow the header")]
    [InlineData("""{"a":1}""", "tensor 'a' should be an object")]
    [InlineData("""{"a":{}}""", "tensor 'a' needs a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0]}}""", "needs a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2,2]}}""", "needs a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2],"extra":1}}""", "tensor 'a' has an unknown 'extra'")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "tensor 'a' has two 'dtype'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"shape":[2],"data_offsets":[0,2]}}""", "tensor 'a' has two 'shape'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "the header has 'a' twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "the metadata has 'k' twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "the header has '__metadata__' twice")]
    [InlineData("""{"__metadata__":{"k":1}}""", "the metadata 'k' should be a string")]
    [InlineData("""{"__metadata__":"k"}""", "__metadata__ should be an object")]
    [InlineData("""{"a":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]}}""", "tensor 'a' is BF16; F32, F64, I64, I32, U8 and BOOL can be read")]
    [InlineData("""{"a":{"dtype":8,"shape":[1],"data_offsets":[0,2]}}""", "the dtype of 'a' should be a string")]
    [InlineData("""{"a":{"dtype":"U8","shape":2,"data_offsets":[0,2]}}""", "the shape of 'a' should be an array")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}}""", "the shape of 'a' holds something else")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2.0],"data_offsets":[0,2]}}""", "the shape of 'a' holds something else")]
    [InlineData("""{"a":{"dtype":"U8","shape":["2"],"data_offsets":[0,2]}}""", "the shape of 'a' holds something else")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[-2,0]}}""", "the data_offsets of 'a' holds something else")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,99999999999999999999]}}""", "the data_offsets of 'a' holds something else")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967298],"data_offsets":[0,2]}}""", "a tensor holds at most")]
    [InlineData("""{"a":{"dtype":"U8","shape":[65536,65536],"data_offsets":[0,2]}}""", "a tensor holds at most")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,2]}}""", "takes 8 bytes, but its data_offsets are 0 and 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}}""", "takes 2 bytes, but its data_offsets are 2 and 0")]
    [InlineData("""{"a":{"dtype":"F64","shape":[100000000],"data_offsets":[0,800000000]}}""", "the tensors take 800000000 bytes, and 2 follow the header")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "the tensors take 1 bytes, and 2 follow the header")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "tensor 'a' begins at 1, and the header ends at 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "tensor 'b' begins at 1, inside 'a', which ends at 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "inside")]
    [InlineData("""{"b":{"dtype":"U8","shape":[0],"data_offsets":[1,1]},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "inside 'a'")]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}""", "element 1 of the BOOL tensor 'a' is neither 0 nor 1")]
    public void A_header_that_contradicts_itself_or_the_file_is_refused(string header, string message)
    {
        string path = Write(header, [1, 2]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string found = Assert.Throws<DataFormatException>(() => Safetensors.Load(path)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        Assert.StartsWith(path, found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01020304")]
    [InlineData("0A00000000000000 7B7D")]
    [InlineData("FFFFFFFFFFFFFFFF 7B7D")]
    [InlineData("0200000000000080 7B7D")]
    [InlineData("89504E470D0A1A0A 0000")]
    public void A_file_shorter_than_its_header_is_refused(string hex) =>
        Assert.Contains("not a safetensors file", Assert.Throws<DataFormatException>(() => Safetensors.Load(_folder.Write("x", Hex(hex)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        byte[] header = Encoding.Latin1.GetBytes("""{"é":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""");
        Assert.Throws<DataFormatException>(() => Safetensors.Load(Write(header, [1, 2])));
        Assert.Throws<DataFormatException>(() => Safetensors.Load(Write("""{"\ud800":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", [1, 2])));
    }

    [Fact]
    public void Every_truncation_and_every_longer_file_is_refused()
    {
        string path = _folder.File("whole");
        Safetensors.Save(path, [new("w", Tensor.Ones([2, 2])), new("n", Tensor.Arange(3))]);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
            Assert.Throws<DataFormatException>(() => Safetensors.Load(_folder.Write("cut", whole[..length])));
        Assert.Throws<DataFormatException>(() => Safetensors.Load(_folder.Write("longer", [.. whole, 0])));
    }

    [Fact]
    public void Names_that_cannot_be_are_refused_and_what_was_there_stays()
    {
        string path = _folder.Write("x", [1, 2, 3]);
        Tensor one = Tensor.Ones([1]);
        Assert.Throws<ArgumentException>(() => Safetensors.Save(path, [new("a", one), new("a", one)]));
        Assert.Throws<ArgumentException>(() => Safetensors.Save(path, [new("__metadata__", one)]));
        Assert.Throws<ArgumentException>(() => Safetensors.Save(path, [new("a", one)], [new("k", "1"), new("k", "2")]));
        Assert.Throws<DirectoryNotFoundException>(() => Safetensors.Save(_folder.File("no/folder"), [new("a", one)]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
        Safetensors.Save(path, []);
        Assert.Empty(Safetensors.Load(path));
    }

    [Property(MaxTest = 60)]
    public void What_is_saved_is_loaded(double[] values, string[] names, bool transposed)
    {
        var tensors = new OrderedDictionary<string, Tensor>();
        foreach (string name in names)
        {
            // An unpaired surrogate is no text, and JSON has no way to write it.
            if (name is null or "__metadata__" || name.Any(char.IsSurrogate)) continue;
            Tensor x = Tensor.Create(Array.ConvertAll(values, v => Math.Clamp(double.IsNaN(v) ? 0 : v, -100, 100))).Abs().To((DType)(tensors.Count % 6));
            if (values.Length % 2 == 0) x = x.Reshape([2, values.Length / 2]);
            tensors[name] = transposed && x.Rank == 2 ? x.Transpose(0, 1) : x;
        }

        string path = _folder.File("x");
        Safetensors.Save(path, tensors, tensors.Keys.Select(name => KeyValuePair.Create(name, name)));
        OrderedDictionary<string, Tensor> loaded = Safetensors.Load(path, out OrderedDictionary<string, string> metadata);
        Assert.Equal(tensors.Keys, metadata.Values);
        Assert.Equal(tensors.Keys.Order(), loaded.Keys.Order());
        foreach ((string name, Tensor x) in tensors)
        {
            Assert.Equal((x.DType, x.Shape), (loaded[name].DType, loaded[name].Shape));
            Assert.Equal(x.ToArray<double>(), loaded[name].ToArray<double>());
        }
    }

    private string Write(string header, byte[] data) => Write(Encoding.UTF8.GetBytes(header), data);

    private string Write(byte[] header, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return _folder.Write("x.safetensors", [.. length, .. header, .. data]);
    }

    private static byte[] Hex(string hex) => Data.IdxTests.Hex(hex);
}
