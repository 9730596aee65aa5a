using System.Text.Json;
using Autograd.Tests.Ops;

namespace Autograd.Tests.Golden;

/// <summary>Writes the table's rows that PyTorch judges, with their inputs, for <c>generate.py</c> to evaluate.</summary>
public class TableExport
{
    /// <summary>Names the file to write; without it the test writes one of its own and deletes it.</summary>
    private const string Variable = "AUTOGRAD_EXPORT_TABLE";

    [Fact]
    public void The_exported_table_holds_every_row_that_PyTorch_judges()
    {
        string? asked = Environment.GetEnvironmentVariable(Variable);
        string path = asked ?? Path.GetTempFileName();
        try
        {
            Write(path);
            using JsonDocument read = JsonDocument.Parse(File.ReadAllBytes(path));
            IEnumerable<string?> names = read.RootElement.EnumerateArray().Select(e => e.GetProperty("key").GetString());
            Assert.Equal(OpCases.All.SelectMany(c => c.Draws).Select(d => d.Key), names);
        }
        finally
        {
            if (asked is null) File.Delete(path);
        }
    }

    private static void Write(string path)
    {
        using FileStream stream = File.Create(path);
        using Utf8JsonWriter json = new(stream);
        json.WriteStartArray();
        foreach (OpCase row in OpCases.All)
        {
            foreach (Draw draw in row.Draws) Write(json, row, draw);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, OpCase row, Draw draw)
    {
        json.WriteStartObject();
        json.WriteString("family", row.Family);
        json.WriteString("key", draw.Key);
        json.WriteString("kind", draw.Kind.ToString());
        json.WriteString("expression", row.Judge);
        json.WriteString("digest", draw.Digest(row.Judge));
        json.WriteBoolean("second", row.NoSecondInTorch is null && draw.Kind == DrawKind.Values);
        json.WriteStartArray("inputs");
        foreach (Tensor x in draw.Tensors()) Write(json, x);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A tensor, with its elements as the machine holds them.</summary>
    internal static void Write(Utf8JsonWriter json, Tensor x)
    {
        json.WriteStartObject();
        json.WriteBoolean("grad", x.RequiresGrad);
        json.WriteString("dtype", x.DType.ToString());
        json.WriteStartArray("shape");
        foreach (int size in x.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteBase64String("data", Draw.Bytes(x));
        json.WriteEndObject();
    }
}
