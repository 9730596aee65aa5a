namespace Autograd.Nn;

/// <summary>A module that makes an output of one input.</summary>
/// <typeparam name="TIn">The input: mostly <see cref="Tensor"/>; a tuple or a record for several.</typeparam>
/// <typeparam name="TOut">The output.</typeparam>
public abstract class Module<TIn, TOut> : Module
{
    /// <summary>Computes the output.</summary>
    public abstract TOut Forward(TIn input);
}
