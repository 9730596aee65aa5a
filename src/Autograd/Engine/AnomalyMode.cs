using Autograd.Engine;

namespace Autograd;

/// <summary>Finds the operation that makes the first NaN.</summary>
/// <example><code>using (AnomalyMode.Detect()) { loss = model.Call(x).Sqrt().Sum(); loss.Backward(); }</code></example>
public static class AnomalyMode
{
    /// <summary>True inside <see cref="Detect"/>.</summary>
    public static bool IsEnabled => EngineState.Current.Modes is { Anomalies: not null };

    /// <summary>
    /// Until the returned scope is disposed, an operation that makes a NaN of numbers that are none throws an
    /// <see cref="AnomalyException"/>: it names the operation, the line of your code that recorded it, whether its forward or its backward
    /// made it, and the first place.
    /// </summary>
    /// <param name="infinities">
    /// True reports infinities that a forward makes too. Infinite gradients are always reported; infinite values are often meant, as in
    /// masks.
    /// </param>
    /// <remarks>
    /// Every result is looked through and every recording keeps its place: for finding an error, not for training. Open the scope around
    /// forward and backward.
    /// </remarks>
    public static EngineScope Detect(bool infinities = false) => EngineScope.Detecting(new AnomalyDetector(infinities));
}
