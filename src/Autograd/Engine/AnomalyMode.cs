using Autograd.Engine;

namespace Autograd;

/// <summary>Finds the operation that produces the first NaN.</summary>
/// <example><code>using (AnomalyMode.Detect()) { loss = model.Call(x).Sqrt().Sum(); loss.Backward(); }</code></example>
public static class AnomalyMode
{
    /// <summary>True inside <see cref="Detect"/>.</summary>
    public static bool IsEnabled => EngineState.Current.Modes is { Anomalies: not null };

    /// <summary>
    /// Until the returned scope is disposed, an operation that produces a NaN from inputs without one throws an
    /// <see cref="AnomalyException"/>, which names the operation, the line of your code that recorded it, the pass (forward or backward),
    /// and the position of the first NaN.
    /// </summary>
    /// <param name="infinities">
    /// True also reports infinities produced by a forward pass. Infinite gradients are always reported; infinite values are often
    /// intended, as in masks.
    /// </param>
    /// <returns>The scope; dispose it to end the detection.</returns>
    /// <remarks>
    /// Every result is scanned and every recorded operation remembers its source line, so use it to find an error, not to train. Open the
    /// scope around both the forward and the backward pass.
    /// </remarks>
    public static EngineScope Detect(bool infinities = false) => EngineScope.Detecting(new AnomalyDetector(infinities));
}
