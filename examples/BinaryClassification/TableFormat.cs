using System.CommandLine;
using System.CommandLine.Parsing;
using Autograd.Examples.Shared;
using Autograd.Examples.Shared.Tables;

namespace Autograd.Examples.BinaryClassification;

/// <summary>The options that say how a table is written.</summary>
/// <param name="table">What the table is called in their descriptions: <c>--data</c>.</param>
internal sealed class TableFormat(string table)
{
    private readonly Option<char?> _separator = new("--separator")
    {
        Description = $"What separates the fields of {table}. Unless given, it is found out, and said.",
        HelpName = string.Join('|', CsvFormat.SeparatorNames),
        CustomParser = result =>
        {
            string word = result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
            char? separator = CsvFormat.SeparatorOf(word);
            if (separator is null) result.AddError($"--separator takes {string.Join(" or ", CsvFormat.SeparatorNames)}, not '{word}'");
            return separator;
        },
    };

    private readonly Option<string> _decimal = Choice.OneOf(
        "--decimal",
        $"Whether the numbers of {table} have a decimal point or comma. auto: it is found out, and said.",
        "auto",
        "point",
        "comma");

    private readonly Option<string> _header = Choice.OneOf(
        "--header",
        $"Whether the first line of {table} names the columns. auto: it is found out, and said; where it is not clear, nothing is done.",
        "auto",
        "yes",
        "no");

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> Options => [_separator, _decimal, _header];

    /// <summary>Refuses a command line on which a comma is to be two things.</summary>
    public void Check(Command command) => command.Validators.Add(result =>
    {
        // Where an option is wrong its value cannot be had, and its own error is the one to show.
        if (Token(result, _separator) is "comma" or "," && Token(result, _decimal) == "comma")
            result.AddError("--separator comma and --decimal comma do not go together: a comma is one or the other");
    });

    /// <summary>What they say.</summary>
    public CsvFormat Read(ParseResult parsed) => new(
        parsed.GetValue(_separator),
        parsed.GetValue(_decimal) switch { "comma" => true, "point" => false, _ => null },
        parsed.GetValue(_header) switch { "yes" => true, "no" => false, _ => null });

    private static string? Token(CommandResult result, Option option) =>
        result.GetResult(option) is { Tokens: [.., var token] } ? token.Value : null;
}
