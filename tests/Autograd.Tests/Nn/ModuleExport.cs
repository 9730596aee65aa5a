using System.Text.Json;
using Autograd.Tests.Golden;

namespace Autograd.Tests.Nn;

/// <summary>Writes the table of layers and losses, with the inputs, for <c>modules.py</c> to evaluate.</summary>
public sealed class ModuleExport
{
    /// <summary>Names the file to write; without it the test writes to memory.</summary>
    private const string Variable = "AUTOGRAD_EXPORT_MODULES";

    [Fact]
    public void The_exported_table_holds_every_row_that_PyTorch_judges()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) Write(json);
        byte[] written = stream.ToArray();
        if (Environment.GetEnvironmentVariable(Variable) is { } path) File.WriteAllBytes(path, written);
        using var read = JsonDocument.Parse(written);
        IEnumerable<string?> names = read.RootElement.EnumerateArray().Select(e => e.GetProperty("module").GetString());
        Assert.Equal(ModuleCases.All.Where(row => row.NoJudge is null).Select(row => row.Name), names);
    }

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (ModuleCase row in ModuleCases.All)
        {
            if (row.NoJudge is not null) continue;
            json.WriteStartObject();
            json.WriteString("module", row.Name);
            json.WriteString("torch", row.Judge);
            json.WriteString("digest", row.Draw.Digest(row.Judge!));
            json.WriteStartArray("inputs");
            foreach (Tensor x in row.Draw.Tensors()) TableExport.Write(json, x);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
