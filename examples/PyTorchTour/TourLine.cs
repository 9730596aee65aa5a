namespace Autograd.Examples.PyTorchTour;

/// <summary>A line of the tour in both languages.</summary>
/// <param name="Section">The part of the tour that it belongs to.</param>
/// <param name="Note">What is to be known about it, or null.</param>
/// <param name="Python">The line in Python.</param>
/// <param name="CSharp">The line in C#.</param>
/// <param name="There">What PyTorch printed; null for nothing.</param>
/// <param name="Here">What is printed here; null for nothing.</param>
/// <param name="Because">Why the two differ; null where they do not.</param>
internal sealed record TourLine(string Section, string? Note, string Python, string CSharp, string? There, string? Here, string? Because)
{
    private const string Prefix = "torch.";

    /// <summary>Whether the line prints anything.</summary>
    public bool Prints => There is not null;

    /// <summary>Whether both print the same.</summary>
    public bool IsSame => There == Here;

    /// <summary>Whether both print the same but for the name of PyTorch's package, which C# leaves to a using.</summary>
    public bool IsSameWithoutPrefix => !IsSame && There?.Replace(Prefix, string.Empty, StringComparison.Ordinal) == Here;

    /// <summary>What stands beside two texts that differ.</summary>
    public string Reason => IsSameWithoutPrefix ? $"without \"{Prefix}\"" : Because ?? string.Empty;
}
