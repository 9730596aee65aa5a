using System.Globalization;
using Spectre.Console;

namespace Autograd.Examples.Shared;

/// <summary>
/// What a program says as it works: words, figures, tables and how far it is. Every figure it shows is kept for a JSON file.
/// </summary>
/// <remarks>On a terminal, headings stand out and progress is a bar; elsewhere (a file, a pipe, a test) all of it is plain lines.</remarks>
public sealed class Report
{
    private static readonly TimeSpan s_betweenLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_betweenFrames = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _output;
    private readonly TimeProvider _clock;
    private readonly bool _isLive;

    /// <summary>A report that has said nothing yet.</summary>
    /// <param name="output">Where to write; when it is the console's own output and not redirected, progress is drawn there.</param>
    /// <param name="clock">What tells the time; the system's unless given.</param>
    public Report(TextWriter output, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        (_output, _clock) = (output, clock ?? TimeProvider.System);
        _isLive = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;
    }

    /// <summary>Set when the program was asked to stop; work that is tracked ends by itself then.</summary>
    public CancellationToken Stop { get; } = Interruption.Token;

    /// <summary>The figures that were shown.</summary>
    public Figures Figures { get; } = new();

    /// <summary>The characters of a line of the terminal; null where the output goes elsewhere.</summary>
    public int? Width => _isLive ? AnsiConsole.Profile.Width : null;

    /// <summary>Words in a line of their own.</summary>
    public void Say(string line) => _output.WriteLine(line);

    /// <summary>A title above what follows, underlined.</summary>
    /// <param name="title">Its words.</param>
    public void Title(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        Heading(title);
        Say(new string('─', title.Length));
    }

    /// <summary>A figure in a line of its own: <c>test accuracy: 0.9629</c>.</summary>
    /// <param name="label">What it is.</param>
    /// <param name="value">Its value, kept with all digits.</param>
    /// <param name="format">How it is shown, in .NET's formats; unless given, with all digits.</param>
    public void Figure(string label, double value, string format = "R")
    {
        Figures.Set(label, value);
        Say($"{label}: {value.ToString(format, CultureInfo.InvariantCulture)}");
    }

    /// <summary>Begins a table by its heading.</summary>
    /// <param name="label">What the JSON file calls the list of its rows; null keeps them out.</param>
    /// <param name="columns">Its columns.</param>
    public ResultTable Table(string? label, params Column[] columns) => new(this, label, columns);

    /// <summary>Does some work and shows how far it is, how fast it goes and how long it will still take.</summary>
    /// <param name="what">What is being done: <c>epoch 3</c>.</param>
    /// <param name="total">How much there is to do.</param>
    /// <param name="unit">What it is counted in: <c>images</c>.</param>
    /// <param name="work">Does it, and tells the meter.</param>
    /// <exception cref="OperationCanceledException">The program was asked to stop.</exception>
    public TResult Track<TResult>(string what, long total, string unit, Func<Meter, TResult> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!_isLive) return work(new Meter(total, _clock, s_betweenLines, meter => Say(Line(what, unit, meter)), Stop));
        Terminal.CursorMayBeHidden();
        return AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RateColumn(unit),
                new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(what), maxValue: Math.Max(total, 1));
                // The bar remembers every time it is told, so that it must not be told of every sample.
                return work(new Meter(total, _clock, s_betweenFrames, meter => task.Value = meter.Done, Stop));
            });
    }

    internal void Heading(string line)
    {
        if (_isLive) AnsiConsole.MarkupLineInterpolated($"[bold]{line}[/]");
        else Say(line);
    }

    private static string Line(string what, string unit, Meter meter) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {meter.Done} of {meter.Total} {unit}, {meter.Rate:F0} {unit}/s, {meter.Left.TotalSeconds:F0} s left");
}
