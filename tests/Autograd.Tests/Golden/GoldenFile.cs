using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Autograd.Tests.Golden;

/// <summary>One file of golden values: named tensors, and named texts. The format is safetensors.</summary>
internal sealed class GoldenFile
{
    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly Dictionary<string, JsonElement> _tensors = [];

    public GoldenFile(string path)
    {
        _bytes = File.ReadAllBytes(path);
        int header = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(_bytes));
        _start = 8 + header;
        foreach (JsonProperty entry in JsonDocument.Parse(_bytes.AsMemory(8, header)).RootElement.EnumerateObject())
        {
            if (entry.Name != "__metadata__") _tensors.Add(entry.Name, entry.Value);
            else Texts = entry.Value.EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetString()!);
        }
    }

    public IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>();

    public int Count => _tensors.Count;

    public Tensor? Find(string name)
    {
        if (!_tensors.TryGetValue(name, out JsonElement entry)) return null;
        Shape shape = Shape.Create([.. entry.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())]);
        int[] range = [.. entry.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt32())];
        ReadOnlySpan<byte> data = _bytes.AsSpan(_start + range[0], range[1] - range[0]);
        return entry.GetProperty("dtype").GetString() switch
        {
            "F64" => Read<double>(data, shape),
            "F32" => Read<float>(data, shape),
            "I64" => Read<long>(data, shape),
            "I32" => Read<int>(data, shape),
            "U8" => Read<byte>(data, shape),
            "BOOL" => Read<bool>(data, shape),
            var other => throw new InvalidDataException($"{name} is {other}"),
        };
    }

    private static Tensor Read<T>(ReadOnlySpan<byte> data, Shape shape)
        where T : unmanaged
        => Tensor.FromArray(MemoryMarshal.Cast<byte, T>(data).ToArray(), shape);
}
