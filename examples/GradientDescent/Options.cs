namespace Autograd.Examples.GradientDescent;

/// <summary>What a run was asked to be.</summary>
internal sealed record Options
{
    /// <summary>The functions, in order; the bowl among them stands for the comparison of gradients.</summary>
    public required Landscape[] Landscapes { get; init; }

    /// <summary>The optimizers that go down them.</summary>
    public required OptimizerChoice[] Optimizers { get; init; }

    /// <summary>Each optimizer's steps.</summary>
    public required int Steps { get; init; }

    /// <summary>The learning rate of every optimizer, or null for one that suits the function.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Where they start, or null for the function's own starts.</summary>
    public Start? Start { get; init; }

    /// <summary>Where to draw the paths on contours, or null.</summary>
    public string? Plot { get; init; }

    /// <summary>Where to write the page with the surfaces, or null.</summary>
    public string? Page { get; init; }

    /// <summary>The colours of both: light or dark.</summary>
    public required string Theme { get; init; }

    /// <summary>Where to write the figures, or null.</summary>
    public string? Json { get; init; }
}
