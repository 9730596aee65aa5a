using System.Globalization;
using Autograd.Data;
using Autograd.Examples.Shared;

namespace Autograd.Examples.MnistCnn;

/// <summary>Finds images to learn from.</summary>
internal static class DigitData
{
    private const long DownloadBytes = 11_594_722; // the four gzipped files

    /// <summary>
    /// The data set from the given directory or wherever it is found; failing that, for MNIST, synthetic digits. Says which.
    /// </summary>
    /// <exception cref="IOException">There is no such data, or an output of the program would overwrite it.</exception>
    public static (TensorDataset Train, TensorDataset Test) Open(Options options, Report report)
    {
        MnistVariant variant = options.Dataset;
        string? problem = "--synthetic asks for them";
        string? directory = options.Synthetic ? null : options.Data ?? Mnist.Find(variant) ?? Download(variant, report, out problem);
        bool isReal = directory is not null;
        if (isReal) OutputFile.RefuseInputs(options.Outputs, Mnist.FindFiles(directory!, variant));
        (TensorDataset Train, TensorDataset Test) data = isReal ? Mnist.Load(directory!, variant) : SyntheticDigits.Load();
        string counts = string.Create(CultureInfo.InvariantCulture, $"({data.Train.Count} to train, {data.Test.Count} to test)");
        report.Say(isReal
            ? $"{variant.Title} from {directory} {counts}"
            : $"Synthetic digits {counts}: the figures are not MNIST's, because {problem}");
        report.Figures.Set("data", isReal ? variant.Name : "synthetic");
        report.Figures.Set("train images", data.Train.Count);
        report.Figures.Set("test images", data.Test.Count);
        return data;
    }

    private static string? Download(MnistVariant variant, Report report, out string? problem)
    {
        if (!ReferenceEquals(variant, MnistVariant.Digits))
        {
            throw new FileNotFoundException(
                $"{variant.Title} is not downloaded by itself: name the directory of its four files by --data, "
                + $"or that above {variant.Name} by {Mnist.DataVariable}");
        }

        problem = "there is no place to keep a download, and --data names no directory";
        if (Mnist.CacheDirectory is not { } cache) return null;
        try
        {
            report.Say($"Looking for MNIST on the network, to keep it in {cache} …");
            report.Track("MNIST", DownloadBytes >> 10, "kB", meter =>
            {
                Mnist.DownloadAsync(cache, new Received(meter), cancellationToken: report.Stop).GetAwaiter().GetResult();
                return true;
            });
            return cache;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = error.Message;
            return null;
        }
    }

    /// <summary>Adds up what has come of the files, one after the other.</summary>
    private sealed class Received(Meter meter) : IProgress<DownloadProgress>
    {
        private readonly Dictionary<string, long> _files = [];

        public void Report(DownloadProgress value)
        {
            _files[value.File] = value.Received;
            meter.Advance((_files.Values.Sum() >> 10) - meter.Done);
        }
    }
}
