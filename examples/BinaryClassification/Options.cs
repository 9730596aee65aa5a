namespace Autograd.Examples.BinaryClassification;

/// <summary>What a run was asked to do.</summary>
internal sealed record Options
{
    /// <summary>What to learn from.</summary>
    public required TableChoice Table { get; init; }

    /// <summary>The part of each class that is kept for the test.</summary>
    public double TestFraction { get; init; }

    /// <summary>The ReLU units.</summary>
    public int Hidden { get; init; }

    /// <summary>The rows of a training step.</summary>
    public int BatchSize { get; init; }

    /// <summary>How often every training row is seen.</summary>
    public int Epochs { get; init; }

    /// <summary>After how many epochs the areas are shown each time; null for ten times in all.</summary>
    public int? Every { get; init; }

    /// <summary>Adam's.</summary>
    public double LearningRate { get; init; }

    /// <summary>Decides the split, the initial weights and the orders.</summary>
    public ulong Seed { get; init; }

    /// <summary>Where to write the test rows' labels and scores, or null.</summary>
    public string? Scores { get; init; }

    /// <summary>Where to write the trained network, or null.</summary>
    public string? Save { get; init; }

    /// <summary>Where to draw the ROC curves, or null.</summary>
    public string? Plot { get; init; }

    /// <summary>Where to draw the areas over the epochs, or null.</summary>
    public string? Curve { get; init; }

    /// <summary>Where to draw the calibration, or null.</summary>
    public string? Calibration { get; init; }

    /// <summary>The pictures' colours: light or dark.</summary>
    public required string Theme { get; init; }

    /// <summary>Where to write the figures, or null.</summary>
    public string? Json { get; init; }
}
