using System.Globalization;
using CsvHelper;

namespace Autograd.Examples.Shared.Tables;

/// <summary>A table read from comma-separated text, with or without a header, its lines ending in LF or CRLF.</summary>
/// <remarks>The first line is a header when none of its fields is a number.</remarks>
public sealed class CsvTable
{
    private readonly List<string[]> _rows;
    private readonly List<long> _lines;

    private CsvTable(string source, string[]? header, List<string[]> rows, List<long> lines, int columns)
    {
        (Source, Header, Columns) = (source, header, columns);
        (_rows, _lines) = (rows, lines);
    }

    /// <summary>What messages call it: the file's path.</summary>
    public string Source { get; }

    /// <summary>The names of the columns, or null where there are none.</summary>
    public IReadOnlyList<string>? Header { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of rows, without the header.</summary>
    public int Rows => _rows.Count;

    /// <summary>A field.</summary>
    public string this[int row, int column] => _rows[row][column];

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">The rows are of different lengths, a quote is out of place, or there are no rows.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvTable Read(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: this is a directory, not a table");
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file");
        using var reader = new StreamReader(path);
        return Read(reader, path);
    }

    /// <summary>Reads text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="DataFormatException">The rows are of different lengths, a quote is out of place, or there are no rows.</exception>
    public static CsvTable Read(TextReader reader, string source)
    {
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        var rows = new List<string[]>();
        var lines = new List<long>();
        try
        {
            using var csv = CsvReader.Create(reader, options, leaveOpen: true);
            while (csv.Read())
            {
                string[] record = csv.Current.ToArray();
                if (rows.Count > 0 && record.Length != rows[0].Length)
                    throw new DataFormatException($"{source}, line {csv.LineNumber}: {Count(record.Length, "field")}, and the first line has {rows[0].Length}");
                rows.Add(record);
                lines.Add(csv.LineNumber);
            }
        }
        catch (CsvFormatException problem)
        {
            throw new DataFormatException($"{source}, line {problem.LineNumber}: a quote is out of place", problem);
        }

        string[]? header = rows.Count > 0 && !rows[0].Any(field => TryNumber(field, out _)) ? rows[0] : null;
        if (header is not null)
        {
            rows.RemoveAt(0);
            lines.RemoveAt(0);
        }

        if (rows.Count == 0) throw new DataFormatException($"{source}: there are no rows in it");
        return new CsvTable(source, header, rows, lines, rows[0].Length);
    }

    /// <summary>The place of a column, which is given by its name, or by its number from 0.</summary>
    /// <exception cref="DataFormatException">There is no such column, or there are several.</exception>
    public int Find(string column)
    {
        int[] named = [.. Enumerable.Range(0, Columns).Where(j => Header?[j] == column)];
        if (named.Length == 1) return named[0];
        if (named.Length > 1) throw new DataFormatException($"{Source}: {named.Length} columns are called '{column}'; name it by its number, from 0 to {Columns - 1}");
        if (int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < Columns) return place;
        string known = Header is null ? $"they are numbered from 0 to {Columns - 1}" : $"there are {string.Join(", ", Header)}";
        throw new DataFormatException($"{Source}: no column is called '{column}'; {known}");
    }

    /// <summary>A field as a finite number.</summary>
    /// <exception cref="DataFormatException">It is none; the message names the line and the column.</exception>
    public double Number(int row, int column) =>
        TryNumber(_rows[row][column], out double number) && double.IsFinite(number)
            ? number
            : throw new DataFormatException($"{Source}, line {_lines[row]}, {NameOf(column)}: '{_rows[row][column]}' is not a number; leave the column out if it is text");

    /// <summary>How messages name a column.</summary>
    public string NameOf(int column) => Header is null ? $"column {column}" : $"column {column} '{Header[column]}'";

    private static bool TryNumber(string field, out double number) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
