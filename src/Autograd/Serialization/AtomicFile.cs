namespace Autograd.Serialization;

/// <summary>Writes files that nobody ever sees half written.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary file beside <paramref name="path"/> and renames it when it is whole; when that fails, the temporary file is
    /// removed and what was there before stays.
    /// </summary>
    public static void Write(string path, Action<FileStream> write)
    {
        // Beside the target, because only within one file system is a rename one step.
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
