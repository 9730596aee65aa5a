using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Autograd.Examples.Shared;

/// <summary>Command-line options that check their values and say in plain words what they take.</summary>
public static class Choice
{
    /// <summary>One of a few words; the first is the default.</summary>
    public static Option<string> OneOf(string name, string description, params string[] words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => words[0],
            CustomParser = result => Array.Find(words, word => word == Text(result))
                ?? Refuse<string>(result, name, string.Join(" or ", words)),
        };
    }

    /// <summary>A number in a range, in the invariant culture.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="otherwise">The value when it is not given.</param>
    /// <param name="isValid">Whether a number is in the range.</param>
    /// <param name="range">The range in words: <c>a whole number from 1 up</c>.</param>
    public static Option<T> Number<T>(string name, string description, T otherwise, Predicate<T> isValid, string range)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = description,
            HelpName = "number",
            DefaultValueFactory = _ => otherwise,
            CustomParser = result => Parse(result, name, isValid, range),
        };

    /// <summary>A number that need not be given; null then.</summary>
    public static Option<T?> OptionalNumber<T>(string name, string description, Predicate<T> isValid, string range)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = description,
            HelpName = "number",
            CustomParser = result => Parse(result, name, isValid, range),
        };

    /// <summary>A file or directory; null when it is not given.</summary>
    public static Option<string?> Place(string name, string description, string helpName) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => Text(result) is { Length: > 0 } path ? path : Refuse<string>(result, name, $"a {helpName}"),
        };

    /// <summary>
    /// A file to write; null when it is not given. Where it cannot be written, that is said at once and not after the work.
    /// </summary>
    public static Option<string?> OutputFile(string name, string description, string helpName = "file") =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                if (Text(result) is not { Length: > 0 } path)
                    return Refuse<string>(result, name, $"a {helpName.Replace("|", " or ", StringComparison.Ordinal)}");
                if (Shared.OutputFile.Problem(path) is { } problem) result.AddError($"{name} {problem}");
                return path;
            },
        };

    /// <summary>A picture to write, SVG or PNG by its name; null when it is not given.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it shows.</param>
    public static Option<string?> Picture(string name, string description)
    {
        Option<string?> option = OutputFile(name, description, "FILE.svg|FILE.png");
        option.Validators.Add(result =>
        {
            // A pipe or a device has no ending, and receives SVG.
            if (result.Tokens is [.., { Value: { Length: > 0 } path }]
                && Path.GetExtension(path).ToLowerInvariant() is not ("" or ".svg" or ".png"))
                result.AddError($"{name} takes a FILE.svg or FILE.png, not '{path}'");
        });
        return option;
    }

    /// <summary>The colours of pictures.</summary>
    public static Option<string> Theme() => OneOf("--theme", "The colours of pictures, for a light page or a dark one.", "light", "dark");

    /// <summary>The option that every program has: a JSON file of every figure that it prints.</summary>
    public static Option<string?> Json() => OutputFile("--json", "Writes every figure to a JSON file.", "FILE.json");

    /// <summary>Refuses a command line on which two outputs, or an output and an input, are one file.</summary>
    /// <param name="command">The command.</param>
    /// <param name="outputs">Files that are written.</param>
    /// <param name="inputs">Files that are read.</param>
    public static void DifferentFiles(Command command, Option<string?>[] outputs, params Option<string?>[] inputs)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Validators.Add(result =>
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                if (PathOf(result, outputs[i]) is not { } path) continue;
                foreach (Option<string?> other in (IEnumerable<Option<string?>>)[.. outputs.Skip(i + 1), .. inputs])
                {
                    if (PathOf(result, other) is not { } otherPath || !Shared.OutputFile.IsSameFile(path, otherPath)) continue;
                    string names = $"{outputs[i].Name} {path} and {other.Name} {otherPath}";
                    result.AddError($"{names} are the same file, and one would overwrite the other");
                }
            }
        });
    }

    /// <summary>Refuses a command line that gives both of two options.</summary>
    public static void NotTogether(Command command, Option one, Option other, string why)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Validators.Add(result =>
        {
            if (IsGiven(result, one) && IsGiven(result, other)) result.AddError($"{one.Name} and {other.Name} do not go together: {why}");
        });
    }

    /// <summary>Refuses a command line that gives an option without what it needs.</summary>
    /// <param name="command">The command.</param>
    /// <param name="option">The option that needs something.</param>
    /// <param name="isMet">Whether it is there.</param>
    /// <param name="need">What it needs, in words: <c>--load</c>.</param>
    public static void Needs(Command command, Option option, Predicate<CommandResult> isMet, string need)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Validators.Add(result =>
        {
            if (IsGiven(result, option) && !isMet(result)) result.AddError($"{option.Name} needs {need}");
        });
    }

    /// <summary>Whether an option stands on the command line.</summary>
    public static bool IsGiven(CommandResult result, Option option)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.GetResult(option) is { Implicit: false };
    }

    // Not GetValue, which throws for an option that has been found wrong.
    private static string? PathOf(CommandResult result, Option<string?> option) =>
        result.GetResult(option) is { Implicit: false, Tokens: [.., { Value.Length: > 0 } token] } ? token.Value : null;

    private static T Parse<T>(ArgumentResult result, string name, Predicate<T> isValid, string range)
        where T : struct, INumber<T> =>
        T.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && isValid(value)
            ? value
            : Refuse<T>(result, name, range);

    private static T? Refuse<T>(ArgumentResult result, string name, string expected)
    {
        result.AddError($"{name} takes {expected}, not '{Text(result)}'");
        return default;
    }

    private static string Text(ArgumentResult result) => result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
}
