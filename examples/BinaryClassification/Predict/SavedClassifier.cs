using System.Text.Json;
using System.Text.Json.Nodes;
using Autograd.Examples.Shared;
using Autograd.Examples.Shared.Tables;
using Autograd.Nn;
using Autograd.Serialization;

namespace Autograd.Examples.BinaryClassification.Predict;

/// <summary>A trained network with all that it takes to apply it to another table: scales, columns, and what is positive.</summary>
/// <param name="Model">From standardised features [N, F] to logits [N, 1].</param>
/// <param name="Mean">The mean of each feature in training, float64 [F].</param>
/// <param name="Scale">Its standard deviation, float64 [F].</param>
/// <param name="Columns">The features' columns: names, or numbers from 0 where the table had none.</param>
/// <param name="Label">The column that had the class.</param>
/// <param name="Positive">What stood there for the positive class.</param>
internal sealed record SavedClassifier(Sequential Model, Tensor Mean, Tensor Scale, string[] Columns, string Label, string Positive)
{
    private const string MeanKey = "features.mean", ScaleKey = "features.scale";
    private const string ColumnsKey = "columns", LabelKey = "label", PositiveKey = "positive";

    /// <summary>Writes it to a safetensors file.</summary>
    public void Save(string path)
    {
        OrderedDictionary<string, Tensor> state = Model.StateDict();
        state[MeanKey] = Mean;
        state[ScaleKey] = Scale;
        Safetensors.Save(
            path,
            state,
            [
                KeyValuePair.Create(ColumnsKey, new JsonArray([.. Columns.Select(column => (JsonNode)column)]).ToJsonString()),
                KeyValuePair.Create(LabelKey, Label),
                KeyValuePair.Create(PositiveKey, Positive),
            ]);
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="StateDictException">The file holds something else.</exception>
    public static SavedClassifier Load(string path)
    {
        OrderedDictionary<string, Tensor> state = Safetensors.Load(path, out OrderedDictionary<string, string> metadata);
        if (!metadata.TryGetValue(ColumnsKey, out string? columns) || !state.TryGetValue("0.weight", out Tensor? first) || first.Rank != 2
            || !state.Remove(MeanKey, out Tensor? mean) || !state.Remove(ScaleKey, out Tensor? scale))
            throw new StateDictException($"{path}: these are not the weights of this program's --save");
        Sequential model = Classifier.Network(first.Shape[1], first.Shape[0], null);
        try
        {
            model.LoadStateDict(state);
        }
        catch (StateDictException error)
        {
            throw new StateDictException($"{path}: these are not the weights of this program's --save: {error.Message}");
        }

        string? broken = state.Where(entry => !Divergence.IsFinite(entry.Value)).Select(entry => entry.Key).FirstOrDefault();
        if (broken is not null) throw new StateDictException($"{path}: '{broken}' has numbers that are not finite");
        string[] names = Names(path, columns);
        if (names.Length != mean.Numel || names.Length != scale.Numel || names.Length != first.Shape[1])
            throw new StateDictException($"{path}: {names.Length} columns are named for {first.Shape[1]} features");
        return new SavedClassifier(
            model, mean, scale, names, metadata.GetValueOrDefault(LabelKey, string.Empty), metadata.GetValueOrDefault(PositiveKey, "1"));
    }

    private static string[] Names(string path, string columns)
    {
        try
        {
            return [.. JsonNode.Parse(columns)!.AsArray().Select(name => (string)name!)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new StateDictException($"{path}: the names of the columns are damaged: {error.Message}");
        }
    }

    /// <summary>The features of a table, by the names of the columns; where neither has names, by their places.</summary>
    /// <exception cref="DataFormatException">A column is missing, or a field is not a number.</exception>
    public Tensor Features(CsvTable table)
    {
        // A table without the column of the class has only the features left.
        bool byPlace = table.Header is null && table.Columns == Columns.Length;
        int[] columns = byPlace ? [.. Enumerable.Range(0, table.Columns)] : Array.ConvertAll(Columns, table.Find);
        double[] features = new double[table.Rows * columns.Length];
        for (int i = 0; i < table.Rows; i++)
        {
            for (int j = 0; j < columns.Length; j++) features[i * columns.Length + j] = table.Number(i, columns[j]);
        }

        return Tensor.FromArray(features, [table.Rows, columns.Length]);
    }

    /// <summary>The probability of the positive class of each row.</summary>
    public double[] Scores(Tensor features)
    {
        using GradModeScope noGrad = GradMode.NoGrad();
        return Classifier.Probabilities(Model, ((features - Mean) / Scale).To(DType.Float32));
    }

    /// <summary>What the positive class is, in words.</summary>
    public string PositiveInWords => $"{Label} = {Positive}";
}
