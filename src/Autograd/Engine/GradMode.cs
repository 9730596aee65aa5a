using Autograd.Engine;

namespace Autograd;

/// <summary>Whether operations are recorded for a backward pass. A setting of the current thread, on by default.</summary>
/// <example><code>using (GradMode.NoGrad()) { weight.Sub_(weight.Grad! * 0.1); }</code></example>
public static class GradMode
{
    /// <summary>True where operations are recorded.</summary>
    public static bool IsEnabled => !EngineState.Current.GradDisabled;

    /// <summary>True inside <see cref="InferenceMode"/>.</summary>
    public static bool IsInference => EngineState.Current.Modes is { Inference: true };

    /// <summary>True once any thread has entered <see cref="InferenceMode"/>: until then no new tensor needs to look for it.</summary>
    internal static bool InferenceWasUsed { get; set; }

    /// <summary>Records nothing until the returned scope is disposed.</summary>
    /// <returns>The scope; dispose it to restore the previous mode.</returns>
    public static GradModeScope NoGrad() => new(enabled: false);

    /// <summary>
    /// Turns recording on again, inside <see cref="NoGrad"/>, until the returned scope is disposed. Inside <see cref="InferenceMode"/>
    /// nothing is recorded.
    /// </summary>
    /// <returns>The scope; dispose it to restore the previous mode.</returns>
    public static GradModeScope EnableGrad() => new(enabled: true);

    /// <summary>Sets the mode until the returned scope is disposed.</summary>
    /// <param name="enabled">Whether operations are recorded.</param>
    /// <returns>The scope; dispose it to restore the previous mode.</returns>
    public static GradModeScope Set(bool enabled) => new(enabled);

    /// <summary>
    /// Stronger than <see cref="NoGrad"/>, for code that never takes part in a backward pass: tensors created inside are inference tensors,
    /// whose changes are not counted.
    /// </summary>
    /// <returns>The scope; dispose it to restore the previous mode.</returns>
    /// <remarks>
    /// An inference tensor cannot be saved for a gradient, changed in place or made to require grad outside this mode: each throws a
    /// <see cref="GraphException"/>. A <see cref="Tensor.Clone()"/> made outside is an ordinary tensor. A view of an ordinary tensor is an
    /// ordinary one.
    /// </remarks>
    public static EngineScope InferenceMode() => EngineScope.Inference();
}
