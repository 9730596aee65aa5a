using System.Globalization;

namespace Autograd.Examples.Shared.Tables;

/// <summary>How a table is written; null is for what is to be found out from the table itself.</summary>
/// <param name="Separator">What stands between two fields.</param>
/// <param name="DecimalComma">Whether numbers have a decimal comma rather than a point.</param>
/// <param name="HasHeader">Whether the first line has the names of the columns.</param>
public sealed record CsvFormat(char? Separator = null, bool? DecimalComma = null, bool? HasHeader = null)
{
    private static readonly (string Name, char Separator, string Words)[] s_separators =
    [
        ("comma", ',', "commas"),
        ("semicolon", ';', "semicolons"),
        ("tab", '\t', "tabs"),
        ("bar", '|', "vertical bars"),
        ("space", ' ', "spaces"),
    ];

    /// <summary>The names of the separators that an option takes.</summary>
    public static IReadOnlyList<string> SeparatorNames { get; } = [.. s_separators.Select(separator => separator.Name)];

    /// <summary>A separator by its name (<c>semicolon</c>) or itself (<c>;</c>); null for anything else.</summary>
    public static char? SeparatorOf(string word)
    {
        foreach ((string name, char separator, _) in s_separators)
        {
            if (word == name || word == separator.ToString() || (word == "\\t" && separator == '\t')) return separator;
        }

        return null;
    }

    /// <summary>Reads a number with a decimal point or comma.</summary>
    internal static bool TryNumber(string field, bool decimalComma, out double number)
    {
        number = double.NaN;
        if (!decimalComma) return double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        // A point in it is neither a decimal point any more nor taken for a separator of thousands.
        return !field.Contains('.')
            && double.TryParse(field.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A separator in words: <c>semicolons</c>.</summary>
    internal static string WordsFor(char separator) =>
        Array.Find(s_separators, known => known.Separator == separator).Words ?? $"'{separator}'";
}
