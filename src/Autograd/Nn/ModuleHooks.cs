namespace Autograd.Nn;

/// <summary>The functions registered on a module, made when the first one is.</summary>
internal sealed class ModuleHooks<TIn, TOut>
{
    public List<Func<TIn, TIn>> Before { get; } = [];

    public List<Func<TIn, TOut, TOut>> After { get; } = [];

    public List<Func<Tensor?, Tensor, Tensor?>> Backward { get; } = [];

    public TOut Run(Module<TIn, TOut> module, TIn input)
    {
        foreach (Func<TIn, TIn> hook in Before.ToArray()) input = hook(input);
        BackwardBoundary? boundary = Backward.Count > 0 && GradMode.IsEnabled ? new BackwardBoundary([.. Backward]) : null;
        TIn given = boundary is not null ? (TIn)(object)boundary.Enter((Tensor)(object)input!) : input;
        TOut output = module.Forward(given);
        foreach (Func<TIn, TOut, TOut> hook in After.ToArray()) output = hook(input, output);
        return boundary is not null ? (TOut)(object)boundary.Leave((Tensor)(object)output!) : output;
    }
}
