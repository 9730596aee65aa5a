using System.IO.Compression;
using System.Security.Cryptography;
using Autograd.Serialization;

namespace Autograd.Data;

/// <summary>One run of <see cref="Mnist.DownloadAsync"/>.</summary>
internal sealed class MnistDownload(string directory, MnistFile[] files, IReadOnlyList<Uri> mirrors, IProgress<DownloadProgress>? progress)
{
    private const long LargestFile = 64 << 20; // zipped or not: the largest of the four has 47 MB

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(20);

    /// <summary>How long all servers together have for the first answer of any.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan }; // the deadlines below are finer
        long started = Environment.TickCount64;
        bool reached = false;
        foreach (MnistFile file in files)
        {
            string path = Path.Combine(directory, file.Name + ".gz");
            if (File.Exists(path) || File.Exists(Path.Combine(directory, file.Name))) continue;
            var failures = new List<string>();
            for (int i = 0; i < mirrors.Count; i++)
            {
                Uri mirror = mirrors[i];
                // Until one has answered, the servers still to be asked share what is left of the time.
                TimeSpan left = Patience - TimeSpan.FromMilliseconds(Environment.TickCount64 - started);
                TimeSpan patience = reached
                    ? s_longestPause
                    : left > TimeSpan.Zero ? left / (mirrors.Count - i) : TimeSpan.FromMilliseconds(1);
                try
                {
                    using HttpResponseMessage response =
                        await AskAsync(client, new Uri(mirror, file.Name + ".gz"), patience, cancellationToken).ConfigureAwait(false);
                    reached = true;
                    response.EnsureSuccessStatusCode();
                    await SaveAsync(response, file, path, cancellationToken).ConfigureAwait(false);
                    break;
                }
                catch (Exception error) when (error is HttpRequestException or IOException or TimeoutException or InvalidDataException)
                {
                    failures.Add($"{mirror.Host}: {error.Message.TrimEnd('.')}");
                }
            }

            if (!File.Exists(path)) throw new IOException($"{file.Name}.gz could not be downloaded ({string.Join("; ", failures)})");
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient client, Uri address, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        try
        {
            return await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {patience.TotalSeconds:0.#} seconds");
        }
    }

    /// <summary>Writes to a temporary file, and renames it when its content has been found right.</summary>
    private async Task SaveAsync(HttpResponseMessage response, MnistFile file, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory); // not before a server has answered: without a network nothing is left behind
        var whole = FileTarget.Of(path);
        using var temporary = TemporaryFile.Create(whole);
        await CopyAsync(response, file, temporary.Stream, cancellationToken).ConfigureAwait(false);
        temporary.Stream.Position = 0;
        await CheckAsync(temporary.Stream, file, cancellationToken).ConfigureAwait(false);
        temporary.MoveTo(whole);
    }

    private async Task CopyAsync(HttpResponseMessage response, MnistFile file, FileStream target, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        byte[] block = new byte[1 << 16];
        long received = 0;
        try
        {
            using Stream source = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            while (true)
            {
                deadline.CancelAfter(s_longestPause);
                int count = await source.ReadAsync(block, deadline.Token).ConfigureAwait(false);
                if (count == 0) return;
                received += count;
                if (received > LargestFile) throw new InvalidDataException("more data than the file can have");
                await target.WriteAsync(block.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                progress?.Report(new DownloadProgress(file.Name + ".gz", received, response.Content.Headers.ContentLength));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {s_longestPause.TotalSeconds:0} seconds, after {received} bytes");
        }
    }

    private static async Task CheckAsync(FileStream zipped, MnistFile file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = new GZipStream(zipped, CompressionMode.Decompress, leaveOpen: true);
        byte[] block = new byte[1 << 16];
        long length = 0;
        for (int count; (count = await content.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            length += count;
            if (length > LargestFile) throw new InvalidDataException("the content is larger than MNIST's");
            hash.AppendData(block, 0, count);
        }

        string found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (found != file.Sha256) throw new InvalidDataException($"the content is not MNIST's (SHA-256 {found}, not {file.Sha256})");
    }
}
