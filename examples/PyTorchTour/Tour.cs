using System.Globalization;
using System.Runtime.CompilerServices;
using Autograd.Nn;

namespace Autograd.Examples.PyTorchTour;

/// <summary>
/// Puts lines of C# beside the lines of Python that were captured. A section calls it once for each line, in the order of <c>tour.py</c>.
/// </summary>
/// <param name="section">The section's name.</param>
/// <param name="captured">Its lines of Python.</param>
internal sealed class Tour(string section, IReadOnlyList<CapturedLine> captured)
{
    private readonly List<TourLine> _lines = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<TourLine> Lines => _lines;

    /// <summary>A line with a value, which is printed if PyTorch printed one.</summary>
    /// <param name="python">The line of Python, as captured.</param>
    /// <param name="value">The line of C#.</param>
    /// <param name="because">Why they print different things; null where they do not.</param>
    /// <param name="code">The text of the line of C#, which the compiler fills in.</param>
    /// <exception cref="AutogradException">
    /// The captured line is another one, or what is printed differs without a reason, or there is a reason without a difference.
    /// </exception>
    public void Line(string python, object? value, string? because = null, [CallerArgumentExpression(nameof(value))] string code = "") =>
        Add(python, CodeText.Expression(code), TextOf(value), because);

    /// <summary>A line whose value is a window to a tensor's memory.</summary>
    /// <inheritdoc cref="Line(string, object, string, string)"/>
    public void Line(
        string python, ReadOnlySpan<float> value, string? because = null, [CallerArgumentExpression(nameof(value))] string code = "") =>
        Add(python, CodeText.Expression(code), TextOf(value.ToArray()), because);

    /// <summary>A line that does something and prints nothing.</summary>
    /// <inheritdoc cref="Line(string, object, string, string)"/>
    public void Do(string python, Action value, [CallerArgumentExpression(nameof(value))] string code = "")
    {
        value();
        Add(python, CodeText.Statement(code), null, null);
    }

    /// <summary>Several lines that print.</summary>
    /// <inheritdoc cref="Line(string, object, string, string)"/>
    public void Block(string python, Action<Action<object?>> value, [CallerArgumentExpression(nameof(value))] string code = "")
    {
        List<string> printed = [];
        value(text => printed.Add(TextOf(text)));
        Add(python, CodeText.Statement(code), string.Join('\n', printed), null);
    }

    /// <summary>A line that is refused.</summary>
    /// <inheritdoc cref="Line(string, object, string, string)"/>
    public void Fails(string python, Action value, [CallerArgumentExpression(nameof(value))] string code = "")
    {
        try
        {
            value();
        }
        catch (AutogradException error)
        {
            Add(python, CodeText.Statement(code), $"{error.GetType().Name}: {error.Message}", Because.Message);
            return;
        }

        throw new AutogradException($"{section}: '{python}' is not refused");
    }

    /// <summary>A type, whose source is shown.</summary>
    /// <param name="python">Its lines in Python, as captured.</param>
    /// <param name="file">The file of its source.</param>
    public void Define(string python, string file)
    {
        using var reader = new StreamReader(typeof(Tour).Assembly.GetManifestResourceStream(file)!);
        Add(python, CodeText.TypeOf(reader.ReadToEnd()), null, null);
    }

    /// <summary>Checks that no line of Python is left.</summary>
    /// <exception cref="AutogradException">One is.</exception>
    public void End()
    {
        if (_lines.Count < captured.Count)
            throw new AutogradException($"{section}: '{captured[_lines.Count].Code}' has no line of C#");
    }

    private void Add(string python, string code, string? here, string? because)
    {
        CapturedLine? expected = _lines.Count < captured.Count ? captured[_lines.Count] : null;
        if (expected?.Code != python)
            throw new AutogradException($"{section}: '{python}' stands where tour.json has '{expected?.Code}'; run capture.py");
        string? there = expected.Printed;
        var line = new TourLine(section, expected.Note, python, code, there, there is null ? null : here, because);
        bool differs = !line.IsSame && !line.IsSameWithoutPrefix;
        if (differs && because is null)
            throw new AutogradException($"{section}: '{python}' prints '{here}', in PyTorch '{there}', for no reason that is given");
        if (!differs && because is not null)
            throw new AutogradException($"{section}: '{python}' prints the same as in PyTorch, and a reason is given why it does not");
        _lines.Add(line);
    }

    private static string TextOf(object? value) => value switch
    {
        null => "null",
        float[] numbers => $"[{string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
        double[] numbers => $"[{string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
        Module module => module.ToString().ReplaceLineEndings("\n"),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!.ReplaceLineEndings("\n"),
    };
}
