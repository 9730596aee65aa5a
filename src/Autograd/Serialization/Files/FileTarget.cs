namespace Autograd.Serialization;

/// <summary>The place that a path leads to once every symbolic link on the way has been followed.</summary>
/// <param name="Given">The path as the user wrote it, for messages.</param>
/// <param name="Path">The place itself.</param>
/// <param name="Kind">What is there.</param>
internal sealed record FileTarget(string Given, string Path, FileKind Kind)
{
    private const int MostLinks = 40; // as Linux

    private static readonly char[] s_separators = [System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar];

    /// <summary>The folder in which the file is or will be.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? Path;

    /// <summary>Follows a path to a file that is to be written.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="PathTooLongException">A name on the path is too long.</exception>
    /// <exception cref="IOException">The path names a directory or a socket, or its links go round in a circle.</exception>
    public static FileTarget Of(string given)
    {
        string path = Follow(given, out bool isDescriptor);
        if (Directory.Exists(path)) throw new IOException($"{given}: {given} is a directory");
        if (System.IO.Path.EndsInDirectorySeparator(given))
            throw new IOException($"{given}: this names a directory; leave out the slash at its end");
        if (isDescriptor) return new FileTarget(given, path, FileKind.Descriptor);
        var target = new FileTarget(given, path, FileKind.Missing);
        if (!Directory.Exists(target.Folder))
        {
            throw new DirectoryNotFoundException(
                File.Exists(target.Folder)
                    ? $"{given}: {target.Folder} is not a directory"
                    : $"{given}: there is no directory {target.Folder}");
        }

        try
        {
            var traits = FileTraits.OfType(path);
            if (traits.IsSocket) throw new IOException($"{given}: this is a socket, not a file");
            if (File.Exists(path)) target = target with { Kind = traits.IsRegular ? FileKind.Regular : FileKind.Special };
        }
        catch (FileNotFoundException)
        {
            // It will be created.
        }
        catch (PathTooLongException)
        {
            throw new PathTooLongException($"{given}: the name is too long");
        }

        return target;
    }

    /// <summary>
    /// Fails where the file could not be written, and changes nothing. Devices and pipes are not tried: opening them does something.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or the folder takes no new files.</exception>
    /// <exception cref="IOException">The same, for another reason.</exception>
    public void Probe()
    {
        if (Kind == FileKind.Missing) TemporaryFile.Create(this).Dispose();
        if (Kind == FileKind.Regular) OpenInPlace().Dispose();
    }

    /// <summary>Opens what is there for writing, without emptying it.</summary>
    public Stream OpenInPlace()
    {
        if (Kind == FileKind.Descriptor)
        {
            // Through the standard streams, because they share their place in the file with everything else that the process prints.
#pragma warning disable RS0030 // the library writes nowhere by itself: here the user's path names the place
            if (Path == DescriptorPath(1)) return Console.OpenStandardOutput();
            if (Path == DescriptorPath(2)) return Console.OpenStandardError();
#pragma warning restore RS0030
        }

        try
        {
            // Sharing everything: a device such as /dev/null belongs to all programs at once.
            var file = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            if (Kind == FileKind.Descriptor && file.CanSeek) file.Seek(0, SeekOrigin.End);
            return file;
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new UnauthorizedAccessException(
                $"{Given}: the file may not be written: it is read-only or belongs to somebody else", problem);
        }
    }

    // Component by component: .NET takes "link/.." for nothing at all, where the system goes to the parent of what the link names.
    private static string Follow(string given, out bool isDescriptor)
    {
        string path = OperatingSystem.IsWindows() ? System.IO.Path.GetFullPath(given) : System.IO.Path.Join(Root(given), given);
        string at = System.IO.Path.GetPathRoot(path)!;
        Stack<string> rest = [];
        Push(rest, path[at.Length..]);
        for (int links = 0; rest.TryPop(out string? part);)
        {
            if (part is "." or ".." && !Directory.Exists(at)) throw new DirectoryNotFoundException($"{given}: there is no directory {at}");
            if (part is "..") at = System.IO.Path.GetDirectoryName(at) ?? at;
            if (part is "." or "..") continue;
            string next = System.IO.Path.Join(at, part);
            // The link of an open file is not a path: it may read "pipe:[33324]". Standard input is the exception: it is not written to,
            // and whatever it was redirected from is treated like any other file.
            isDescriptor = IsDescriptor(at, part) && part != "0";
            if (isDescriptor) return next;
            if (LinkOf(next) is not { } link)
            {
                at = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException($"{given}: its symbolic links go round in a circle");
            if (System.IO.Path.IsPathRooted(link)) at = System.IO.Path.GetPathRoot(link)!;
            Push(rest, link[(System.IO.Path.GetPathRoot(link)?.Length ?? 0)..]);
        }

        isDescriptor = false;
        return at;
    }

    private static string Root(string given) => System.IO.Path.IsPathRooted(given) ? string.Empty : Environment.CurrentDirectory;

    private static void Push(Stack<string> rest, string path)
    {
        string[] parts = path.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        for (int i = parts.Length - 1; i >= 0; i--) rest.Push(parts[i]);
    }

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // whatever is wrong with it, opening it will say so better
        }
    }

    private static bool IsDescriptor(string folder, string name) =>
        name.All(char.IsAsciiDigit)
        && (folder == "/dev/fd"
            || (folder.StartsWith("/proc/", StringComparison.Ordinal) && folder.EndsWith("/fd", StringComparison.Ordinal)));

    private static string DescriptorPath(int number) =>
        OperatingSystem.IsLinux() ? $"/proc/{Environment.ProcessId}/fd/{number}" : $"/dev/fd/{number}";
}
