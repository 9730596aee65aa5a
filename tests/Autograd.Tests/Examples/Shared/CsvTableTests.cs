using System.Text;
using Autograd.Examples.Shared.Tables;

namespace Autograd.Tests.Examples.Shared;

public sealed class CsvTableTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a,b,c\n1.5,2,yes\n3,4,no\n", "separated by commas, with a header")]
    [InlineData("1.5,2,yes\n3,4,no\n", "separated by commas, without a header")]
    [InlineData("\uFEFFa,b,c\r\n1.5,2,yes\r\n3,4,no\r\n", "separated by commas, with a header")]
    [InlineData("\"a\",\"b\",\"c\"\n\"1.5\",\"2\",\"yes\"\n\"3\",\"4\",\"no\"\n", "separated by commas, with a header")]
    [InlineData("a,b,c,\n1.5,2,yes\n3,4,no\n", "separated by commas, with a header")] // a comma too many in the header
    [InlineData("a,b,c\n1.5,2,yes,\n3,4,no,\n", "separated by commas, with a header")] // in the rows
    [InlineData("a,b,c,\n1.5,2,yes,\n3,4,no,\n", "separated by commas, with a header")] // in both
    [InlineData("a,b,c,Unnamed: 3\n1.5,2,yes,\n3,4,no,\n", "separated by commas, with a header")]
    [InlineData("1.5,2,yes,\n3,4,no,\n", "separated by commas, without a header")]
    [InlineData("a;b;c\n1,5;2;yes\n3;4;no\n", "separated by semicolons, with decimal commas, with a header")]
    [InlineData("1,5;2,0;yes\n3,0;4,0;no\n", "separated by semicolons, with decimal commas, without a header")]
    [InlineData("a;b;c\n1.5;2;yes\n3;4;no\n", "separated by semicolons, with a header")]
    [InlineData("sep=;\r\na;b;c\r\n1,5;2;yes\r\n3;4;no\r\n", "separated by semicolons, with decimal commas, with a header")]
    [InlineData("a\tb\tc\n1.5\t2\tyes\n3\t4\tno\n", "separated by tabs, with a header")]
    [InlineData("1,5|2|yes\n3|4|no\n", "separated by vertical bars, with decimal commas, without a header")]
    [InlineData("0,1,2\n1.5,2,yes\n3,4,no\n", "separated by commas, with a header")] // as pandas numbers columns
    [InlineData("1.5,2,\"yes\"\n3,4,\"no\"", "separated by commas, without a header")]
    [InlineData("a,b,c\n1.5,2,\"yes\"\n3,4,\"no; not at all\"\n", "separated by commas, with a header")]
    public void Everyday_forms_of_one_table_are_read_alike(string text, string format)
    {
        var table = Read(text);
        Assert.Equal((2, 3, format), (table.Rows, table.Columns, table.Format));
        Assert.Equal([1.5, 2, 3, 4], (double[])[table.Number(0, 0), table.Number(0, 1), table.Number(1, 0), table.Number(1, 1)]);
        Assert.StartsWith("yes", table[0, 2], StringComparison.Ordinal);
        Assert.StartsWith("no", table[1, 2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,0,1\n7,2,yes\n8,3,no\n", "'id' stands above numbers alone in column 0")]
    [InlineData("7,0,1\n7,2,yes\n8,3,no\n", "'1' stands above words alone in column 2")]
    [InlineData("0,1\n5,2\n8,3\n", "'0,1' may be the numbers of the columns or data")]
    [InlineData("1,2,3\n5,2,1\n8,3,0\n", "'1,2,3' may be the numbers of the columns or data")]
    public void Where_the_first_line_can_be_either_it_is_asked(string text, string why)
    {
        string message = Assert.Throws<DataFormatException>(() => Read(text)).Message;
        Assert.Equal($"t, line 1: it may be a header or a row of data: {why}; say which by --header yes or --header no", message);
        Assert.Equal(2, Read(text, new CsvFormat(HasHeader: true)).Rows);
        Assert.Equal(3, Read(text, new CsvFormat(HasHeader: false)).Rows);
    }

    [Fact]
    public void What_is_told_is_done()
    {
        CsvTable table = Read("1,5;2\n3,4;5\n", new CsvFormat(Separator: ',', HasHeader: false));
        Assert.Equal(("5;2", 2), (table[0, 1], table.Columns));
        Assert.Equal(1.5, Read("\"1,5\",yes\n\"2,5\",no\n", new CsvFormat(DecimalComma: true)).Number(0, 0));
        Assert.Contains("'1,5' is not a number", Assert.Throws<DataFormatException>(() => Read("1,5;yes\n2;no\n", new CsvFormat(DecimalComma: false)).Number(0, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("'1.234,5' is not a number", Assert.Throws<DataFormatException>(() => Read("1.234,5;yes\n2,5;no\n").Number(0, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("say which by --decimal", Assert.Throws<DataFormatException>(() => Read("1,5;yes\n2.5;no\n")).Message, StringComparison.Ordinal);
        Assert.Equal(('\t', ';', null), (CsvFormat.SeparatorOf("tab"), CsvFormat.SeparatorOf(";"), CsvFormat.SeparatorOf("colon")));
    }

    [Fact]
    public void A_byte_order_mark_tells_the_encoding()
    {
        string path = _folder.File("table.csv");
        File.WriteAllText(path, "größe;art\r\n1,5;ja\r\n2;nein\r\n", Encoding.Unicode);
        var table = CsvTable.Read(path);
        Assert.Equal(["größe", "art"], table.Header);
        Assert.Equal(1.5, table.Number(0, 0));
    }

    [Fact]
    public void Lines_keep_their_numbers()
    {
        CsvTable table = Read("sep=;\na;b\n1;2\n\nx;4\n3;5");
        Assert.Contains("t, line 5, column 0 'a'", Assert.Throws<DataFormatException>(() => table.Number(1, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("every row needs a class", Assert.Throws<DataFormatException>(() => Read("a;b\n1;2\n1;\n").Word(1, 1)).Message, StringComparison.Ordinal);
    }

    private static CsvTable Read(string text, CsvFormat? format = null) => CsvTable.Read(new StringReader(text), "t", format);
}
