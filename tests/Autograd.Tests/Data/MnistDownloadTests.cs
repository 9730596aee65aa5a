using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Autograd.Data;

namespace Autograd.Tests.Data;

public sealed class MnistDownloadTests : IDisposable
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * i >> 3))];
    private static readonly byte[] s_zipped = IdxTests.Zip(s_content);
    private static readonly MnistFile[] s_files = [new("one", Convert.ToHexStringLower(SHA256.HashData(s_content))), new("two", Convert.ToHexStringLower(SHA256.HashData(s_content)))];

    // Where patience is not the subject: on a busy machine even a local server can take seconds to answer.
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new();
    private readonly List<TcpListener> _servers = [];

    // Kept, or a collection would close a connection that nobody answers, and the client would not wait in vain any more.
    private readonly List<TcpClient> _clients = [];

    public void Dispose()
    {
        _servers.ForEach(server => server.Dispose());
        lock (_clients) _clients.ForEach(client => client.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task Files_come_whole_and_what_is_there_is_not_asked_for()
    {
        var asked = new List<string>();
        Uri server = Serve(path =>
        {
            lock (asked) asked.Add(path);
            return Ok(s_zipped);
        });
        var progress = new Collected();
        await new MnistDownload(_folder.File("new/folder"), s_files, [server], progress) { Patience = s_long }.RunAsync(default);
        Assert.Equal(s_zipped, File.ReadAllBytes(_folder.File("new/folder/one.gz")));
        Assert.Equal(s_zipped, File.ReadAllBytes(_folder.File("new/folder/two.gz")));
        Assert.Equal(2, Directory.GetFiles(_folder.File("new/folder")).Length);
        Assert.Contains(new DownloadProgress("one.gz", s_zipped.Length, s_zipped.Length), progress.Reports);

        File.Delete(_folder.File("new/folder/two.gz"));
        await new MnistDownload(_folder.File("new/folder"), s_files, [server], null) { Patience = s_long }.RunAsync(default);
        Assert.Equal(["/mnist/one.gz", "/mnist/two.gz", "/mnist/two.gz"], asked);
    }

    [Fact]
    public async Task The_next_server_is_asked_where_one_fails()
    {
        Uri[] servers =
        [
            Serve(_ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray()),
            Serve(_ => Ok(IdxTests.Zip([1, 2, 3]))),
            Serve(_ => Ok("<html>not gzip</html>"u8.ToArray())),
            Serve(_ => Ok(s_zipped)[..^1000]),
            Serve(_ => Ok(s_zipped)),
        ];
        await Download(servers).RunAsync(default);
        Assert.Equal(["one.gz", "two.gz"], Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order());

        Directory.GetFiles(_folder.Path).ToList().ForEach(File.Delete);
        string message = (await Assert.ThrowsAsync<IOException>(() => Download(servers[..4]).RunAsync(default))).Message;
        Assert.StartsWith("one.gz could not be downloaded (", message, StringComparison.Ordinal);
        Assert.Contains("404", message, StringComparison.Ordinal);
        Assert.Contains("the content is not MNIST's (SHA-256 ", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Without_an_answer_it_gives_up_in_time()
    {
        Uri silent = Serve(_ => []);
        // Bound but not listening: it refuses connections, and nobody else can get its port meanwhile.
        using var refusing = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        refusing.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var gone = new Uri($"http://127.0.0.1:{((IPEndPoint)refusing.LocalEndPoint!).Port}/mnist/");
        var download = new MnistDownload(_folder.File("new"), s_files, [gone, silent, silent], null) { Patience = TimeSpan.FromMilliseconds(300) };
        Task run = download.RunAsync(default);
        Assert.Same(run, await Task.WhenAny(run, Task.Delay(s_long)));
        Assert.Contains("no answer within", (await Assert.ThrowsAsync<IOException>(() => run)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("new")));
    }

    [Fact]
    public async Task Cancelling_leaves_no_file()
    {
        using var cancel = new CancellationTokenSource();
        Uri server = Serve(_ =>
        {
            cancel.CancelAfter(100);
            return Ok(s_zipped)[..^1000];
        }, keepOpen: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Download([server]).RunAsync(cancel.Token));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private MnistDownload Download(Uri[] servers) => new(_folder.Path, s_files, servers, null) { Patience = s_long };

    private static byte[] Ok(byte[] body) => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    /// <summary>A server that answers every request with bytes of its own making; no bytes, and it never answers.</summary>
    private Uri Serve(Func<string, byte[]> answer, bool keepOpen = false)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _servers.Add(listener);
        _ = Task.Run(async () =>
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync();
                lock (_clients) _clients.Add(client);
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                string path = (await reader.ReadLineAsync())!.Split(' ')[1];
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                }

                byte[] bytes = answer(path);
                await stream.WriteAsync(bytes);
                if (bytes.Length > 0 && !keepOpen) client.Dispose();
            }
        });
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/mnist/");
    }

    private sealed class Collected : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Reports { get; } = [];

        public void Report(DownloadProgress value) => Reports.Add(value);
    }
}
