using System.Text.RegularExpressions;

namespace Autograd.Tests.Errors;

/// <summary>One misuse: the code, what it throws, the message, and what to do instead.</summary>
/// <param name="Section">The heading of <c>docs/errors.md</c> under which it stands.</param>
/// <param name="Name">What is wrong, in a few words.</param>
/// <param name="Code">The code that throws, as the page shows it.</param>
/// <param name="Provoke">The same code, compiled.</param>
/// <param name="Exception">The type it throws: this very type.</param>
/// <param name="Message">The message, to the letter.</param>
/// <param name="Instead">What to do.</param>
public sealed partial record ErrorCase(string Section, string Name, string Code, Action Provoke, Type Exception, string Message, string Instead)
{
    /// <summary>The source text of a lambda, without what makes it a lambda.</summary>
    public static string Statement(string lambda)
    {
        string code = Space().Replace(lambda["() =>".Length..], " ").Trim();
        return code.StartsWith('{') ? code[1..^1].Trim() : code;
    }

    public override string ToString() => Name;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
