using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>
/// Marks a test method whose arguments FsCheck draws: it is run <see cref="MaxTest"/> times, and a failing case is shrunk and reported
/// with the seed that replays it. The method returns nothing, a bool, a <see cref="Property"/>, or a task of these.
/// </summary>
/// <remarks>
/// The attribute of the package FsCheck.Xunit, for as long as that package cannot be restored here: the names are the same, so that it
/// can take this one's place. One thing differs: without <see cref="Replay"/> the seed is a fixed one, so that a build that passed passes
/// again.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("FsCheck.Xunit.PropertyDiscoverer", "Autograd.Tests")]
public sealed class PropertyAttribute : FactAttribute
{
    /// <summary>
    /// The seed to start from, as a failure prints it: <c>"seed,gamma"</c>, or <c>"seed,gamma,size"</c> for the failing case at once.
    /// </summary>
    public string? Replay { get; set; }

    /// <summary>How many cases must pass.</summary>
    public int MaxTest { get; set; } = Config.Default.MaxTest;

    /// <summary>
    /// How many cases a precondition may reject before the property counts as exhausted, which is a failure.
    /// </summary>
    public int MaxRejected { get; set; } = Config.Default.MaxRejected;

    /// <summary>The size of the first case.</summary>
    public int StartSize { get; set; } = Config.Default.StartSize;

    /// <summary>The size of the last case; the sizes grow evenly.</summary>
    public int EndSize { get; set; } = Config.Default.EndSize;

    /// <summary>
    /// Types whose static members give the <see cref="Arbitrary{T}"/> instances to use; later ones override earlier ones.
    /// </summary>
    public Type[] Arbitrary { get; set; } = [];

    /// <summary>Whether every case and every step of shrinking is written to the output.</summary>
    public bool Verbose { get; set; }

    /// <summary>Whether nothing is written to the output when the property holds.</summary>
    public bool QuietOnSuccess { get; set; }
}
