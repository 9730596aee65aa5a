namespace Autograd.Examples.BinaryClassification;

/// <summary>What a run was asked to do.</summary>
/// <param name="Table">What to learn from.</param>
/// <param name="TestFraction">The part of each class that is kept for the test.</param>
/// <param name="Hidden">The ReLU units.</param>
/// <param name="BatchSize">The rows of a training step.</param>
/// <param name="Epochs">How often every training row is seen.</param>
/// <param name="LearningRate">Adam's.</param>
/// <param name="Seed">Decides the split, the initial weights and the orders.</param>
/// <param name="Scores">Where to write the test rows' labels and scores, or null.</param>
/// <param name="Plot">Where to draw the ROC curves, or null.</param>
/// <param name="Theme">The picture's colours: light or dark.</param>
/// <param name="Json">Where to write the figures, or null.</param>
internal sealed record Options(
    TableChoice Table, double TestFraction, int Hidden, int BatchSize, int Epochs, double LearningRate, ulong Seed,
    string? Scores, string? Plot, string Theme, string? Json);
