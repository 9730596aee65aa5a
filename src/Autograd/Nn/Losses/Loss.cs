namespace Autograd.Nn;

/// <summary>A module that measures how far an input is from a target: <c>loss.Call(input, target)</c>. Smaller is better.</summary>
/// <param name="reduction">How the elements' losses are reduced: their mean, their sum, or all of them.</param>
/// <remarks>The output is a single number, unless the reduction is <see cref="Reduction.None"/>.</remarks>
public abstract class Loss(Reduction reduction) : Module<Tensor, Tensor, Tensor>
{
    /// <summary>How the elements' losses are reduced.</summary>
    public Reduction Reduction { get; } = reduction;

    /// <summary>
    /// Registers a factor passed to a loss. It shares its numbers with the caller's tensor but is a separate object, so that
    /// <see cref="ModuleExtensions.To{TModule}(TModule, DType)"/> does not convert the caller's.
    /// </summary>
    private protected Tensor? AddFactor(string name, Tensor? values) =>
        values is null ? null : AddBuffer(name, values.RequiresGrad ? values : values.Detach());
}
