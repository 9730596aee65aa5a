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

    /// <summary>How many scopes of modes are open: each remembers its own number, so that one that ends out of order is noticed.</summary>
    public int OpenScopes { get; set; }

    /// <summary>
    /// For a scope that ends while it is not the innermost one. If scopes inside it are open, they end with it, and it restores these
    /// modes.
    /// </summary>
    /// <returns>False if the scope has ended before.</returns>
    /// <exception cref="GraphException">It ended with a scope around it.</exception>
    public bool EndInner(int depth, EngineModes? modes)
    {
        if (depth > OpenScopes + 1)
        {
            throw new GraphException(
                "grad_mode: a scope (NoGrad, EnableGrad, InferenceMode, …) ended after one that was begun before it, and so had ended "
                + "already. The modes are those from before both: end scopes in reverse order, as using does.");
        }

        if (depth > OpenScopes) return false;
        Set(modes);
        return true;
    }

    public void Set(EngineModes? modes) => Modes = modes == EngineModes.None ? null : modes;
}
