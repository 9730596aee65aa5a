using System.CommandLine;
using System.Diagnostics;
using Autograd.Benchmarks.Measuring;
using Autograd.Benchmarks.Workloads;
using Autograd.Examples.Shared;

namespace Autograd.Benchmarks.Commands;

/// <summary>How the cost of a step grows with its size, and what a long run leaves behind.</summary>
internal sealed class GrowthCommand
{
    private const double SecondsEach = 0.3;
    private const int StepLimit = 5_000;
    private const int LongRun = 10_000;
    private const int LongRunPart = 1_000;

    private static readonly (string What, Workload[] Workloads)[] s_series =
    [
        ("batch of the sigmoid network 784-100-10", Sizes("sigmoid_mlp", Training.SigmoidMlp, 1, 4, 16, 64, 256, 1024)),
        ("width of the network 256-width-10, batch 64", Sizes("wide_mlp", Training.WideMlp, 64, 256, 1024, 4096)),
        ("layers of 32 units with tanh, batch 16", Sizes("deep_mlp", Training.DeepMlp, 1, 10, 100, 1000)),
    ];

    private readonly PeerOptions _peer = new();

    private readonly Option<string?> _json = Choice.Json();

    private GrowthCommand()
    {
    }

    public static Command Create()
    {
        var options = new GrowthCommand();
        var command = new Command("growth", "Cost by batch, width and depth, and the memory of 10,000 steps, each step of ours in a TensorScope.") { options._json };
        options._peer.AddTo(command);
        command.SetAction(options.Run);
        return command;
    }

    private static Workload[] Sizes(string peer, Func<int, Func<Tensor>> make, params int[] sizes) =>
        [.. sizes.Select(size => new Workload($"{peer}_{size}", peer, size, make))];

    private void Run(ParseResult parsed)
    {
        var report = new Report(parsed.InvocationConfiguration.Output);
        int[] threads = _peer.Threads(parsed);
        PyTorch[] peers = _peer.Start(parsed);
        try
        {
            foreach (string line in PeerOptions.Describe(peers, PeakFlops.Measure())) report.Say(line);
            foreach ((string what, Workload[] workloads) in s_series) Grow(report, what, workloads, threads, peers);
            WatchMemory(report, threads[^1], peers);
            report.Figures.Save(parsed.GetValue(_json));
        }
        finally
        {
            foreach (PyTorch peer in peers) peer.Dispose();
        }
    }

    private static void Grow(Report report, string what, Workload[] workloads, int[] threads, PyTorch[] peers)
    {
        report.Say(what);
        ResultTable table = report.Table(
            what,
            new Column("size", Width: 6),
            new Column("ours µs", "F1", 10, "ours_us"),
            new Column("PyTorch µs", "F1", 10, "peer_us"),
            new Column("ratio", "F2", 6));
        foreach (Workload workload in workloads)
        {
            var comparison = new Comparison(workload);
            Func<Tensor> step = StepTimer.Scoped(workload.Start());
            StepTimer.WarmUp(step);
            foreach (PyTorch peer in peers) peer.Make(workload);
            for (int i = 0; i < threads.Length; i++)
            {
                Parallelism.Threads = threads[i];
                comparison.AddOurs(threads[i], StepTimer.Microseconds(step, SecondsEach, StepLimit));
                if (peers.Length > 0) comparison.AddPeer(threads[i], peers[i].Microseconds(SecondsEach, StepLimit));
            }

            table.Add(
                workload.Size,
                comparison.Ours.Microseconds,
                comparison.Peer is { } peerTime ? peerTime.Microseconds : string.Empty,
                comparison.Ratio is { } ratio ? ratio : string.Empty);
        }
    }

    private static void WatchMemory(Report report, int threads, PyTorch[] peers)
    {
        Workload workload = new("sigmoid_mlp_100", "sigmoid_mlp", 100, Training.SigmoidMlp);
        report.Say($"{LongRun} steps of the sigmoid network, batch 100, {threads} threads");
        (double Microseconds, long Bytes)[]? theirs = null;
        if (peers.Length > 0)
        {
            peers[^1].Make(workload);
            theirs = peers[^1].Watch(LongRun, LongRunPart);
        }

        ResultTable table = report.Table(
            "memory of 10,000 steps",
            new Column("steps", Width: 6),
            new Column("ours µs", "F1", 10, "ours_us"),
            new Column("gen 0", Width: 6),
            new Column("gen 1", Width: 6),
            new Column("gen 2", Width: 6),
            new Column("heap MB", "F1", 8),
            new Column("working set MB", "F1", 14),
            new Column("PyTorch µs", "F1", 10, "peer_us"),
            new Column("PyTorch MB", "F1", 10));
        Parallelism.Threads = threads;
        Func<Tensor> step = StepTimer.Scoped(workload.Start());
        int[] before = Collections();
        using var process = Process.GetCurrentProcess();
        for (int part = 0; part < LongRun / LongRunPart; part++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < LongRunPart; i++) step();
            double microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds / LongRunPart;
            int[] now = Collections();
            process.Refresh();
            table.Add(
                (part + 1) * LongRunPart,
                microseconds,
                now[0] - before[0],
                now[1] - before[1],
                now[2] - before[2],
                GC.GetTotalMemory(forceFullCollection: false) / 1e6,
                process.WorkingSet64 / 1e6,
                theirs is null ? string.Empty : theirs[part].Microseconds,
                theirs is null ? string.Empty : theirs[part].Bytes / 1e6);
        }
    }

    private static int[] Collections() => [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];
}
