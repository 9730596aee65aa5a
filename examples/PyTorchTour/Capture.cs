using System.Text.Json;

namespace Autograd.Examples.PyTorchTour;

/// <summary>What PyTorch printed for every line of <c>tour.py</c>, as <c>capture.py</c> has written it down.</summary>
internal static class Capture
{
    /// <summary>The version of PyTorch that was asked.</summary>
    public static string Version { get; }

    /// <summary>The sections and their lines, in the tour's order.</summary>
    public static IReadOnlyList<(string Name, CapturedLine[] Lines)> Sections { get; }

    static Capture()
    {
        using Stream stream = typeof(Capture).Assembly.GetManifestResourceStream("tour.json")!;
        using var document = JsonDocument.Parse(stream);
        Version = document.RootElement.GetProperty("torch").GetString()!;
        Sections =
        [
            .. document.RootElement.GetProperty("sections").EnumerateArray().Select(section => (
                section.GetProperty("name").GetString()!,
                section.GetProperty("lines").EnumerateArray().Select(Line).ToArray())),
        ];
    }

    private static CapturedLine Line(JsonElement line) => new(
        line.GetProperty("note").GetString(), line.GetProperty("code").GetString()!, line.GetProperty("printed").GetString());
}

/// <summary>A line of Python.</summary>
/// <param name="Note">What is to be known about it, or null.</param>
/// <param name="Code">The line.</param>
/// <param name="Printed">What it printed; null for nothing.</param>
internal sealed record CapturedLine(string? Note, string Code, string? Printed);
