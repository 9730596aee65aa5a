using System.Runtime.ExceptionServices;
using System.Text;
using Autograd.Serialization;

namespace Autograd.Examples.Shared;

/// <summary>Files that a program writes.</summary>
public static class OutputFile
{
    private static readonly StringComparison s_pathComparison =
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>
    /// Writes text to a file in UTF-8, lines ending in LF. It appears whole or not at all; one that is there is replaced and keeps its
    /// permissions and owner, a symbolic link stays, a device or a pipe is sent the text.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the text.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder takes no new files.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        AtomicFile.Write(path, stream =>
        {
            using StreamWriter text = TextOf(stream, leaveOpen: true);
            write(text);
        });
    }

    /// <summary>Writes bytes to a file, under the terms of <see cref="Write"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the bytes.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder takes no new files.</exception>
    public static void WriteBytes(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        AtomicFile.Write(path, write);
    }

    /// <summary>Opens a file whose lines can be read while the program still runs: a log. What was in it goes away.</summary>
    /// <param name="path">The file, the device or the pipe.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder takes no new files.</exception>
    public static TextWriter Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = FileTarget.Of(path);
        if (target.Kind == FileKind.Missing)
            return TextOf(new FileStream(target.Path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));
        Stream stream = target.OpenInPlace();
        if (target.Kind == FileKind.Regular) stream.SetLength(0);
        return TextOf(stream);
    }

    /// <summary>Why a file cannot be written there, as far as can be told without writing it; null when it seems to be possible.</summary>
    public static string? Problem(string path)
    {
        try
        {
            FileTarget.Of(path).Probe();
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return problem.Message;
        }
    }

    /// <summary>
    /// Whether writing to one path would overwrite what another names: two names of one regular file, through links or not.
    /// </summary>
    public static bool IsSameFile(string one, string other)
    {
        try
        {
            FileTarget a = FileTarget.Of(one), b = FileTarget.Of(other);
            return a.Kind is FileKind.Missing or FileKind.Regular && a.Path.Equals(b.Path, s_pathComparison);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false; // one of them cannot be written, or is a directory
        }
    }

    /// <summary>Refuses to overwrite what the program reads.</summary>
    /// <param name="outputs">Options and the files that they name; those not given are null.</param>
    /// <param name="inputs">Files that are read.</param>
    /// <exception cref="IOException">One of the outputs is one of the inputs.</exception>
    public static void RefuseInputs(IEnumerable<(string Option, string? Path)> outputs, IEnumerable<string> inputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        string[] read = [.. inputs];
        foreach ((string option, string? path) in outputs)
        {
            if (path is not null && Array.Find(read, input => IsSameFile(path, input)) is { } input)
                throw new IOException($"{option} {path} would overwrite {input}, from which the program reads");
        }
    }

    /// <summary>Does every one of several pieces of writing, also after one that fails; then tells what failed.</summary>
    /// <exception cref="IOException">One or several could not be done.</exception>
    public static void WriteAll(params Action[] writings)
    {
        ArgumentNullException.ThrowIfNull(writings);
        List<Exception> problems = [];
        foreach (Action write in writings)
        {
            try
            {
                write();
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                problems.Add(problem);
            }
        }

        if (problems.Count == 1) ExceptionDispatchInfo.Throw(problems[0]);
        if (problems.Count > 1) throw new IOException(string.Join("; ", problems.Select(problem => problem.Message)));
    }

    private static StreamWriter TextOf(Stream stream, bool leaveOpen = false) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: leaveOpen) { NewLine = "\n" };
}
