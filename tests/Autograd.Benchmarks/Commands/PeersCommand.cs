using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Autograd.Benchmarks.Measuring;
using Autograd.Benchmarks.Workloads;
using Autograd.Examples.Shared;

namespace Autograd.Benchmarks.Commands;

/// <summary>The workloads, on our side and in PyTorch in turn.</summary>
internal sealed class PeersCommand
{
    private const double SecondsEach = 0.25;
    private const int StepLimit = 20_000;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private readonly PeerOptions _peer = new();

    private readonly Option<int> _rounds = Choice.Number(
        "--rounds", "How often each side has its turn; the least time counts.", 3, x => x is >= 1 and <= 1000, "a whole number from 1 to 1000");

    private readonly Option<string?> _only = new("--only")
    {
        Description = "Only the workloads with this text in their names; 'tiny' are a few that take a moment.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _json = Choice.OutputFile("--json", "Writes the comparison as a JSON array.", "FILE.json");

    private readonly Option<string?> _markdown = Choice.OutputFile("--markdown", "Writes the table of docs/performance.md.", "FILE.md");

    private PeersCommand()
    {
    }

    public static Command Create()
    {
        var options = new PeersCommand();
        var command = new Command("peers", "Times the workloads on our side and in PyTorch in turn.") { options._rounds, options._only, options._json, options._markdown };
        options._peer.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(options._only) is { } only && Suite.Select(only).Length == 0)
                result.AddError($"--only {only}: no workload has that in its name; there are {string.Join(", ", Suite.All.Select(workload => workload.Name))}");
        });
        command.SetAction(options.Run);
        return command;
    }

    private void Run(ParseResult parsed)
    {
        var report = new Report(parsed.InvocationConfiguration.Output);
        int[] threads = _peer.Threads(parsed);
        PyTorch[] peers = _peer.Start(parsed);
        try
        {
            double peak = PeakFlops.Measure();
            string[] setting = PeerOptions.Describe(peers, peak);
            foreach (string line in setting) report.Say(line);
            ResultTable table = report.Table(
                null,
                new Column("workload", Width: 20),
                new Column($"ours µs, {PeerOptions.Text(threads)} threads", Width: 20),
                new Column("in a scope µs", Width: 16),
                new Column("PyTorch µs", Width: 16),
                new Column("ratio", Width: 6),
                new Column("without", Width: 7),
                new Column("target", Width: 6),
                new Column("of peak", Width: 7));
            var comparisons = new List<Comparison>();
            foreach (Workload workload in Suite.Select(parsed.GetValue(_only)))
            {
                var comparison = new Comparison(workload);
                Measure(comparison, threads, peers, parsed.GetValue(_rounds));
                table.Add([.. comparison.Cells(peak).Select(text => (Cell)text)]);
                comparisons.Add(comparison);
            }

            if (parsed.GetValue(_json) is { } json)
                File.WriteAllText(json, new JsonArray([.. comparisons.Select(each => PeerOptions.Describe(each.ToJson(peak), peers, peak))]).ToJsonString(s_indented) + "\n");
            if (parsed.GetValue(_markdown) is { } markdown) File.WriteAllText(markdown, MarkdownTable.Of(setting, threads, comparisons, peak));
        }
        finally
        {
            foreach (PyTorch peer in peers) peer.Dispose();
        }
    }

    private static void Measure(Comparison comparison, int[] threads, PyTorch[] peers, int rounds)
    {
        Workload workload = comparison.Workload;
        foreach (PyTorch peer in peers)
        {
            peer.Make(workload);
            Agreement.Check(workload, workload.Start(), peer);
        }

        Func<Tensor> step = workload.Start(), scoped = StepTimer.Scoped(step);
        StepTimer.WarmUp(step);
        StepTimer.WarmUp(scoped);
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < threads.Length; i++)
            {
                Parallelism.Threads = threads[i];
                comparison.AddOurs(threads[i], StepTimer.Microseconds(step, SecondsEach, StepLimit));
                comparison.AddScoped(threads[i], StepTimer.Microseconds(scoped, SecondsEach, StepLimit));
                if (peers.Length > 0) comparison.AddPeer(threads[i], peers[i].Microseconds(SecondsEach, StepLimit));
            }
        }
    }
}
