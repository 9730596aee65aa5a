using System.Formats.Tar;
using System.Text;

namespace Autograd.Serialization;

/// <summary>A file's type and owner on Unix.</summary>
/// <param name="Type">The type flag that a tar archive gives it: <c>'0'</c> for a regular file; <c>'\0'</c> for a socket.</param>
/// <param name="Owner">Its user and its group, as the archive writes them; null where they cannot be told.</param>
/// <remarks>
/// .NET has no call for either. A tar header has both, and the runtime fills it in from the file's status, without opening a device or a
/// pipe.
/// </remarks>
internal readonly record struct FileTraits(char Type, string? Owner)
{
    private const char RegularType = '0', SocketType = '\0';
    private const int PlainIOError = unchecked((int)0x80131620); // an IOException that does not come from the system

    /// <summary>A regular file, a link to which is followed.</summary>
    public bool IsRegular => Type == RegularType;

    /// <summary>A socket: it cannot be opened, and therefore not written.</summary>
    public bool IsSocket => Type == SocketType;

    /// <summary>Whether a file is a regular one; most are told by their length, for devices and pipes have none.</summary>
    /// <exception cref="IOException">There is no such file, or its path is too long.</exception>
    public static FileTraits OfType(string path) =>
        new FileInfo(path) is { Exists: true, Length: > 0 } ? new FileTraits(RegularType, null) : Of(path);

    /// <summary>
    /// Looks at a file; a symbolic link is not followed. A regular file is read to its end, because the archive writer is not to be
    /// stopped.
    /// </summary>
    /// <exception cref="IOException">There is no such file, or its path is too long.</exception>
    public static FileTraits Of(string path)
    {
        // Neither has devices and pipes among its files.
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser()) return new FileTraits(RegularType, string.Empty);
        var header = new HeaderStream();
        try
        {
            using var archive = new TarWriter(header, TarEntryFormat.Gnu, leaveOpen: true);
            archive.WriteEntry(path, "x");
            return header.Traits;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or ArgumentException)
        {
            // Only regular files are opened; this one may not be read, or the archive has no room for its numbers.
            return new FileTraits(RegularType, null);
        }
        catch (IOException problem) when (problem.HResult == PlainIOError)
        {
            return new FileTraits(SocketType, null);
        }
    }

    /// <summary>Keeps what is wanted of the first block and nothing of the rest.</summary>
    private sealed class HeaderStream : MemoryStream
    {
        private const int OwnerStart = 108, OwnerLength = 16, TypeStart = 156;

        private bool _isComplete;

        public FileTraits Traits { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_isComplete || buffer.Length <= TypeStart) return;
            _isComplete = true;
            Traits = new FileTraits((char)buffer[TypeStart], Encoding.Latin1.GetString(buffer.Slice(OwnerStart, OwnerLength)));
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
