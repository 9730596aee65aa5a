using Autograd.Examples.Shared.Tables;

namespace Autograd.Examples.BinaryClassification.Predict;

/// <summary>What is to be predicted, and by what.</summary>
/// <param name="Table">The table.</param>
/// <param name="Format">What is known of how it is written.</param>
/// <param name="Load">The trained network.</param>
/// <param name="Threshold">The score above which a row counts as positive.</param>
/// <param name="Scores">Where to write all scores, or null.</param>
/// <param name="Json">Where to write the figures, or null.</param>
internal sealed record PredictOptions(string Table, CsvFormat Format, string Load, double Threshold, string? Scores, string? Json);
