namespace Autograd.Examples.ReluFit;

/// <summary>What a fit was asked to be.</summary>
/// <param name="Function">What is learnt.</param>
/// <param name="Hidden">The ReLU units.</param>
/// <param name="Epochs">The training steps; each sees every sample.</param>
/// <param name="LearningRate">Adam's, at the start.</param>
/// <param name="Seed">Decides the initial weights.</param>
/// <param name="Plot">Where to draw the fit, or null.</param>
/// <param name="Theme">The picture's colours: light or dark.</param>
/// <param name="Json">Where to write the figures, or null.</param>
internal sealed record Options(
    TargetFunction Function, int Hidden, int Epochs, double LearningRate, ulong Seed, string? Plot, string Theme, string? Json);
