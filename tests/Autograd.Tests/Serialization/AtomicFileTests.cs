using System.Diagnostics;
using Autograd.Serialization;

namespace Autograd.Tests.Serialization;

public sealed class AtomicFileTests : IDisposable
{
    private static readonly byte[] s_old = [1, 2, 3, 4, 5, 6], s_new = [7, 8, 9];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_link_stays_and_what_it_names_is_written()
    {
        string target = _folder.Write("real/deep/file", s_old);
        // A chain through a linked folder, whose ".." is the parent of what it names.
        Directory.CreateSymbolicLink(_folder.File("folder"), _folder.File("real/deep"));
        File.CreateSymbolicLink(_folder.File("real/second"), "deep/file");
        string link = _folder.File("link");
        File.CreateSymbolicLink(link, "folder/../second");
        AtomicFile.Write(link, stream => stream.Write(s_new));
        Assert.Equal(s_new, File.ReadAllBytes(target));
        Assert.Equal("folder/../second", new FileInfo(link).LinkTarget);
        Assert.Equal("deep/file", new FileInfo(_folder.File("real/second")).LinkTarget);

        File.CreateSymbolicLink(_folder.File("dangling"), "real/born");
        AtomicFile.Write(_folder.File("dangling"), stream => stream.Write(s_new));
        Assert.Equal(s_new, File.ReadAllBytes(_folder.File("real/born")));
        Assert.Equal("real/born", new FileInfo(_folder.File("dangling")).LinkTarget);
        Assert.Equal(["file"], Names("real/deep"));
    }

    [Theory]
    [InlineData(0b110_000_000)]
    [InlineData(0b111_101_101)]
    [InlineData(0b110_110_110)]
    public void Permissions_stay(int mode)
    {
        if (OperatingSystem.IsWindows()) return;
        string path = _folder.Write("file", s_old);
        File.SetUnixFileMode(path, (UnixFileMode)mode);
        UnixFileMode during = 0;
        AtomicFile.Write(path, stream =>
        {
            stream.Write(s_new);
            if (!OperatingSystem.IsWindows()) during = File.GetUnixFileMode(((FileStream)stream).SafeFileHandle);
        });
        Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(path));
        Assert.Equal((UnixFileMode)0, during & ~(UnixFileMode)mode); // nobody may read it meanwhile who may not read it before and after
        Assert.Equal(s_new, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Devices_and_pipes_are_sent_the_bytes_and_stay_what_they_are()
    {
        if (OperatingSystem.IsWindows()) return;
        AtomicFile.Write("/dev/null", stream => stream.Write(s_new));
        Assert.False(FileTraits.Of("/dev/null").IsRegular);
        string link = _folder.File("null");
        File.CreateSymbolicLink(link, "/dev/null");
        AtomicFile.Write(link, stream => stream.Write(s_new));
        Assert.Equal("/dev/null", new FileInfo(link).LinkTarget);
        if (OperatingSystem.IsLinux()) Assert.Throws<IOException>(() => AtomicFile.Write("/dev/full", stream => stream.Write(s_new)));

        string pipe = _folder.File("pipe");
        using (Process make = Process.Start("mkfifo", [pipe])) await make.WaitForExitAsync();
        Task<byte[]> reader = Task.Run(() => File.ReadAllBytes(pipe));
        AtomicFile.Write(pipe, stream => stream.Write(s_new));
        Assert.Equal(s_new, await reader.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.False(FileTraits.Of(pipe).IsRegular);
    }

    [Fact]
    public void A_file_that_is_open_already_is_written_where_it_is()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var file = new FileStream(_folder.Write("file", s_old), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        AtomicFile.Write($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}", stream => stream.Write(s_new));
        Assert.Equal([.. s_old, .. s_new], File.ReadAllBytes(_folder.File("file")));
        Assert.Equal(FileKind.Descriptor, FileTarget.Of("/dev/stdout").Kind);
    }

    [Fact]
    public void What_cannot_be_written_is_said_with_its_path_before_anything_happens()
    {
        _folder.Write("file", s_old);
        Directory.CreateDirectory(_folder.File("sub"));
        File.CreateSymbolicLink(_folder.File("one"), "other");
        File.CreateSymbolicLink(_folder.File("other"), "one");
        Refused<IOException>("sub", "is a directory");
        Refused<IOException>("sub/", "is a directory");
        Refused<IOException>("file/", "names a directory");
        Refused<IOException>("new/", "names a directory");
        Refused<IOException>("one", "round in a circle");
        Refused<DirectoryNotFoundException>("none/file", "there is no directory");
        Refused<DirectoryNotFoundException>("none/../file", "there is no directory");
        Refused<DirectoryNotFoundException>("file/below", "is not a directory");
        Refused<PathTooLongException>(new string('n', 300), "the name is too long");
        Assert.Equal(s_old, File.ReadAllBytes(_folder.File("file")));
        Assert.Equal(["file", "one", "other", "sub"], Names("."));
    }

    [Fact]
    public void A_read_only_file_and_a_folder_that_takes_no_files_are_refused()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return; // nothing is read-only to root
        string path = _folder.Write("closed/file", s_old);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.Contains("read-only", Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(path, stream => stream.Write(s_new))).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Refused<UnauthorizedAccessException>("closed/new", "no file can be created in");
            AtomicFile.Write(path, stream => stream.Write(s_new)); // there is one, and it may be written
            Assert.Equal(s_new, File.ReadAllBytes(path));
        }
        finally
        {
            File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Another_owners_file_keeps_its_owner()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return; // only root can give files away
        string path = _folder.Write("file", s_old);
        using (Process chown = Process.Start("chown", ["12345:54321", path])) chown.WaitForExit();
        string? owner = FileTraits.Of(path).Owner;
        AtomicFile.Write(path, stream => stream.Write(s_new));
        Assert.Equal(owner, FileTraits.Of(path).Owner);
        Assert.Equal(s_new, File.ReadAllBytes(path));
        Assert.Equal(["file"], Names("."));
    }

    [Fact]
    public void Names_as_long_as_the_system_takes_are_written()
    {
        string path = _folder.File(new string('n', 255));
        AtomicFile.Write(path, stream => stream.Write(s_old));
        AtomicFile.Write(path, stream => stream.Write(s_new));
        Assert.Equal(s_new, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_failure_leaves_what_was_there_and_no_temporary_file()
    {
        string path = _folder.Write("file", s_old);
        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(path, Fail));
        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(_folder.File("new"), Fail));
        Assert.Throws<IOException>(() => AtomicFile.Write(path, _ => throw new ArgumentOutOfRangeException("value"))); // as .NET tells of a file too large
        Assert.Equal(s_old, File.ReadAllBytes(path));
        Assert.Equal(["file"], Names("."));

        static void Fail(Stream stream)
        {
            stream.Write(s_new);
            throw new InvalidDataException();
        }
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_and_what_another_is_writing_is_not()
    {
        string path = _folder.Write("file", s_old);
        using var working = TemporaryFile.Create(FileTarget.Of(path));
        string left = Directory.GetFiles(_folder.Path, ".autograd-*.tmp").Single().Replace(".tmp", "x.tmp", StringComparison.Ordinal);
        File.WriteAllBytes(left, s_new); // nobody has it open
        AtomicFile.Write(path, stream => stream.Write(s_new));
        Assert.False(File.Exists(left));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
        working.Dispose();
        Assert.Equal(["file"], Names("."));
    }

    [Fact]
    public void Many_threads_write_one_file_and_it_is_always_whole()
    {
        string path = _folder.File("file");
        Parallel.For(0, 64, i => AtomicFile.Write(path, stream => stream.Write([.. Enumerable.Repeat((byte)i, 5000)])));
        Assert.Single(File.ReadAllBytes(path).Distinct());
        Assert.Equal(5000, new FileInfo(path).Length);
        Assert.Equal(["file"], Names("."));
    }

    [Fact]
    public void Weights_are_written_through_links_and_to_devices_too()
    {
        string target = _folder.Write("weights", s_old), link = _folder.File("link");
        File.CreateSymbolicLink(link, "weights");
        Safetensors.Save(link, [new("w", Tensor.Ones([2]))]);
        Assert.Equal(["w"], Safetensors.Load(target).Keys);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        if (OperatingSystem.IsWindows()) return;
        Safetensors.Save("/dev/null", [new("w", Tensor.Ones([2]))]);
        Assert.False(FileTraits.Of("/dev/null").IsRegular);
    }

    private string[] Names(string folder) =>
        [.. Directory.GetFileSystemEntries(_folder.File(folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private void Refused<TError>(string name, string message)
        where TError : Exception
    {
        string path = _folder.Path + "/" + name;
        string found = Assert.Throws<TError>(() => AtomicFile.Write(path, stream => stream.Write(s_new))).Message;
        Assert.StartsWith(path, found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }
}
