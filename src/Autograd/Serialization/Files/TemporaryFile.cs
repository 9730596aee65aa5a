using System.Security.Cryptography;
using System.Text;

namespace Autograd.Serialization;

/// <summary>A file that is being written before it takes its target's name; unless it does, it is removed.</summary>
/// <remarks>
/// Its name is short whatever the target's is, and says which target it is for. It is locked as long as it is open, so that a temporary
/// file that nobody has locked is what a killed process left, which the next one for the same target removes.
/// </remarks>
internal sealed class TemporaryFile : IDisposable
{
    private const int Attempts = 10;

    private readonly string _path;
    private bool _isMoved;

    private TemporaryFile(string path, UnixFileMode? mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete, // Windows renames no other open file
            BufferSize = 1 << 16,
        };
        // Nobody may read it who may not read the file that it replaces.
        if (mode is { } given && !OperatingSystem.IsWindows())
            options.UnixCreateMode = given | UnixFileMode.UserRead | UnixFileMode.UserWrite;
        (_path, Stream) = (path, new FileStream(path, options));
    }

    /// <summary>Its content.</summary>
    public FileStream Stream { get; }

    /// <summary>Creates one in the target's folder, because only within one file system is a rename one step.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder takes no new files.</exception>
    public static TemporaryFile Create(FileTarget target)
    {
        try
        {
            return Create(target, target.Folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UnauthorizedAccessException($"{target.Given}: no file can be created in {target.Folder}: {Reason(problem)}", problem);
        }
    }

    /// <summary>Creates one where temporary files are kept, for a target whose folder takes none.</summary>
    public static TemporaryFile CreateElsewhere(FileTarget target) => Create(target, Path.GetTempPath());

    /// <summary>Whether a file created beside the target gets the target's user and group.</summary>
    public static bool HasOwnerOf(FileTarget target)
    {
        using TemporaryFile sample = Create(target); // empty: reading it for its owner costs nothing
        return FileTraits.Of(sample._path).Owner is { } owner && owner == FileTraits.Of(target.Path).Owner;
    }

    /// <summary>Takes the target's name, and the permissions of the file that had it.</summary>
    public void MoveTo(FileTarget target)
    {
        if (target.Kind == FileKind.Regular && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(Stream.SafeFileHandle, File.GetUnixFileMode(target.Path));
        // Before the lock is given up, or somebody could take the file for one that was left behind.
        File.Move(_path, target.Path, overwrite: true);
        _isMoved = true;
    }

    /// <summary>Closes it, and removes it unless it has the target's name by now.</summary>
    public void Dispose()
    {
        try
        {
            if (!_isMoved) File.Delete(_path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What led here is worth telling; that a temporary file stays is not.
        }

        try
        {
            Stream.Dispose();
        }
        catch (Exception error) when (!_isMoved && error is IOException or ArgumentOutOfRangeException)
        {
            // The disk is full: what could not be written has been said already.
        }
    }

    private static TemporaryFile Create(FileTarget target, string folder)
    {
        string stem = $".autograd-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Path)).AsSpan(0, 8))}-";
        RemoveAbandoned(folder, stem);
        UnixFileMode? mode = target.Kind == FileKind.Regular && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(target.Path) : null;
        for (int attempt = 1; ; attempt++)
        {
            string path = Path.Combine(folder, $"{stem}{Guid.NewGuid().ToString("N")[..8]}.tmp");
            try
            {
                var file = new TemporaryFile(path, mode);
                // From here on the lock protects it; before, somebody could have removed it as an abandoned one.
                if (attempt == Attempts || File.Exists(path)) return file;
                file.Dispose();
            }
            catch (IOException error) when (attempt < Attempts && error is not (DirectoryNotFoundException or PathTooLongException))
            {
                // Between its creation and its locking somebody took it for an abandoned one.
            }
        }
    }

    private static void RemoveAbandoned(string folder, string stem)
    {
        foreach (string path in List(folder, $"{stem}*.tmp"))
        {
            try
            {
                using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody is writing it.
            }
        }
    }

    private static string[] List(string folder, string pattern)
    {
        try
        {
            return Directory.GetFiles(folder, pattern);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // a folder may take new files and still not be listed
        }
    }

    private static string Reason(Exception problem) => problem switch
    {
        UnauthorizedAccessException => "permission is denied",
        _ => problem.Message,
    };
}
