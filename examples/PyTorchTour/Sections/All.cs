namespace Autograd.Examples.PyTorchTour.Sections;

/// <summary>The sections in the tour's order.</summary>
internal static class All
{
    /// <summary>The names, as in <c>tour.py</c>, and what goes through them.</summary>
    public static IReadOnlyList<(string Name, Action<Tour> Run)> Sections { get; } =
    [
        ("creation", Creation.Run),
        ("copies", Copies.Run),
        ("addition", Addition.Run),
        ("indexing", Indexing.Run),
        ("shapes", Shapes.Run),
        ("arithmetic", Arithmetic.Run),
        ("arrays", Arrays.Run),
        ("autograd", Gradients.Run),
        ("descent", Descent.Run),
        ("networks", Networks.Run),
        ("optimizers", Optimizers.Run),
        ("devices", Placement.Run),
    ];

    /// <summary>Runs a section and puts it beside what was captured of it.</summary>
    /// <param name="name">The section's name.</param>
    /// <exception cref="AutogradException">A line is not the captured one, or differs for no reason that is given.</exception>
    public static IReadOnlyList<TourLine> Run(string name)
    {
        var tour = new Tour(name, Capture.Sections.Single(section => section.Name == name).Lines);
        Sections.Single(section => section.Name == name).Run(tour);
        tour.End();
        return tour.Lines;
    }
}
