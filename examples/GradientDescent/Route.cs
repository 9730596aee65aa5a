namespace Autograd.Examples.GradientDescent;

/// <summary>A function and the ways that were gone down it.</summary>
/// <param name="Landscape">The function.</param>
/// <param name="Descents">The ways, those of one name in one colour.</param>
internal sealed record Route(Landscape Landscape, IReadOnlyList<Descent> Descents)
{
    /// <summary>The names of the ways, each once, in order.</summary>
    public string[] Names { get; } = [.. Descents.Select(descent => descent.Name).Distinct()];
}
