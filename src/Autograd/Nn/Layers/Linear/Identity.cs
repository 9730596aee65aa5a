namespace Autograd.Nn;

/// <summary>Returns the input: a placeholder that another layer can replace.</summary>
public sealed class Identity : Module<Tensor, Tensor>
{
    /// <summary>The input itself.</summary>
    protected override Tensor Forward(Tensor input) => input;
}
