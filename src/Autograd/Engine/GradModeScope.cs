using Autograd.Engine;

namespace Autograd;

/// <summary>Restores the grad mode when disposed.</summary>
/// <remarks>
/// A ref struct, because the mode belongs to a thread: holding it across an <c>await</c> would be a bug, and does not compile.
/// </remarks>
public readonly ref struct GradModeScope : IDisposable
{
    private readonly EngineState _state;
    private readonly EngineModes? _modes;
    private readonly bool _wasDisabled;
    private readonly int _depth;

    internal GradModeScope(bool enabled)
    {
        _state = EngineState.Current;
        (_wasDisabled, _modes, _depth) = (_state.GradDisabled, _state.Modes, ++_state.OpenScopes);
        _state.GradDisabled = !enabled || _state.Modes is { Inference: true };
    }

    /// <summary>Restores the mode that was in force before.</summary>
    /// <exception cref="GraphException">
    /// A scope around this one ended first, and this one with it; the modes are as they were before that one began.
    /// </exception>
    public void Dispose()
    {
        if (_state is null) return;
        if (_state.OpenScopes != _depth && !_state.EndInner(_depth, _modes)) return;
        _state.OpenScopes = _depth - 1;
        _state.GradDisabled = _wasDisabled;
    }
}
