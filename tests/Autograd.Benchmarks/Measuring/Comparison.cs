using System.Text.Json.Nodes;
using Autograd.Benchmarks.Workloads;
using static System.FormattableString;

namespace Autograd.Benchmarks.Measuring;

/// <summary>Both sides' least times for one workload, by number of threads; ours as it stands and in a <see cref="TensorScope"/>.</summary>
internal sealed class Comparison(Workload workload)
{
    private readonly SortedDictionary<int, double> _ours = [];
    private readonly SortedDictionary<int, double> _scoped = [];
    private readonly SortedDictionary<int, double> _peer = [];

    public Workload Workload { get; } = workload;

    /// <summary>Our best setting, as PyTorch's is its best one.</summary>
    public (double Microseconds, int Threads) Ours => _scoped.Count > 0 && Best(_scoped).Microseconds < Best(_ours).Microseconds ? Best(_scoped) : Best(_ours);

    public (double Microseconds, int Threads)? Peer => _peer.Count == 0 ? null : Best(_peer);

    public double? Ratio => Peer?.Microseconds / Ours.Microseconds;

    public double? PlainRatio => Peer?.Microseconds / Best(_ours).Microseconds;

    public double? FractionOfPeak(double peak) =>
        Workload.Flops == 0 ? null : Workload.Flops / (Ours.Microseconds * 1e-6) / (peak * Ours.Threads);

    public void AddOurs(int threads, double microseconds) => Add(_ours, threads, microseconds);

    public void AddScoped(int threads, double microseconds) => Add(_scoped, threads, microseconds);

    public void AddPeer(int threads, double microseconds) => Add(_peer, threads, microseconds);

    /// <summary>
    /// The row of a table: name, our times without and in a scope and PyTorch's for each number of threads, ratio of the best ones, that
    /// without a scope, target, fraction of the peak.
    /// </summary>
    public string[] Cells(double peak) =>
    [
        Workload.Name,
        Times(_ours),
        Times(_scoped),
        Times(_peer),
        Ratio is { } ratio ? Invariant($"{ratio:F2}") : string.Empty,
        PlainRatio is { } plain ? Invariant($"{plain:F2}") : string.Empty,
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
        ["ratio_without_scope"] = PlainRatio,
        ["ours_us_by_threads"] = ByThreads(_ours),
        ["ours_us_in_scope_by_threads"] = ByThreads(_scoped),
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
