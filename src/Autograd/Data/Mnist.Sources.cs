namespace Autograd.Data;

public static partial class Mnist
{
    /// <summary>The environment variable that names a directory of data sets; MNIST lies there itself or in <c>mnist</c> below.</summary>
    public const string DataVariable = "AUTOGRAD_DATA";

    /// <summary>Where downloads are kept for the current user; null where the system names no such place. It need not exist yet.</summary>
    public static string? CacheDirectory =>
        // Not verified: a new account has no ~/.local/share before the first program makes it.
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? Path.Combine(home, "autograd", "mnist")
            : null;

    /// <summary>The servers that are asked in turn for <c>train-images-idx3-ubyte.gz</c> and the other three.</summary>
    public static IReadOnlyList<Uri> Mirrors { get; } =
        [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")];

    /// <summary>The first directory that has all four files: of <see cref="DataVariable"/>, then <see cref="CacheDirectory"/>; null when none has.</summary>
    public static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable(DataVariable);
        string?[] places = string.IsNullOrEmpty(named) ? [CacheDirectory] : [named, Path.Combine(named, "mnist"), CacheDirectory];
        return Array.Find(places, place => place is not null && Directory.Exists(place) && HasAllFiles(place));
    }

    /// <summary>Downloads the files that a directory lacks, each checked against its known SHA-256 and moved in place when it is whole.</summary>
    /// <param name="directory">Where to keep them, created if need be.</param>
    /// <param name="progress">Told how far each file is.</param>
    /// <param name="mirrors">The servers to ask in turn; unless given, <see cref="Mirrors"/>.</param>
    /// <param name="cancellationToken">Gives up; files already whole stay.</param>
    /// <exception cref="IOException">
    /// No server gave a file with the right content (the message says what each did), or the file cannot be written. That there is no
    /// network is known after five seconds at most.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task DownloadAsync(
        string directory, IProgress<DownloadProgress>? progress = null, IReadOnlyList<Uri>? mirrors = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return new MnistDownload(directory, MnistFile.All, mirrors ?? Mirrors, progress).RunAsync(cancellationToken);
    }

    private static bool HasAllFiles(string directory) => Array.TrueForAll(MnistFile.All, file => TryFindFile(directory, file.Name) is not null);
}
