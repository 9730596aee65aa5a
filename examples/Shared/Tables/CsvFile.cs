using System.Globalization;
using CsvHelper;

namespace Autograd.Examples.Shared.Tables;

/// <summary>Writes tables as comma-separated text, its lines ending in LF, its numbers with all their digits.</summary>
public static class CsvFile
{
    /// <summary>Writes a header and rows to a file, which appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">As many fields each: numbers or text.</param>
    public static void Write(string path, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object>> rows)
    {
        OutputFile.Write(path, text =>
        {
            using var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
            csv.WriteHeader([.. header]);
            foreach (IReadOnlyList<object> row in rows)
            {
                foreach (object field in row)
                    csv.WriteField(field is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : field.ToString());
                csv.EndRecord();
            }
        });
    }
}
