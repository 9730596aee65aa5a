namespace Autograd.Engine;

/// <summary>What the engine remembers for each thread: one look-up, whatever modes there are.</summary>
internal sealed class EngineState
{
    [ThreadStatic]
    private static EngineState? t_current;

    public static EngineState Current => t_current ?? (t_current = new EngineState());

    /// <summary>True inside <see cref="GradMode.NoGrad"/>.</summary>
    public bool GradDisabled { get; set; }

    /// <summary>Everything out of the ordinary, or null: an operation asks for nothing else.</summary>
    public EngineModes? Modes { get; private set; }

    /// <summary>Sees every operation as it is applied; the tests' completeness check listens here.</summary>
    public Action<Op>? Observer
    {
        get => Modes?.Observer;
        set => Set((Modes ?? EngineModes.None) with { Observer = value });
    }

    public void Set(EngineModes? modes) => Modes = modes == EngineModes.None ? null : modes;
}
