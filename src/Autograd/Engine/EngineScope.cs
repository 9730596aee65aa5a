using Autograd.Engine;

namespace Autograd;

/// <summary>Restores the engine's modes when disposed: inference, anomaly detection, saved-tensor hooks.</summary>
/// <remarks>
/// A ref struct, because the modes belong to a thread: holding it across an <c>await</c> would be a bug, and does not compile.
/// </remarks>
public readonly ref struct EngineScope : IDisposable
{
    private readonly EngineState _state;
    private readonly EngineModes? _modes;
    private readonly bool _wasDisabled;

    private EngineScope(EngineModes modes)
    {
        _state = EngineState.Current;
        (_modes, _wasDisabled) = (_state.Modes, _state.GradDisabled);
        _state.Set(modes);
    }

    private static EngineModes Now => EngineState.Current.Modes ?? EngineModes.None;

    /// <summary>Restores the modes that were in force before.</summary>
    public void Dispose()
    {
        if (_state is null) return;
        _state.Set(_modes);
        _state.GradDisabled = _wasDisabled;
    }

    internal static EngineScope Inference()
    {
        var scope = new EngineScope(Now with { Inference = true });
        EngineState.Current.GradDisabled = true;
        GradMode.InferenceWasUsed = true;
        return scope;
    }

    internal static EngineScope Detecting(AnomalyDetector detector) => new(Now with { Anomalies = detector });

    internal static EngineScope Packing(SavedTensorPacking packing) => new(Now with { Packing = packing });
}
