using Autograd.Examples.Shared.Tables;

namespace Autograd.Examples.BinaryClassification;

/// <summary>Rows of numbers, each of one of two classes.</summary>
internal sealed record LabelledTable(string Name, Tensor Features, int[] Labels)
{
    private const string Moons = "two-moons.csv";

    public int Positive => Labels.Sum();

    /// <summary>The features' columns: names, or numbers from 0 where there are none.</summary>
    public string[] Columns { get; private init; } = [];

    /// <summary>The column that has the class.</summary>
    public string Label { get; private init; } = string.Empty;

    /// <summary>What stands there for the positive class.</summary>
    public string PositiveValue { get; private init; } = string.Empty;

    /// <summary>How the file is written, in words; null where there is no file.</summary>
    public string? Format { get; private init; }

    public static LabelledTable Read(TableChoice choice)
    {
        if (choice.File is not null)
        {
            var table = CsvTable.Read(choice.File, choice.Format);
            return Create(table, choice.Label!, choice.Positive!, choice.Drop) with { Format = table.Format };
        }

        using var reader = new StreamReader(typeof(LabelledTable).Assembly.GetManifestResourceStream(Moons)!);
        return Create(CsvTable.Read(reader, "two moons"), "moon", "1", []);
    }

    /// <summary>64 rows of 1000 random numbers with random classes, from which nothing can be learnt that holds for others.</summary>
    public static LabelledTable Random(string name, Generator generator)
    {
        Tensor features = Tensor.Randn([64, 1000], DType.Float64, generator: generator);
        return new LabelledTable(name, features, Tensor.RandInt(0, 2, [64], generator: generator).ToArray<int>());
    }

    public static LabelledTable Create(CsvTable table, string label, string positive, string[] drop)
    {
        int at = table.Find(label);
        HashSet<int> dropped = [.. drop.Select(table.Find)];
        if (dropped.Contains(at))
            throw new DataFormatException($"{table.Source}: {table.NameOf(at)} cannot be both the label and left out");
        int[] columns = [.. Enumerable.Range(0, table.Columns).Where(column => column != at && !dropped.Contains(column))];
        if (columns.Length == 0) throw new DataFormatException($"{table.Source}: no column is left to learn from");

        int[] labels = new int[table.Rows];
        for (int i = 0; i < labels.Length; i++) labels[i] = table.Word(i, at) == positive ? 1 : 0;
        RequireBoth(table, at, positive, labels);
        double[] features = new double[table.Rows * columns.Length];
        for (int i = 0; i < table.Rows; i++)
        {
            for (int j = 0; j < columns.Length; j++) features[i * columns.Length + j] = table.Number(i, columns[j]);
        }

        return new LabelledTable(table.Source, Tensor.FromArray(features, [table.Rows, columns.Length]), labels)
        {
            Columns = Array.ConvertAll(columns, column => ColumnName(table, column)),
            Label = ColumnName(table, at),
            PositiveValue = positive,
        };
    }

    private static string ColumnName(CsvTable table, int column) =>
        table.Header?[column] ?? column.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void RequireBoth(CsvTable table, int at, string positive, int[] labels)
    {
        int count = labels.Sum(), least = Math.Min(count, labels.Length - count);
        if (count == 0)
        {
            string[] values = [.. Enumerable.Range(0, table.Rows).Select(row => table[row, at]).Distinct().Take(6)];
            string known = string.Join(", ", values.Take(5).Select(value => $"'{value}'")) + (values.Length > 5 ? ", …" : string.Empty);
            throw new DataFormatException($"{table.Source}: no row has '{positive}' in {table.NameOf(at)}, which holds {known}");
        }

        if (least == 0)
            throw new DataFormatException($"{table.Source}: every row has '{positive}' in {table.NameOf(at)}; two classes are needed");
        if (least == 1)
        {
            throw new DataFormatException(
                $"{table.Source}: one class has a single row, by {table.NameOf(at)}; training and test need one each");
        }
    }
}
