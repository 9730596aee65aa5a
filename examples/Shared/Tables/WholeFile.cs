namespace Autograd.Examples.Shared;

/// <summary>Text files that nobody ever sees half written.</summary>
public static class WholeFile
{
    /// <summary>Writes UTF-8 text to a temporary file beside the path and renames it when it is whole; when that fails, nothing is left of it.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        RequirePlace(path);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var writer = new StreamWriter(temporary)) write(writer);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Complains if a file cannot be written there: before the work whose results it is to hold.</summary>
    /// <exception cref="IOException">There is no such folder, or the path is a folder.</exception>
    public static void RequirePlace(string? path)
    {
        if (path is null) return;
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (Directory.Exists(path)) throw new IOException($"{path}: this is a directory, not a file to write");
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{path}: there is no directory {folder} to write it in");
    }
}
