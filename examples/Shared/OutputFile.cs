namespace Autograd.Examples.Shared;

/// <summary>Files that a program writes.</summary>
public static class OutputFile
{
    /// <summary>Writes text to a file in UTF-8, lines ending in LF. It appears whole or not at all; one that is there is replaced.</summary>
    public static void Write(string path, Action<TextWriter> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        // Beside the target, because only within one file system is a rename one step.
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var text = new StreamWriter(temporary) { NewLine = "\n" }) write(text);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Why a file cannot be written there, as far as can be told without trying; null when it seems to be possible.</summary>
    public static string? Problem(string path)
    {
        if (Directory.Exists(path)) return $"{path} is a directory";
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? string.Empty;
        return Directory.Exists(folder) ? null : $"there is no directory {folder}";
    }
}
