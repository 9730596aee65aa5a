using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Autograd.Examples.Shared;

/// <summary>What a program found out, for other programs: the content of its <c>--json</c> file.</summary>
public sealed class Figures
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private readonly JsonObject _root = [];

    /// <summary>The key of a label: <c>test accuracy</c> becomes <c>test_accuracy</c>.</summary>
    public static string KeyOf(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return label.ToLowerInvariant().Replace(' ', '_').Replace('/', '_');
    }

    /// <summary>A number with all its digits. JSON has no NaN and no infinity: they become words.</summary>
    public static JsonNode Number(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets a value by its label; one that was there is replaced.</summary>
    public void Set(string label, JsonNode? value) => _root[KeyOf(label)] = value;

    /// <summary>Sets a number by its label.</summary>
    public void Set(string label, double value) => Set(label, Number(value));

    /// <summary>Whether a label has been set to a word.</summary>
    public bool IsSet(string label, string word) =>
        _root[KeyOf(label)] is JsonValue value && value.TryGetValue(out string? set) && set == word;

    /// <summary>Adds an object to the list of a label.</summary>
    public void Append(string label, JsonObject row)
    {
        if (_root[KeyOf(label)] is not JsonArray rows) _root[KeyOf(label)] = rows = [];
        rows.Add((JsonNode)row);
    }

    /// <summary>Writes everything to a file, which appears whole or not at all; nothing where no file is named.</summary>
    public void Save(string? path)
    {
        if (path is not null) OutputFile.Write(path, text => text.WriteLine(_root.ToJsonString(s_indented)));
    }
}
