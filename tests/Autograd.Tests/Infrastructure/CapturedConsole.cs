namespace Autograd.Tests.Infrastructure;

/// <summary>Catches what is written to the console until it is disposed.</summary>
internal sealed class CapturedConsole : IDisposable
{
    private readonly TextWriter _before = Console.Out;
    private readonly StringWriter _caught = new();

    public CapturedConsole() => Console.SetOut(_caught);

    public string[] Lines() => _caught.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => Console.SetOut(_before);
}
