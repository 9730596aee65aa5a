using Autograd.Engine;

namespace Autograd.Nn;

/// <summary>The functions registered on a module, created when the first one is.</summary>
internal sealed class ModuleHooks<TIn, TOut>
{
    private TensorParts<TIn>? _inputParts;
    private TensorParts<TOut>? _outputParts;

    public HookList<Func<TIn, TIn>> Before { get; } = new();

    public HookList<Func<TIn, TOut, TOut>> After { get; } = new();

    private HookList<BackwardHook> Backward { get; } = new();

    /// <summary>Registers a hook on gradients, with accessors for the tensors inside the module's inputs and outputs.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="inputs">Accesses the tensors of the input.</param>
    /// <param name="outputs">Accesses the tensors of the output.</param>
    public HookHandle AddBackward(BackwardHook hook, TensorParts<TIn> inputs, TensorParts<TOut> outputs)
    {
        (_inputParts, _outputParts) = (inputs, outputs);
        return Backward.Add(hook);
    }

    public TOut Run(TIn input, Func<TIn, TOut> forward)
    {
        foreach (Func<TIn, TIn> hook in Before.Now) input = Replaced(input, hook(input));
        BackwardBoundary? boundary = Backward.Now is { Length: > 0 } hooks && GradMode.IsEnabled ? new BackwardBoundary(hooks) : null;
        if (boundary is not null) input = _inputParts!.Replace(input, boundary.Enter);
        TOut output = forward(input);
        foreach (Func<TIn, TOut, TOut> hook in After.Now) output = Replaced(output, hook(input, output));
        return boundary is null ? output : _outputParts!.Replace(output, boundary.Leave);
    }

    /// <summary>
    /// The value to use after a hook. C# takes <c>(_, _) => calls++</c> for a function that returns a tensor, since a number converts to
    /// one; such a hook only observes and does not replace anything.
    /// </summary>
    private static T Replaced<T>(T value, T returned) => returned is null or NumberTensor ? value : returned;
}
