using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Autograd.Benchmarks.Workloads;

namespace Autograd.Benchmarks.Measuring;

/// <summary>PyTorch in a process of its own with a fixed number of threads; peers/pytorch.py answers there line by line.</summary>
internal sealed class PyTorch : IDisposable
{
    private readonly Process _process;

    private PyTorch(string python, int threads)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "peers", "pytorch.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string variable in (ReadOnlySpan<string>)["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
            start.Environment[variable] = threads.ToString(CultureInfo.InvariantCulture);
        Threads = threads;
        _process = Process.Start(start)!;
        JsonObject about = Ask(new JsonObject { ["do"] = "about" });
        Version = (string)about["pytorch"]!;
        Libraries = $"{about["blas"]}; {about["dnn"]}";
    }

    public int Threads { get; }

    public string Version { get; }

    /// <summary>The BLAS and the network library that it was built with.</summary>
    public string Libraries { get; }

    /// <summary>A process for each number of threads.</summary>
    /// <param name="python">The interpreter, or null to look for one that has PyTorch.</param>
    /// <param name="threads">The numbers of threads.</param>
    /// <exception cref="FileNotFoundException">There is no such interpreter, or it has no PyTorch.</exception>
    public static PyTorch[] Start(string? python, IEnumerable<int> threads)
    {
        ReadOnlySpan<string> places = python is null ? ["python3", "/usr/bin/python3", "python"] : [python];
        foreach (string place in places)
        {
            if (HasTorch(place)) return [.. threads.Select(count => new PyTorch(place, count))];
        }

        throw new FileNotFoundException(
            $"PyTorch is missing: `import torch` fails in {string.Join(", ", places.ToArray())}; name an interpreter that has it with --python, or measure our side alone with --no-peer");
    }

    /// <summary>Makes a workload from seed 0.</summary>
    public void Make(Workload workload) => Ask(new JsonObject { ["do"] = "make", ["name"] = workload.Peer, ["size"] = workload.Size });

    /// <summary>What each of some steps computed: the mean of its absolute values.</summary>
    public double[] Values(int steps) =>
        [.. Ask(new JsonObject { ["do"] = "values", ["steps"] = steps })["values"]!.AsArray().Select(value => (double)value!)];

    /// <summary>The least mean time of a step, in microseconds.</summary>
    public double Microseconds(double seconds, int limit) =>
        (double)Ask(new JsonObject { ["do"] = "time", ["seconds"] = seconds, ["limit"] = limit })["us"]!;

    /// <summary>Time and resident memory in each part of a long run.</summary>
    public (double Microseconds, long Bytes)[] Watch(int steps, int every) =>
    [
        .. Ask(new JsonObject { ["do"] = "watch", ["steps"] = steps, ["every"] = every })["rows"]!.AsArray()
            .Select(row => ((double)row!["us"]!, (long)row["bytes"]!)),
    ];

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool HasTorch(string python)
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo(python, ["-c", "import torch"]) { RedirectStandardError = true })!;
            probe.StandardError.ReadToEnd();
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program
        }
    }

    private JsonObject Ask(JsonObject request)
    {
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new IOException($"PyTorch's process ended at {request.ToJsonString()}");
        return JsonNode.Parse(answer)!.AsObject();
    }
}
