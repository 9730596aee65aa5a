using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Autograd.Benchmarks.Measuring;
using Autograd.Examples.Shared;

namespace Autograd.Benchmarks.Commands;

/// <summary>The options of a comparison, and what is said of the two sides.</summary>
internal sealed class PeerOptions
{
    private readonly Option<int?> _threads = Choice.OptionalNumber<int>(
        "--threads", "Only this number of threads, instead of 1 and 2 in turn.", x => x is >= 1 and <= 1024, "a whole number from 1 to 1024");

    private readonly Option<bool> _noPeer = new("--no-peer") { Description = "Measures our side alone." };

    private readonly Option<string?> _python = Choice.Place("--python", "The interpreter that has PyTorch; unless given, the first found.", "program");

    public void AddTo(Command command)
    {
        command.Add(_threads);
        command.Add(_noPeer);
        command.Add(_python);
        Choice.NotTogether(command, _noPeer, _python, "PyTorch is not asked");
    }

    public int[] Threads(ParseResult parsed) => parsed.GetValue(_threads) is { } count ? [count] : [1, 2];

    /// <summary>PyTorch's processes, one for each number of threads; none where it is not asked.</summary>
    public PyTorch[] Start(ParseResult parsed) => parsed.GetValue(_noPeer) ? [] : PyTorch.Start(parsed.GetValue(_python), Threads(parsed));

    public static string Text(int[] threads) => string.Join(" / ", threads);

    /// <summary>The sides in words.</summary>
    public static string[] Describe(PyTorch[] peers, double peak) =>
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Machine.Cpu}, {Environment.ProcessorCount} processors, vectors of {PeakFlops.VectorBits} bits, FMA peak {peak / 1e9:F1} GFLOP/s a core (measured)"),
        Machine.DotNet,
        peers.Length == 0 ? "PyTorch is not asked" : $"PyTorch {peers[0].Version} ({peers[0].Libraries})",
    ];

    /// <summary>Adds the sides to a row of a JSON file, so that a row says all by itself.</summary>
    public static JsonObject Describe(JsonObject row, PyTorch[] peers, double peak)
    {
        row["cpu"] = Machine.Cpu;
        row["processors"] = Environment.ProcessorCount;
        row["vector_bits"] = PeakFlops.VectorBits;
        row["peak_gflops_per_core"] = peak / 1e9;
        row["dotnet"] = Machine.DotNet;
        row["pytorch"] = peers.Length == 0 ? null : peers[0].Version;
        row["pytorch_libraries"] = peers.Length == 0 ? null : peers[0].Libraries;
        return row;
    }
}
