namespace Autograd.Nn;

/// <summary>A module that computes an output from one input.</summary>
/// <typeparam name="TIn">The input: mostly <see cref="Tensor"/>. For two or three inputs see <see cref="Module{T1, T2, TOut}"/> and
/// <see cref="Module{T1, T2, T3, TOut}"/>; a tuple or a record holds more.</typeparam>
/// <typeparam name="TOut">The output.</typeparam>
/// <remarks>
/// A module overrides <see cref="Forward"/>, and everyone uses it through <see cref="Call"/>, other modules included. That is PyTorch's
/// pair of <c>def forward</c> and <c>module(x)</c>; here the first is protected, so that hooks and the module's path in an error cannot be
/// left out by mistake.
/// </remarks>
/// <example><code>
/// public sealed class TwoLayerNet : Module&lt;Tensor, Tensor&gt;
/// {
///     private readonly Linear _linear1, _linear2;
///
///     public TwoLayerNet()
///     {
///         _linear1 = AddModule("linear1", new Linear(3, 8));
///         _linear2 = AddModule("linear2", new Linear(8, 2));
///     }
///
///     protected override Tensor Forward(Tensor x) => _linear2.Call(_linear1.Call(x).Relu());
/// }
/// </code></example>
public abstract class Module<TIn, TOut> : Module
{
    private ModuleHooks<TIn, TOut>? _hooks;

    internal ModuleHooks<TIn, TOut> Hooks
    {
        get
        {
            if (_hooks is { } hooks) return hooks;
            hooks = new ModuleHooks<TIn, TOut>();
            return Interlocked.CompareExchange(ref _hooks, hooks, null) ?? hooks; // threads that register at once share one list
        }
    }

    /// <summary>Computes the output from the input, with the registered hooks before and after it.</summary>
    /// <param name="input">The input, of a shape and dtype that the module takes.</param>
    /// <returns>The output.</returns>
    /// <exception cref="AutogradException">
    /// The input does not fit. The message begins with the path of the innermost module that it happened in, as in
    /// <c>net.2 (Linear): …</c>.
    /// </exception>
    public TOut Call(TIn input)
    {
        try
        {
            return _hooks is null ? Forward(input) : _hooks.Run(input, Forward);
        }
        catch (Exception error) when (Locate(error))
        {
            throw; // never reached: the filter only records the path, while the stack is still intact
        }
    }

    /// <summary>Calls a function with the input of each <see cref="Call"/>, before it.</summary>
    /// <param name="hook">Gets the input.</param>
    /// <returns>The registration; dispose it to remove the hook.</returns>
    public HookHandle RegisterForwardPreHook(Action<TIn> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return RegisterForwardPreHook(input =>
        {
            hook(input);
            return input;
        });
    }

    /// <summary>Calls a function with the input of each <see cref="Call"/>, before it, and uses what it returns as the input.</summary>
    /// <param name="hook">Gets the input and returns the one to use; null, or a C# number as from <c>_ => calls++</c>, leaves it as it
    /// is.</param>
    /// <returns>The registration; dispose it to remove the hook.</returns>
    public HookHandle RegisterForwardPreHook(Func<TIn, TIn> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return Hooks.Before.Add(hook);
    }

    /// <summary>Calls a function with the input and the output of each <see cref="Call"/>, after it.</summary>
    /// <param name="hook">Gets the input and the output.</param>
    /// <returns>The registration; dispose it to remove the hook.</returns>
    public HookHandle RegisterForwardHook(Action<TIn, TOut> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return RegisterForwardHook((input, output) =>
        {
            hook(input, output);
            return output;
        });
    }

    /// <summary>
    /// Calls a function with the input and the output of each <see cref="Call"/>, after it, and uses what it returns as the output.
    /// </summary>
    /// <param name="hook">
    /// Gets the input and the output, and returns the output to use; null, or a C# number as from <c>(_, _) => calls++</c>, leaves it as it
    /// is.
    /// </param>
    /// <returns>The registration; dispose it to remove the hook.</returns>
    public HookHandle RegisterForwardHook(Func<TIn, TOut, TOut> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return Hooks.After.Add(hook);
    }

    /// <summary>
    /// Computes the output. A module overrides this; to use a module, call <see cref="Call"/>, which runs its hooks and names it in an
    /// error.
    /// </summary>
    /// <param name="input">The input, or what a hook put in its place.</param>
    /// <returns>The output.</returns>
    protected abstract TOut Forward(TIn input);

    /// <summary>
    /// Like <see cref="Call"/>, with another function in place of <see cref="Forward"/>: for a module that offers its own overload with
    /// more arguments, such as a mask or an output size. Hooks see the input alone, as PyTorch's see positional arguments alone.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <param name="forward">
    /// Computes the output from the input, or from what a hook put in its place; it captures the other arguments.
    /// </param>
    /// <returns>The output.</returns>
    /// <exception cref="AutogradException">The input does not fit; the message names the module.</exception>
    /// <example><code>public Tensor Call(Tensor x, Tensor mask) => CallWith(x, input => Masked(input, mask));</code></example>
    protected TOut CallWith(TIn input, Func<TIn, TOut> forward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        try
        {
            return _hooks is null ? forward(input) : _hooks.Run(input, forward);
        }
        catch (Exception error) when (Locate(error))
        {
            throw; // never reached, as in Call
        }
    }
}
