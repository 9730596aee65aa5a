namespace Autograd.Examples.MnistCnn.Predict;

/// <summary>What is to be read, and by what.</summary>
/// <param name="Pictures">The files.</param>
/// <param name="Load">The weights.</param>
/// <param name="Model">The network, or null for the one that the weights name.</param>
/// <param name="Json">Where to write the figures, or null.</param>
internal sealed record PredictOptions(string[] Pictures, string Load, string? Model, string? Json);
