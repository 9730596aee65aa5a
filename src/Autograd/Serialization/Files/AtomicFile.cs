namespace Autograd.Serialization;

/// <summary>Writes files that nobody ever sees half written.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary file and renames it when it is whole; when that fails, the temporary file is removed and what was there before
    /// stays.
    /// </summary>
    /// <param name="path">
    /// The file. A symbolic link stays, and what it names is written; an existing file keeps its permissions and its owner. A device, a
    /// named pipe or <c>/dev/stdout</c> is sent the bytes as they come. Where renaming is impossible (the folder takes no new files, the
    /// file belongs to somebody else and may be written all the same, or is a mount point), the whole content is copied into the file that
    /// is there.
    /// </param>
    /// <param name="write">Writes the content, front to back.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or the folder takes no new files.</exception>
    /// <exception cref="IOException">The path names a directory, or the file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = FileTarget.Of(path);
        try
        {
            if (target.Kind is FileKind.Special or FileKind.Descriptor) Send(target, write);
            else Replace(target, write);
        }
        catch (ArgumentOutOfRangeException problem) when (problem.ParamName == "value")
        {
            // What .NET makes of the system's "file too large".
            throw new IOException($"{path}: the file would become larger than the disk or the user's limits allow", problem);
        }
    }

    private static void Send(FileTarget target, Action<Stream> write)
    {
        using Stream stream = target.OpenInPlace();
        write(stream);
        stream.Flush();
    }

    private static void Replace(FileTarget target, Action<Stream> write)
    {
        if (target.Kind == FileKind.Regular) target.Probe();
        using TemporaryFile temporary = CreateTemporary(target, out bool isBeside);
        write(temporary.Stream);
        temporary.Stream.Flush(flushToDisk: true); // a full disk is found out while the target is still as it was
        if (target.Kind == FileKind.Missing)
        {
            temporary.MoveTo(target);
            return;
        }

        if (isBeside && TemporaryFile.HasOwnerOf(target) && TryMove(temporary, target)) return;
        Copy(temporary.Stream, target);
    }

    private static TemporaryFile CreateTemporary(FileTarget target, out bool isBeside)
    {
        try
        {
            isBeside = true;
            return TemporaryFile.Create(target);
        }
        catch (UnauthorizedAccessException) when (target.Kind == FileKind.Regular)
        {
            isBeside = false;
            return TemporaryFile.CreateElsewhere(target);
        }
    }

    private static bool TryMove(TemporaryFile temporary, FileTarget target)
    {
        try
        {
            temporary.MoveTo(target);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Copy(FileStream from, FileTarget target)
    {
        from.Position = 0;
        using var to = (FileStream)target.OpenInPlace();
        from.CopyTo(to);
        to.SetLength(to.Position);
        to.Flush(flushToDisk: true);
    }
}
