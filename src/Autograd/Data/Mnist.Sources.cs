namespace Autograd.Data;

public static partial class Mnist
{
    /// <summary>The environment variable that names a directory of data sets; MNIST is in it or in its folder <c>mnist</c>.</summary>
    public const string DataVariable = "AUTOGRAD_DATA";

    /// <summary>Where downloads are kept for the current user; null if the system has no such place. It need not exist yet.</summary>
    public static string? CacheDirectory =>
        // Not verified: a new account has no ~/.local/share before the first program makes it.
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? Path.Combine(home, "autograd", "mnist")
            : null;

    /// <summary>The servers that are asked in turn for <c>train-images-idx3-ubyte.gz</c> and the other three.</summary>
    public static IReadOnlyList<Uri> Mirrors { get; } =
        [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")];

    /// <summary>The directory of a data set: where <see cref="DataVariable"/> says, otherwise in the cache.</summary>
    /// <param name="variant">
    /// Which data set; unless given, MNIST. Others are looked for in folders with their name alone: the files have MNIST's names.
    /// </param>
    /// <returns>
    /// A directory for <see cref="Load(string, MnistVariant, Func{Tensor, Tensor})"/>; null when the variable is not set and nothing is
    /// in the cache.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException"><see cref="DataVariable"/> names no directory.</exception>
    /// <exception cref="FileNotFoundException">
    /// The directory that <see cref="DataVariable"/> names does not have all four files.
    /// </exception>
    public static string? Find(MnistVariant? variant = null)
    {
        variant ??= MnistVariant.Digits;
        bool isDigits = ReferenceEquals(variant, MnistVariant.Digits);
        if (Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } named)
        {
            if (!Directory.Exists(named))
                throw new DirectoryNotFoundException($"{DataVariable} is {named}, and there is no such directory");
            string folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(named));
            if (MnistLayout.Find(named, variant, itself: isDigits || Array.Exists(variant.Folders, own => own == folder)) is { } files)
                return Path.GetDirectoryName(files[0]) is { } place && MnistLayout.Find(place, variant) is not null ? place : named;
            throw new FileNotFoundException(
                $"{DataVariable} is {named}, and {variant.Title}'s "
                + $"{MnistLayout.Missing(named, variant)} is neither there nor in its folder {variant.Folders[0]}");
        }

        string? cache = isDigits || CacheDirectory is null
            ? CacheDirectory
            : Path.Combine(Path.GetDirectoryName(CacheDirectory)!, variant.Name);
        return cache is not null && Directory.Exists(cache) && MnistLayout.Find(cache, variant) is not null ? cache : null;
    }

    /// <summary>
    /// Downloads the files that a directory lacks, each checked against its known SHA-256 and moved in place when it is whole.
    /// </summary>
    /// <param name="directory">Where to keep them, created if need be.</param>
    /// <param name="progress">Told how far each file is.</param>
    /// <param name="mirrors">The servers to ask in turn; unless given, <see cref="Mirrors"/>.</param>
    /// <param name="cancellationToken">Gives up; files already whole stay.</param>
    /// <exception cref="IOException">
    /// No server gave a file with the right content (the message says what each did), or the file cannot be written. A missing
    /// network is detected within five seconds.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task DownloadAsync(
        string directory,
        IProgress<DownloadProgress>? progress = null,
        IReadOnlyList<Uri>? mirrors = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return new MnistDownload(directory, MnistFile.All, mirrors ?? Mirrors, progress).RunAsync(cancellationToken);
    }
}
