namespace Autograd.Devices;

/// <summary>
/// What a normalisation makes of a contiguous tensor: it is [outer, groups, length], and each group, over outer and length, becomes mean 0
/// and variance 1. A weight and a bias follow, each number of which serves a run of neighbours, one after another and from the start again.
/// </summary>
/// <param name="Outer">Parts of a group that lie apart: the batch of batch normalisation, else 1.</param>
/// <param name="Groups">How many means and variances there are.</param>
/// <param name="Length">Neighbours in each part of a group.</param>
/// <param name="WeightRun">Neighbours that share one number of the weight: 1, or a divisor of the length.</param>
/// <param name="Weights">The number of weights.</param>
/// <param name="Centred">False leaves the mean in: the root-mean-square form.</param>
public readonly record struct NormGeometry(int Outer, int Groups, int Length, int WeightRun, int Weights, bool Centred = true)
{
    /// <summary>Values that join in one mean.</summary>
    public int Count => Outer * Length;

    /// <summary>Groups are the columns of a matrix, with a weight each.</summary>
    public bool IsColumns => Length == 1 && Outer > 1 && OneWeightAGroup;

    /// <summary>Each group has one weight, and each weight one group.</summary>
    public bool OneWeightAGroup => WeightRun == Length && Weights == Groups;
}
