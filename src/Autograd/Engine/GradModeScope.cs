using Autograd.Engine;

namespace Autograd;

/// <summary>Restores the grad mode when disposed.</summary>
/// <remarks>
/// A ref struct, because the mode belongs to a thread: holding it across an <c>await</c> would be a bug, and does not compile.
/// </remarks>
public readonly ref struct GradModeScope : IDisposable
{
    private readonly EngineState _state;
    private readonly bool _wasDisabled;

    internal GradModeScope(bool enabled)
    {
        _state = EngineState.Current;
        _wasDisabled = _state.GradDisabled;
        _state.GradDisabled = !enabled || _state.Modes is { Inference: true };
    }

    /// <summary>Restores the mode that was in force before.</summary>
    public void Dispose()
    {
        if (_state is not null) _state.GradDisabled = _wasDisabled;
    }
}
