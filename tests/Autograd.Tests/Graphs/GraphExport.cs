using System.Security.Cryptography;
using System.Text.Json;

namespace Autograd.Tests.Graphs;

/// <summary>Writes the random graphs for <c>Golden/graphs.py</c> to run.</summary>
public class GraphExport
{
    /// <summary>Names the file to write.</summary>
    private const string Variable = "AUTOGRAD_EXPORT_GRAPHS";

    private static readonly Lazy<byte[]> s_written = new(Write);

    /// <summary>A fingerprint of all graphs, by which the golden file knows that it is up to date.</summary>
    internal static string Digest => Convert.ToHexString(SHA256.HashData(s_written.Value))[..16];

    [Fact]
    public void The_export_holds_every_graph()
    {
        using JsonDocument read = JsonDocument.Parse(s_written.Value);
        Assert.Equal(GraphGenerator.Count, read.RootElement.GetProperty("graphs").GetArrayLength());
        if (Environment.GetEnvironmentVariable(Variable) is not { } path) return;
        using FileStream file = File.Create(path);
        using Utf8JsonWriter json = new(file);
        json.WriteStartObject();
        json.WriteString("digest", Digest);
        json.WritePropertyName("table");
        read.RootElement.WriteTo(json);
        json.WriteEndObject();
    }

    private static byte[] Write()
    {
        using var stream = new MemoryStream();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("ops");
            foreach (GraphOp op in GraphOps.All) json.WriteString(op.Name, op.Expression);
            json.WriteEndObject();
            json.WriteStartArray("graphs");
            foreach (Graph graph in GraphGenerator.Golden) Write(json, graph);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Graph graph)
    {
        json.WriteStartObject();
        json.WriteStartArray("leaves");
        foreach ((Shape shape, double[] values) in graph.Leaves)
        {
            json.WriteStartObject();
            Write(json, "shape", shape.ToArray());
            json.WriteStartArray("values");
            foreach (double value in values) json.WriteNumberValue(value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (GraphStep step in graph.Steps)
        {
            json.WriteStartObject();
            json.WriteString("op", step.Op.Name);
            Write(json, "x", step.Operands);
            Write(json, "n", step.Numbers);
            Write(json, "shape", step.Result.ToArray());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "ends", graph.Ends);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, int[] numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
