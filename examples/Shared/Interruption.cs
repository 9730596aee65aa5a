using System.Runtime.InteropServices;

namespace Autograd.Examples.Shared;

/// <summary>
/// Lets Ctrl-C and the other requests to stop end a program at its next step, so that the terminal is as before and no file is half
/// written.
/// </summary>
/// <remarks>A second request ends it at once; files are still whole, because they appear in one step.</remarks>
internal sealed class Interruption : IDisposable
{
    private const int SignalBase = 128; // shells name a process that a signal ended by 128 and the signal's number

    private static readonly AsyncLocal<CancellationToken> s_token = new();
    private static readonly (PosixSignal Signal, int Number)[] s_requests =
        [(PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15), (PosixSignal.SIGHUP, 1)];

    private readonly CancellationTokenSource _source;
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Listens to the terminal and to a token.</summary>
    /// <param name="listen">Whether the process's signals are meant for this program.</param>
    /// <param name="token">Another way to ask for the end.</param>
    public Interruption(bool listen, CancellationToken token)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(token);
        s_token.Value = _source.Token;
        if (!listen) return;
        foreach ((PosixSignal signal, int number) in s_requests)
            _registrations.Add(PosixSignalRegistration.Create(signal, context => Request(context, SignalBase + number)));
        if (OperatingSystem.IsWindows()) return;
        // Neither is prevented: the one suspends the program, the other ends it. The cursor must be there all the same.
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGTSTP, PosixSignal.SIGQUIT])
            _registrations.Add(PosixSignalRegistration.Create(signal, _ => Terminal.ShowCursor()));
    }

    /// <summary>Set when the running program was asked to stop.</summary>
    public static CancellationToken Token => s_token.Value;

    /// <summary>The exit code of a program that was stopped: 130 after Ctrl-C.</summary>
    public int ExitCode { get; private set; } = SignalBase + 2;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        s_token.Value = default;
        _source.Dispose();
    }

    private void Request(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (_source.IsCancellationRequested)
        {
            Terminal.ShowCursor();
            Environment.Exit(exitCode);
        }

        ExitCode = exitCode;
        _source.Cancel();
    }
}
