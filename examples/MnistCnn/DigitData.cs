using Autograd.Data;

namespace Autograd.Examples.MnistCnn;

/// <summary>Finds digits to learn from.</summary>
internal static class DigitData
{
    /// <summary>MNIST from the given directory or wherever it is found; failing that, synthetic digits. Says which.</summary>
    public static (TensorDataset Train, TensorDataset Test) Open(string? directory, TextWriter output)
    {
        string? problem = null;
        directory ??= Mnist.Find() ?? Download(output, out problem);
        if (directory is null)
        {
            (TensorDataset Train, TensorDataset Test) drawn = SyntheticDigits.Load();
            output.WriteLine($"Synthetic digits ({drawn.Train.Count} to train, {drawn.Test.Count} to test): the figures are not MNIST's, because {problem}");
            return drawn;
        }

        (TensorDataset Train, TensorDataset Test) data = Mnist.Load(directory);
        output.WriteLine($"MNIST from {directory} ({data.Train.Count} to train, {data.Test.Count} to test)");
        return data;
    }

    private static string? Download(TextWriter output, out string? problem)
    {
        problem = "there is no place to keep a download, and --data names no directory";
        if (Mnist.CacheDirectory is not { } cache) return null;
        try
        {
            output.WriteLine($"Looking for MNIST on the network, to keep it in {cache} …");
            Mnist.DownloadAsync(cache).GetAwaiter().GetResult();
            return cache;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = error.Message;
            return null;
        }
    }
}
