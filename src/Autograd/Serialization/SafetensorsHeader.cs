using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Autograd.Serialization;

/// <summary>The JSON header of a safetensors file: what it says, once all of it has been checked.</summary>
internal sealed class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";
    private const int Alignment = 8;

    private static readonly (DType DType, string Name)[] s_names =
    [
        (DType.Float32, "F32"),
        (DType.Float64, "F64"),
        (DType.Int64, "I64"),
        (DType.Int32, "I32"),
        (DType.UInt8, "U8"),
        (DType.Bool, "BOOL"),
    ];

    private readonly string _path;

    private SafetensorsHeader(string path) => _path = path;

    /// <summary>The tensors, in the header's order.</summary>
    public List<SafetensorsEntry> Entries { get; } = [];

    /// <summary>The words kept with them.</summary>
    public OrderedDictionary<string, string> Metadata { get; } = [];

    /// <summary>The header of tensors whose elements follow in this order.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            var names = new HashSet<string> { MetadataKey };
            long offset = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                if (name == MetadataKey)
                {
                    throw new ArgumentException(
                        $"safetensors: no tensor can be called {MetadataKey}, the format keeps the name for itself", nameof(tensors));
                }

                if (!names.Add(name)) throw new ArgumentException($"safetensors: two tensors are called '{name}'", nameof(tensors));
                json.WriteStartObject(name);
                json.WriteString("dtype"u8, NameOf(tensor.DType));
                json.WriteStartArray("shape"u8);
                foreach (int size in tensor.Shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets"u8);
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += (long)tensor.Numel * tensor.DType.ItemSize());
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        int padding = (Alignment - buffer.WrittenCount % Alignment) % Alignment;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a header and checks it against itself and against the number of bytes that follow it.</summary>
    /// <exception cref="DataFormatException">It is not a valid header.</exception>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> json, string path, long dataLength)
    {
        var header = new SafetensorsHeader(path);
        try
        {
            header.Parse(json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // The reader's other exceptions: text that is not valid UTF-8, a number where a string should be.
            throw new DataFormatException($"{path}: the safetensors header is not valid JSON of the expected form: {error.Message}", error);
        }

        header.CheckOffsets(dataLength);
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        HashSet<string>? keys = null;
        foreach ((string key, string value) in metadata)
        {
            if (key is null) throw new ArgumentException("safetensors: the metadata has a null key", nameof(metadata));
            if (value is null) throw new ArgumentException($"safetensors: the metadata's '{key}' is null", nameof(metadata));
            if (keys is null) json.WriteStartObject(MetadataKey);
            if (!(keys ??= []).Add(key)) throw new ArgumentException($"safetensors: the metadata has '{key}' twice", nameof(metadata));
            json.WriteString(key, value);
        }

        if (keys is not null) json.WriteEndObject();
    }

    private void Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        Expect(ref reader, JsonTokenType.StartObject, "the header");
        var names = new HashSet<string>();
        while (NextProperty(ref reader, out string name))
        {
            if (!names.Add(name)) throw Wrong($"the header has '{name}' twice");
            if (name == MetadataKey) ParseMetadata(ref reader);
            else Entries.Add(ParseEntry(ref reader, name));
        }

        if (reader.Read()) throw Wrong("something follows the header's closing brace");
    }

    private void ParseMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, MetadataKey);
        while (NextProperty(ref reader, out string key))
        {
            Expect(ref reader, JsonTokenType.String, $"the metadata '{key}'");
            if (!Metadata.TryAdd(key, reader.GetString()!)) throw Wrong($"the metadata has '{key}' twice");
        }
    }

    private SafetensorsEntry ParseEntry(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartObject, $"tensor '{name}'");
        string? dtype = null;
        List<long>? shape = null, offsets = null;
        while (NextProperty(ref reader, out string key))
        {
            bool isNew;
            switch (key)
            {
                case "dtype":
                    isNew = dtype is null;
                    Expect(ref reader, JsonTokenType.String, $"the dtype of '{name}'");
                    dtype = reader.GetString();
                    break;
                case "shape":
                    isNew = shape is null;
                    shape = ParseNumbers(ref reader, $"the shape of '{name}'");
                    break;
                case "data_offsets":
                    isNew = offsets is null;
                    offsets = ParseNumbers(ref reader, $"the data_offsets of '{name}'");
                    break;
                default:
                    throw Wrong($"tensor '{name}' has an unknown '{key}'");
            }

            if (!isNew) throw Wrong($"tensor '{name}' has two '{key}'");
        }

        if (dtype is null || shape is null || offsets is not [long begin, long end])
            throw Wrong($"tensor '{name}' needs a dtype, a shape and two data_offsets");
        SafetensorsEntry entry = new(name, DTypeOf(name, dtype), ShapeOf(name, shape), begin, end);
        long bytes = (long)entry.Shape.Numel * entry.DType.ItemSize();
        // Neither offset is negative, so that the difference cannot overflow.
        if (end - begin != bytes)
            throw Wrong($"tensor '{name}', {dtype} {entry.Shape}, takes {bytes} bytes, but its data_offsets are {begin} and {end}");
        return entry;
    }

    private List<long> ParseNumbers(ref Utf8JsonReader reader, string what)
    {
        Expect(ref reader, JsonTokenType.StartArray, what);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
                throw Wrong($"{what} holds something else than whole numbers from 0 up");
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>Sorted by where they begin, the tensors must be contiguous and fill the file.</summary>
    private void CheckOffsets(long dataLength)
    {
        long at = 0;
        string before = "the header";
        foreach (SafetensorsEntry entry in Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin < at) throw Wrong($"tensor '{entry.Name}' begins at {entry.Begin}, inside {before}, which ends at {at}");
            if (entry.Begin > at)
                throw Wrong($"tensor '{entry.Name}' begins at {entry.Begin}, and {before} ends at {at}: nothing says what lies between");
            (at, before) = (entry.End, $"'{entry.Name}'");
        }

        if (at != dataLength)
            throw Wrong(
                $"the tensors take {at} bytes, and {dataLength} follow the header: the file is truncated or has something behind them");
    }

    private Shape ShapeOf(string name, List<long> sizes)
    {
        try
        {
            return Shape.Create([.. sizes.Select(size => checked((int)size))]);
        }
        catch (Exception error) when (error is OverflowException or ShapeException)
        {
            throw Wrong($"tensor '{name}' has shape [{string.Join(", ", sizes)}], and a tensor holds at most {Array.MaxLength} elements");
        }
    }

    private DType DTypeOf(string name, string dtype)
    {
        foreach ((DType known, string called) in s_names)
        {
            if (called == dtype) return known;
        }

        throw Wrong($"tensor '{name}' is {dtype}; F32, F64, I64, I32, U8 and BOOL can be read: convert it before saving");
    }

    private static string NameOf(DType dtype) => Array.Find(s_names, pair => pair.DType == dtype).Name;

    private static bool NextProperty(ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        bool isProperty = reader.TokenType == JsonTokenType.PropertyName;
        name = isProperty ? reader.GetString()! : string.Empty;
        return isProperty;
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (!reader.Read() || reader.TokenType != type) throw Wrong($"{what} should be {Describe(type)}");
    }

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        _ => "a string",
    };

    private DataFormatException Wrong(string what) => new($"{_path}: {what}");
}
