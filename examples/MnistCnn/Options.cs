namespace Autograd.Examples.MnistCnn;

/// <summary>What a run was asked to do.</summary>
/// <param name="Data">The directory of MNIST's files, or null to look for them.</param>
/// <param name="Model">cnn or mlp.</param>
/// <param name="Optimizer">adam or sgd.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="BatchSize">The images of a training step.</param>
/// <param name="Epochs">How often every training image is seen.</param>
/// <param name="Seed">Decides the initial weights and the orders.</param>
internal sealed record Options(string? Data, string Model, string Optimizer, double LearningRate, int BatchSize, int Epochs, ulong Seed);
