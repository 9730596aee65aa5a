using Autograd.Engine;

namespace Autograd;

/// <summary>Whether operations are recorded for a backward pass. A setting of the current thread, on by default.</summary>
/// <example><code>using (GradMode.NoGrad()) { weight.Sub_(weight.Grad! * 0.1); }</code></example>
public static class GradMode
{
    /// <summary>True where operations are recorded.</summary>
    public static bool IsEnabled => !EngineState.Current.GradDisabled;

    /// <summary>Records nothing until the returned scope is disposed.</summary>
    public static GradModeScope NoGrad() => new(enabled: false);

    /// <summary>Records again until the returned scope is disposed, inside <see cref="NoGrad"/>.</summary>
    public static GradModeScope EnableGrad() => new(enabled: true);

    /// <summary>Sets the mode until the returned scope is disposed.</summary>
    public static GradModeScope Set(bool enabled) => new(enabled);
}
