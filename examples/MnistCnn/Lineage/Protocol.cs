namespace Autograd.Examples.MnistCnn.Lineage;

/// <summary>How a program that this one goes back to has trained, and what it reported.</summary>
/// <param name="Title">What the program is.</param>
/// <param name="Model">Its network.</param>
/// <param name="InitStd">The standard deviation of its start values; null for each layer's own.</param>
/// <param name="LearningRate">The rate of its gradient descent.</param>
/// <param name="BatchSize">The images of a step.</param>
/// <param name="Epochs">How often it saw every training image; null where it counted steps.</param>
/// <param name="Iterations">How many steps it did; null where it counted epochs.</param>
/// <param name="Time">How long it took, in words.</param>
/// <param name="Seconds">The same as a number; null where it is not known.</param>
/// <param name="Accuracy">The test accuracy that it reported, in words.</param>
internal sealed record Protocol(
    string Title, string Model, double? InitStd, double LearningRate, int BatchSize, int? Epochs, int? Iterations, string Time,
    double? Seconds, string Accuracy)
{
    /// <summary>Both of them.</summary>
    public static IReadOnlyList<Protocol> All { get; } =
    [
        new("CNN in NumPy", "cnn", 1, 0.001, 1, 10, null, "67 min", 4020, "0.8723"),
        new("two-layer network in NumPy", "mlp", null, 0.1, 100, null, 10_000, "under 1 min", null, "over 0.94"),
    ];

    /// <summary>Its way to train, with everything else as asked.</summary>
    public Options Apply(Options options) => options with
    {
        Model = Model,
        InitStd = InitStd,
        Optimizer = "sgd",
        LearningRate = LearningRate,
        Momentum = 0,
        BatchSize = BatchSize,
        Epochs = Epochs ?? 1,
        Iterations = Iterations,
    };
}
