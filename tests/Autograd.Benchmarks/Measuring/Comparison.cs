using System.Text.Json.Nodes;
using Autograd.Benchmarks.Workloads;
using static System.FormattableString;

namespace Autograd.Benchmarks.Measuring;

/// <summary>Both sides' least times for one workload, by number of threads.</summary>
internal sealed class Comparison(Workload workload)
{
    private readonly SortedDictionary<int, double> _ours = [];
    private readonly SortedDictionary<int, double> _peer = [];

    public Workload Workload { get; } = workload;

    public (double Microseconds, int Threads) Ours => Best(_ours);

    public (double Microseconds, int Threads)? Peer => _peer.Count == 0 ? null : Best(_peer);

    public double? Ratio => Peer?.Microseconds / Ours.Microseconds;

    public double? FractionOfPeak(double peak) =>
        Workload.Flops == 0 ? null : Workload.Flops / (Ours.Microseconds * 1e-6) / (peak * Ours.Threads);

    public void AddOurs(int threads, double microseconds) => Add(_ours, threads, microseconds);

    public void AddPeer(int threads, double microseconds) => Add(_peer, threads, microseconds);

    /// <summary>The row of a table: name, both sides' times for each number of threads, ratio of the best ones, target, fraction of the peak.</summary>
    public string[] Cells(double peak) =>
    [
        Workload.Name,
        Times(_ours),
        Times(_peer),
        Ratio is { } ratio ? Invariant($"{ratio:F2}") : string.Empty,
        Invariant($"{Workload.Target:0.##}"),
        FractionOfPeak(peak) is { } fraction ? Invariant($"{fraction:P0}") : string.Empty,
    ];

    public JsonObject ToJson(double peak) => new()
    {
        ["name"] = Workload.Name,
        ["ours_us"] = Ours.Microseconds,
        ["ours_threads"] = Ours.Threads,
        ["peer_us"] = Peer?.Microseconds,
        ["peer_threads"] = Peer?.Threads,
        ["ratio"] = Ratio,
        ["target"] = Workload.Target,
        ["fraction_of_peak"] = FractionOfPeak(peak),
        ["ours_us_by_threads"] = ByThreads(_ours),
        ["peer_us_by_threads"] = ByThreads(_peer),
    };

    private static string Times(SortedDictionary<int, double> times) =>
        string.Join(" / ", times.Values.Select(each => each < 100 ? Invariant($"{each:F1}") : Invariant($"{each:F0}")));

    private static JsonObject ByThreads(SortedDictionary<int, double> times)
    {
        var row = new JsonObject();
        foreach ((int threads, double microseconds) in times) row[$"{threads}"] = microseconds;
        return row;
    }

    private static (double Microseconds, int Threads) Best(SortedDictionary<int, double> times)
    {
        (int threads, double microseconds) = times.MinBy(entry => entry.Value);
        return (microseconds, threads);
    }

    private static void Add(SortedDictionary<int, double> times, int threads, double microseconds) =>
        times[threads] = Math.Min(microseconds, times.GetValueOrDefault(threads, double.PositiveInfinity));
}
