using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Autograd.Examples.Shared;

/// <summary>A table whose rows are shown as they come.</summary>
public sealed class ResultTable
{
    private const string Gap = "  ";

    private readonly Report _report;
    private readonly string? _label;
    private readonly Column[] _columns;

    internal ResultTable(Report report, string? label, Column[] columns)
    {
        (_report, _label, _columns) = (report, label, columns);
        report.Heading(string.Join(Gap, columns.Select(column => column.Header.PadLeft(Width(column)))).TrimEnd());
    }

    /// <summary>Shows a row, and keeps it among the report's figures.</summary>
    /// <param name="cells">As many as there are columns.</param>
    /// <returns>The row as JSON.</returns>
    public JsonObject Add(params ReadOnlySpan<Cell> cells)
    {
        if (cells.Length != _columns.Length)
            throw new ArgumentException($"a row of {cells.Length} cells in a table of {_columns.Length} columns", nameof(cells));
        var line = new StringBuilder();
        var row = new JsonObject();
        for (int i = 0; i < cells.Length; i++)
        {
            Column column = _columns[i];
            string text = cells[i].Word ?? cells[i].Number!.ToString(column.Format, CultureInfo.InvariantCulture);
            // What rounds to zero is shown as zero: "-0.0000" is nobody's figure.
            if (text.StartsWith('-') && text.All(c => c is '-' or '0' or '.')) text = text[1..];
            line.Append(i == 0 ? string.Empty : Gap).Append(text.PadLeft(Width(column)));
            row[column.Key ?? Figures.KeyOf(column.Header)] = cells[i].Number switch
            {
                double number => Figures.Number(number),
                long number => number,
                _ => cells[i].Word,
            };
        }

        _report.Say(line.ToString());
        if (_label is not null) _report.Figures.Append(_label, row);
        return row;
    }

    private static int Width(Column column) => Math.Max(column.Width, column.Header.Length);
}
