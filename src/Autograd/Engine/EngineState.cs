namespace Autograd.Engine;

/// <summary>The engine's state for each thread: a single look-up, whatever modes there are.</summary>
internal sealed class EngineState
{
    [ThreadStatic]
    private static EngineState? t_current;

    public static EngineState Current => t_current ?? (t_current = new EngineState());

    /// <summary>True inside <see cref="GradMode.NoGrad"/>.</summary>
    public bool GradDisabled { get; set; }

    /// <summary>All unusual modes, or null when there are none: an operation checks only this.</summary>
    public EngineModes? Modes { get; private set; }

    /// <summary>How many ready hooks of leaves this thread is inside of.</summary>
    public int ReadyHooks { get; set; }

    /// <summary>Called with every operation that is applied; used by the tests' completeness check.</summary>
    public Action<Op>? Observer
    {
        get => Modes?.Observer;
        set => Set((Modes ?? EngineModes.None) with { Observer = value });
    }

    public void Set(EngineModes? modes) => Modes = modes == EngineModes.None ? null : modes;
}
