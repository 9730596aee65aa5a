using System.Globalization;
using CsvHelper;

namespace Autograd.Examples.Shared.Tables;

/// <summary>A table read from separated text, with or without a header, its lines ending in LF or CRLF.</summary>
/// <remarks>
/// Unless told, it finds out the separator (comma, semicolon, tab or vertical bar), whether numbers have a decimal comma, and whether the
/// first line is a header; where that is not clear it asks rather than guesses. Empty columns at the end, which some programs leave, are
/// dropped.
/// </remarks>
public sealed class CsvTable
{
    private readonly List<string[]> _rows;
    private readonly List<long> _lines;
    private readonly char _separator;
    private readonly bool _decimalComma;

    private CsvTable(string source, string[]? header, List<string[]> rows, List<long> lines, char separator, bool decimalComma)
    {
        (Source, Header, Columns) = (source, header, rows[0].Length);
        (_rows, _lines, _separator, _decimalComma) = (rows, lines, separator, decimalComma);
    }

    /// <summary>What messages call it: the file's path.</summary>
    public string Source { get; }

    /// <summary>The names of the columns, or null where there are none.</summary>
    public IReadOnlyList<string>? Header { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of rows, without the header.</summary>
    public int Rows => _rows.Count;

    /// <summary>How it is written, in words: <c>separated by semicolons, with decimal commas, with a header</c>.</summary>
    public string Format =>
        $"separated by {CsvFormat.WordsFor(_separator)}, {(_decimalComma ? "with decimal commas, " : string.Empty)}"
        + $"{(Header is null ? "without" : "with")} a header";

    /// <summary>A field.</summary>
    public string this[int row, int column] => _rows[row][column];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, in UTF-8 or with a byte order mark that says what else.</param>
    /// <param name="format">What is known of how it is written.</param>
    /// <exception cref="DataFormatException">
    /// The rows are of different lengths, a quote is out of place, there are no rows, or how it is written cannot be told.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvTable Read(string path, CsvFormat? format = null)
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: this is a directory, not a table");
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file");
        using var reader = new StreamReader(path);
        return Read(reader, path, format);
    }

    /// <summary>Reads text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="format">What is known of how it is written.</param>
    /// <exception cref="DataFormatException">
    /// The rows are of different lengths, a quote is out of place, there are no rows, or how it is written cannot be told.
    /// </exception>
    public static CsvTable Read(TextReader reader, string source, CsvFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        format ??= new CsvFormat();
        string text = reader.ReadToEnd().TrimStart('\uFEFF');
        int skipped = 0;
        char? announced = null;
        // What spreadsheets write, and take, in front of a table.
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 5 && text[5] is '\r' or '\n')
        {
            announced = text[4];
            text = text[5..].TrimStart('\r', '\n');
            skipped = 1;
        }

        char separator = format.Separator ?? announced ?? CsvSniffer.Separator(text);
        (List<string[]> rows, List<long> lines) = Parse(text, source, separator, skipped);
        if (rows.Count == 0) throw new DataFormatException($"{source}: there are no rows in it");
        DropEmptyEnds(rows, format.HasHeader);
        for (int i = 1; i < rows.Count; i++)
        {
            if (rows[i].Length == rows[0].Length) continue;
            string found = Count(rows[i].Length, "field");
            throw new DataFormatException($"{source}, line {lines[i]}: {found}, and the first line has {rows[0].Length}");
        }

        bool decimalComma = format.DecimalComma ?? CsvSniffer.DecimalComma(source, separator, rows);
        string[]? header = null;
        if (format.HasHeader ?? CsvSniffer.HasHeader(source, rows, decimalComma))
        {
            header = rows[0];
            rows.RemoveAt(0);
            lines.RemoveAt(0);
        }

        if (rows.Count == 0) throw new DataFormatException($"{source}: there are no rows in it");
        return new CsvTable(source, header, rows, lines, separator, decimalComma);
    }

    /// <summary>The place of a column, which is given by its name, or by its number from 0.</summary>
    /// <exception cref="DataFormatException">There is no such column, or there are several.</exception>
    public int Find(string column)
    {
        int[] named = [.. Enumerable.Range(0, Columns).Where(j => Header?[j] == column)];
        if (named.Length == 1) return named[0];
        if (named.Length > 1)
        {
            throw new DataFormatException(
                $"{Source}: {named.Length} columns are called '{column}'; name it by its number, from 0 to {Columns - 1}");
        }

        if (int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < Columns) return place;
        string known = Header is null ? $"they are numbered from 0 to {Columns - 1}" : $"there are {string.Join(", ", Header)}";
        throw new DataFormatException($"{Source}: no column is called '{column}'; {known}");
    }

    /// <summary>A field as a finite number.</summary>
    /// <exception cref="DataFormatException">It is not one; the message names the line and the column.</exception>
    public double Number(int row, int column) =>
        CsvFormat.TryNumber(_rows[row][column], _decimalComma, out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(row, column, $"'{_rows[row][column]}' is not a number; leave the column out if it is text");

    /// <summary>A field that is not empty.</summary>
    /// <exception cref="DataFormatException">It is; the message names the line and the column.</exception>
    public string Word(int row, int column) =>
        _rows[row][column] is { Length: > 0 } word ? word : throw Wrong(row, column, "it is empty, and every row needs a class");

    /// <summary>How messages name a column.</summary>
    public string NameOf(int column) => Header is null ? $"column {column}" : $"column {column} '{Header[column]}'";

    private static (List<string[]> Rows, List<long> Lines) Parse(string text, string source, char separator, int skipped)
    {
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        var rows = new List<string[]>();
        var lines = new List<long>();
        try
        {
            using var csv = CsvReader.Create(new StringReader(text), options);
            while (csv.Read())
            {
                rows.Add(csv.Current.ToArray());
                lines.Add(csv.LineNumber + skipped);
            }
        }
        catch (CsvFormatException problem)
        {
            throw new DataFormatException($"{source}, line {problem.LineNumber + skipped}: a quote is out of place", problem);
        }

        return (rows, lines);
    }

    /// <summary>
    /// Drops the empty fields behind a separator at the end of the header, of the rows or of both, where they belong to no column.
    /// </summary>
    private static void DropEmptyEnds(List<string[]> rows, bool? hasHeader)
    {
        bool isHeader = hasHeader ?? !rows[0].Any(field => CsvFormat.TryNumber(field, decimalComma: false, out _));
        if (isHeader && rows.Count > 1 && rows[0] is [.., ""] && rows.Skip(1).All(row => row.Length == rows[0].Length - 1))
            rows[0] = rows[0][..^1];
        for (int i = 1; i < rows.Count; i++)
        {
            if (rows[i].Length == rows[0].Length + 1 && rows[i][^1].Length == 0) rows[i] = rows[i][..^1];
        }

        while (rows[0].Length > 1 && IsNoName(rows[0][^1]) && rows.Skip(1).All(row => row.Length == rows[0].Length && row[^1].Length == 0))
        {
            for (int i = rows.Count - 1; i >= 0; i--) rows[i] = rows[i][..^1];
        }
    }

    // pandas gives a column without a name one that begins so.
    private static bool IsNoName(string name) => name.Length == 0 || name.StartsWith("Unnamed: ", StringComparison.Ordinal);

    private DataFormatException Wrong(int row, int column, string what) => new($"{Source}, line {_lines[row]}, {NameOf(column)}: {what}");

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
