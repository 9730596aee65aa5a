using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Autograd.Tests.Infrastructure;

/// <summary>
/// Counts what the run does, where it is done, and writes the counts down when the test process ends; the project's target <c>PrintTally</c> prints them.
/// A run of some tests counts those.
/// </summary>
internal static class Tally
{
    /// <summary>The file, beside the tests.</summary>
    public const string FileName = "tally.txt";

    private static readonly ConcurrentDictionary<string, int> s_counts = new();
    private static readonly ConcurrentDictionary<string, bool> s_golden = new();

    /// <summary>Adds to a count.</summary>
    public static void Add(string what, int count) => s_counts.AddOrUpdate(what, count, (_, before) => before + count);

    /// <summary>Notes that something is compared with a value of PyTorch's; each value counts once.</summary>
    public static void Golden(string name) => s_golden.TryAdd(name, true);

    /// <summary>The counts as text.</summary>
    public static string Text() =>
        string.Join(", ", s_counts.Append(new("tensors compared with PyTorch's", s_golden.Count)).Where(c => c.Value > 0).Select(c => $"{c.Value} {c.Key}").Order());

    // Called by the runtime before anything else in this assembly.
    [ModuleInitializer]
    internal static void WriteAtExit() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllText(Path.Combine(AppContext.BaseDirectory, FileName), Text() + "\n");
}
