using Autograd.Examples.Shared.Tables;

namespace Autograd.Examples.BinaryClassification;

/// <summary>Which file, and what its columns are.</summary>
/// <param name="File">The file, or null for the embedded two moons.</param>
/// <param name="Format">What is known of how it is written.</param>
/// <param name="Label">The column with the class: a name or a number.</param>
/// <param name="Positive">What stands there for the positive class.</param>
/// <param name="Drop">Columns that are not features.</param>
internal sealed record TableChoice(string? File, CsvFormat Format, string? Label, string? Positive, string[] Drop);
