namespace Autograd.Nn;

/// <summary>A module that makes an output of one input.</summary>
/// <typeparam name="TIn">The input: mostly <see cref="Tensor"/>; a tuple or a record for several.</typeparam>
/// <typeparam name="TOut">The output.</typeparam>
/// <remarks>
/// A module implements <see cref="Forward"/>, and calls the modules inside it with <see cref="Call"/>: that is <see cref="Forward"/> with the
/// registered hooks around it, and with the module's path in the message of an error. PyTorch's <c>module(x)</c> and <c>module.forward(x)</c> differ so too.
/// </remarks>
public abstract class Module<TIn, TOut> : Module
{
    private ModuleHooks<TIn, TOut>? _hooks;

    internal ModuleHooks<TIn, TOut> Hooks => _hooks ??= new ModuleHooks<TIn, TOut>();

    /// <summary>Computes the output.</summary>
    public abstract TOut Forward(TIn input);

    /// <summary>Computes the output, hooks and all.</summary>
    /// <exception cref="AutogradException">What <see cref="Forward"/> throws; its message begins with the path of the innermost module, as in <c>net.2 (Linear): …</c>.</exception>
    public TOut Call(TIn input)
    {
        try
        {
            return _hooks is null ? Forward(input) : _hooks.Run(this, input);
        }
        catch (Exception error) when (Locate(error))
        {
            throw; // never: the filter only takes a note, while the stack is still whole
        }
    }

    /// <summary>Calls a function with the input of each <see cref="Call"/>, before it.</summary>
    /// <returns>The registration; dispose it to take the hook off.</returns>
    public HookHandle RegisterForwardPreHook(Action<TIn> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return RegisterForwardPreHook(input =>
        {
            hook(input);
            return input;
        });
    }

    /// <summary>Calls a function with the input of each <see cref="Call"/>, before it; what it returns is the input instead.</summary>
    /// <returns>The registration; dispose it to take the hook off.</returns>
    public HookHandle RegisterForwardPreHook(Func<TIn, TIn> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return HookHandle.Add(Hooks.Before, hook);
    }

    /// <summary>Calls a function with the input and the output of each <see cref="Call"/>, after it.</summary>
    /// <returns>The registration; dispose it to take the hook off.</returns>
    public HookHandle RegisterForwardHook(Action<TIn, TOut> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return RegisterForwardHook((input, output) =>
        {
            hook(input, output);
            return output;
        });
    }

    /// <summary>Calls a function with the input and the output of each <see cref="Call"/>, after it; what it returns is the output instead.</summary>
    /// <returns>The registration; dispose it to take the hook off.</returns>
    public HookHandle RegisterForwardHook(Func<TIn, TOut, TOut> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return HookHandle.Add(Hooks.After, hook);
    }
}
