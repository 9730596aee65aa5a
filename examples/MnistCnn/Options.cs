using Autograd.Data;

namespace Autograd.Examples.MnistCnn;

/// <summary>What a run was asked to do.</summary>
internal sealed record Options
{
    /// <summary>What is learnt to be told apart.</summary>
    public required MnistVariant Dataset { get; init; }

    /// <summary>The directory of its files, or null to look for them.</summary>
    public string? Data { get; init; }

    /// <summary>Draw the digits instead.</summary>
    public bool Synthetic { get; init; }

    /// <summary>cnn, mlp or lenet.</summary>
    public required string Model { get; init; }

    /// <summary>The standard deviation of normally drawn start values; null for each layer's own.</summary>
    public double? InitStd { get; init; }

    /// <summary>adam or sgd.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>How much of the last step stays, with sgd.</summary>
    public double Momentum { get; init; }

    /// <summary>The images of a training step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>How often every training image is seen, unless iterations are given.</summary>
    public required int Epochs { get; init; }

    /// <summary>The number of training steps, wherever in an epoch the last one is; null for whole epochs.</summary>
    public int? Iterations { get; init; }

    /// <summary>Decides the initial weights, the orders and what dropout leaves out.</summary>
    public ulong Seed { get; init; }

    /// <summary>Weights to begin with.</summary>
    public string? Load { get; init; }

    /// <summary>Only test.</summary>
    public bool Evaluate { get; init; }

    /// <summary>Where to write the weights.</summary>
    public string? Save { get; init; }

    /// <summary>Write the weights also when the program is asked to stop.</summary>
    public bool SaveWhenStopped { get; init; }

    /// <summary>Where to write a JSON row an epoch.</summary>
    public string? Log { get; init; }

    /// <summary>Where to draw the accuracies.</summary>
    public string? Plot { get; init; }

    /// <summary>The picture's colours: light or dark.</summary>
    public required string Theme { get; init; }

    /// <summary>Where to write the figures.</summary>
    public string? Json { get; init; }

    /// <summary>Where to draw the images that are read wrong.</summary>
    public string? Mistakes { get; init; }

    /// <summary>Where to draw the weights of the first layer.</summary>
    public string? Filters { get; init; }

    /// <summary>Where to draw the confusion matrix.</summary>
    public string? Confusion { get; init; }

    /// <summary>Every file that is written, by its option.</summary>
    public IEnumerable<(string Option, string? Path)> Outputs =>
    [
        ("--save", Save), ("--log", Log), ("--plot", Plot), ("--mistakes", Mistakes), ("--filters", Filters), ("--confusion", Confusion),
        ("--json", Json),
    ];

    /// <summary>The number of training steps.</summary>
    /// <param name="images">The number of training images.</param>
    public long Steps(int images) => Iterations ?? (long)Epochs * ((images + (long)BatchSize - 1) / BatchSize);
}
