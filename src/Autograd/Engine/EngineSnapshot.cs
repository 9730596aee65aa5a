namespace Autograd.Engine;

/// <summary>A copy of one thread's grad mode and other modes, to be applied on another thread.</summary>
/// <remarks>A copy, because the thread itself keeps running and turns recording off while each operation computes.</remarks>
internal readonly struct EngineSnapshot
{
    private readonly EngineState _source;
    private readonly bool _gradDisabled;
    private readonly EngineModes? _modes;

    private EngineSnapshot(EngineState state) => (_source, _gradDisabled, _modes) = (state, state.GradDisabled, state.Modes);

    /// <summary>The current modes of this thread.</summary>
    public static EngineSnapshot Take() => new(EngineState.Current);

    /// <summary>
    /// Runs an item on this thread under the snapshot's modes and in no <see cref="TensorScope"/>, then restores this thread's, whatever
    /// scopes the item left open.
    /// </summary>
    public void Run(Action<int> body, int item)
    {
        EngineState state = EngineState.Current;
        TensorScope? scope = TensorScope.Suspend();
        (bool gradDisabled, EngineModes? modes, int open) = (state.GradDisabled, state.Modes, state.OpenScopes);
        state.GradDisabled = _gradDisabled;
        // A detector tracks the backward passes of one thread.
        state.Set(
            _modes is { Anomalies: { } detector } && state != _source ? _modes with { Anomalies = detector.ForAnotherThread() } : _modes);
        try
        {
            body(item);
        }
        finally
        {
            state.GradDisabled = gradDisabled;
            state.Set(modes);
            state.OpenScopes = open;
            TensorScope.Resume(scope);
        }
    }
}
