namespace Autograd.Nn;

/// <summary>Gives the input back: a place that another layer can take.</summary>
public sealed class Identity : Module<Tensor, Tensor>
{
    /// <summary>The input itself.</summary>
    protected override Tensor Forward(Tensor input) => input;
}
