namespace Autograd.Examples.Shared.Tables;

/// <summary>Finds out how a table is written.</summary>
internal static class CsvSniffer
{
    private const int Lines = 20;
    private const int LeastCountedNames = 3; // "0,1" can be data as well

    // The comma last: in "2,5;no" it can separate as well, and more often is a decimal comma.
    private static readonly char[] s_separators = [';', '\t', '|', ','];

    /// <summary>The separator that every line has about as often, and that leaves the most numbers.</summary>
    public static char Separator(string text)
    {
        (char Separator, double Numbers, int Fields) best = (',', -1, 0);
        foreach (char separator in s_separators)
        {
            List<List<string>> rows = Split(text, separator);
            if (rows.Count == 0) break;
            int least = rows.Min(row => row.Count), most = rows.Max(row => row.Count);
            if (least < 2) continue;
            // One more at the end of a header or of a row is common.
            double numbers = most - least > 1
                ? -0.5
                : rows.Skip(rows.Count > 1 ? 1 : 0).Average(row => row.Average(field => IsNumber(field, separator) ? 1.0 : 0));
            if ((numbers, least).CompareTo((best.Numbers, best.Fields)) > 0) best = (separator, numbers, least);
        }

        return best.Separator;
    }

    /// <summary>Whether the numbers have a decimal comma.</summary>
    /// <exception cref="DataFormatException">Some have, and some have a point.</exception>
    public static bool DecimalComma(string source, char separator, IReadOnlyList<string[]> rows)
    {
        // Between commas a comma is inside quotes, and there it more often separates thousands.
        if (separator == ',') return false;
        IEnumerable<string> fields = rows.SelectMany(row => row);
        string? comma = fields.FirstOrDefault(field => field.Contains(',') && CsvFormat.TryNumber(field, decimalComma: true, out _));
        if (comma is null) return false;
        string? point = fields.FirstOrDefault(field => field.Contains('.') && CsvFormat.TryNumber(field, decimalComma: false, out _));
        return point is null
            ? true
            : throw new DataFormatException(
                $"{source}: some numbers have a decimal comma ('{comma}') and some a decimal point ('{point}'); say which by --decimal");
    }

    /// <summary>Whether the first row has names: words alone, or 0, 1, 2, … as pandas numbers columns.</summary>
    /// <exception cref="DataFormatException">It may be names or data.</exception>
    public static bool HasHeader(string source, IReadOnlyList<string[]> rows, bool decimalComma)
    {
        if (rows.Count == 0) return false;
        string[] first = rows[0];
        bool[] isNumber = Array.ConvertAll(first, field => LooksLikeNumber(field) || CsvFormat.TryNumber(field, decimalComma, out _));
        if (!isNumber.Contains(true)) return true;
        int skip = first[0].Length == 0 ? 1 : 0; // pandas leaves the place above its index empty
        if (Counts(first[skip..], 0) && first.Length - skip >= LeastCountedNames) return true;
        if (first.Length - skip > 1 && (Counts(first[skip..], 0) || (Counts(first[skip..], 1) && first.Length - skip >= LeastCountedNames)))
            throw Unclear(source, $"'{string.Join(',', first)}' may be the numbers of the columns or data");
        for (int j = 0; j < first.Length; j++)
        {
            IEnumerable<string> below = rows.Skip(1).Select(row => row[j]).Where(field => field.Length > 0);
            bool[] others = [.. below.Select(field => CsvFormat.TryNumber(field, decimalComma, out _)).Distinct()];
            if (first[j].Length > 0 && others is [var other] && other != isNumber[j])
                throw Unclear(source, $"'{first[j]}' stands above {(other ? "numbers" : "words")} alone in column {j}");
        }

        return false;
    }

    private static bool Counts(string[] fields, int from) =>
        fields.Select((field, i) => field == (from + i).ToString(System.Globalization.CultureInfo.InvariantCulture)).All(same => same);

    private static DataFormatException Unclear(string source, string why) =>
        new($"{source}, line 1: it may be a header or a row of data: {why}; say which by --header yes or --header no");

    // "1.234,5" is neither a readable number nor a name: taken for a header, it would be dropped silently.
    private static bool LooksLikeNumber(string field) =>
        field.Any(char.IsAsciiDigit) && field.All(c => char.IsAsciiDigit(c) || "+-.,' ".Contains(c));

    private static bool IsNumber(string field, char separator) =>
        CsvFormat.TryNumber(field, decimalComma: false, out _)
        || (separator != ',' && CsvFormat.TryNumber(field, decimalComma: true, out _));

    // Enough to choose a separator: the first lines, and quotes that keep separators and line ends together.
    private static List<List<string>> Split(string text, char separator)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        bool isQuoted = false;
        int start = 0;
        for (int i = 0; i <= text.Length && rows.Count < Lines; i++)
        {
            char c = i < text.Length ? text[i] : '\n';
            if (c == '"') isQuoted = !isQuoted;
            if (isQuoted && i < text.Length) continue;
            bool isEnd = c is '\n' or '\r';
            if (c != separator && !isEnd) continue;
            row.Add(text[start..i].Trim(' ', '"'));
            start = i + 1;
            if (!isEnd) continue;
            if (row is not [""]) rows.Add(row);
            row = [];
        }

        return rows;
    }
}
