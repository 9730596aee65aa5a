using Autograd.Engine;

namespace Autograd;

/// <summary>Puts the grad mode back when disposed.</summary>
/// <remarks>
/// A ref struct, because the mode belongs to a thread: held across an <c>await</c> it would be a bug, and is a compile error.
/// </remarks>
public readonly ref struct GradModeScope
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
