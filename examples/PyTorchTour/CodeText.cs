using System.Text.RegularExpressions;

namespace Autograd.Examples.PyTorchTour;

/// <summary>C# as a reader wants to see it, from the text that the compiler hands over for an argument.</summary>
internal static partial class CodeText
{
    /// <summary>An expression, or the statement of an assignment.</summary>
    public static string Expression(string argument) => Dedent(argument) + (Assignment().IsMatch(argument) ? ";" : string.Empty);

    /// <summary>Statements: what stands in a lambda, without the lambda.</summary>
    public static string Statement(string argument)
    {
        string code = Lambda().Replace(argument, string.Empty, 1);
        return code.StartsWith('{') ? Dedent(code[1..code.LastIndexOf('}')].Trim('\r', '\n', ' ')) : Dedent(code) + ";";
    }

    /// <summary>A file's type, without the lines above it.</summary>
    public static string TypeOf(string source) =>
        source[source.IndexOf("internal sealed class", StringComparison.Ordinal)..].ReplaceLineEndings("\n").TrimEnd();

    // The first line stands where the argument began, and has lost what stood before it.
    private static string Dedent(string code)
    {
        string[] lines = code.ReplaceLineEndings("\n").Split('\n');
        IEnumerable<string> rest = lines.Skip(1).Where(line => line.Trim().Length > 0);
        int indent = rest.Any() ? rest.Min(line => line.Length - line.TrimStart().Length) : 0;
        return string.Join('\n', lines.Select((line, i) => i == 0 || line.Trim().Length == 0 ? line.Trim() : line[indent..].TrimEnd()));
    }

    [GeneratedRegex(@"^(\(\)|print) =>\s*")]
    private static partial Regex Lambda();

    [GeneratedRegex(@"^[\w\[\](), ]+ [-+*/]?= ")]
    private static partial Regex Assignment();
}
