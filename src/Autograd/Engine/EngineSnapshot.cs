namespace Autograd.Engine;

/// <summary>A thread's grad mode and modes as they were at one moment, to be put in force on another thread.</summary>
/// <remarks>A copy: the thread itself goes on, and switches recording off for the time of each operation.</remarks>
internal readonly struct EngineSnapshot
{
    private readonly EngineState _of;
    private readonly bool _gradDisabled;
    private readonly EngineModes? _modes;

    private EngineSnapshot(EngineState state) => (_of, _gradDisabled, _modes) = (state, state.GradDisabled, state.Modes);

    /// <summary>This thread's, now.</summary>
    public static EngineSnapshot Take() => new(EngineState.Current);

    /// <summary>
    /// Does an item on this thread under the modes of the snapshot, and puts this thread's own back, whatever the item left open.
    /// </summary>
    public void Run(Action<int> body, int item)
    {
        EngineState state = EngineState.Current;
        (bool gradDisabled, EngineModes? modes) = (state.GradDisabled, state.Modes);
        state.GradDisabled = _gradDisabled;
        // A detector follows the walks of one thread.
        state.Set(_modes is { Anomalies: { } detector } && state != _of ? _modes with { Anomalies = detector.ForAnotherThread() } : _modes);
        try
        {
            body(item);
        }
        finally
        {
            state.GradDisabled = gradDisabled;
            state.Set(modes);
        }
    }
}
