using System.CommandLine;
using System.CommandLine.Invocation;

namespace Autograd.Examples.Shared;

/// <summary>
/// Handles a program's errors: what the user can fix becomes one line on stderr and exit code 2; a bug keeps its stack trace.
/// </summary>
public static class ErrorBoundary
{
    /// <summary>The exit code of a program that could not do what it was asked.</summary>
    public const int Failed = 2;

    /// <summary>Runs a command on a program's arguments and returns the exit code.</summary>
    /// <param name="command">The command; its action reports what is wrong by exceptions.</param>
    /// <param name="args">The program's arguments.</param>
    /// <param name="output">Where the program writes; the console unless given.</param>
    /// <param name="error">Where its errors go; the console's stderr unless given.</param>
    /// <param name="stop">Asks the program to stop, as Ctrl-C does.</param>
    /// <returns>0, <see cref="Failed"/>, or 130 after Ctrl-C (143 after a request to terminate).</returns>
    public static int Run(
        RootCommand command, string[] args, TextWriter? output = null, TextWriter? error = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        error ??= Console.Error;
        ParseResult parsed = command.Parse(args);
        if (parsed.Action is ParseErrorAction) return Fail(error, parsed.Errors[0].Message);
        using var interruption = new Interruption(listen: output is null, stop);
        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = output ?? Console.Out,
                Error = error,
                ProcessTerminationTimeout = null, // the interruption does it
            };
            return parsed.Invoke(configuration);
        }
        catch (OperationCanceledException) when (Interruption.Token.IsCancellationRequested)
        {
            error.WriteLine("stopped");
            return interruption.ExitCode;
        }
        catch (Exception problem) when (problem is AutogradException or IOException or UnauthorizedAccessException)
        {
            return Fail(error, problem.Message);
        }
        catch
        {
            // Caught, because an exception that nobody catches runs no finally on its way, not even the progress bar's.
            Terminal.ShowCursor();
            throw;
        }
    }

    private static int Fail(TextWriter error, string message)
    {
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        error.WriteLine($"error: {string.Join(' ', message.Split((char[])['\r', '\n'], Tidy))}");
        return Failed;
    }
}
