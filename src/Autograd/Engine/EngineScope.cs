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
    private readonly int _depth;

    private EngineScope(EngineModes modes)
    {
        _state = EngineState.Current;
        (_modes, _wasDisabled, _depth) = (_state.Modes, _state.GradDisabled, ++_state.OpenScopes);
        _state.Set(modes);
    }

    private static EngineModes Now => EngineState.Current.Modes ?? EngineModes.None;

    /// <summary>Restores the modes that were in force before.</summary>
    /// <exception cref="GraphException">
    /// A scope around this one ended first, and this one with it; the modes are as they were before that one began.
    /// </exception>
    public void Dispose()
    {
        if (_state is null) return;
        if (_state.OpenScopes != _depth && !_state.EndInner(_depth, _modes)) return;
        _state.OpenScopes = _depth - 1;
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
