namespace Autograd.Nn;

/// <summary>Returns the input: a placeholder that another layer can replace.</summary>
public sealed class Identity : Module<Tensor, Tensor>
{
    /// <summary>Returns the input itself.</summary>
    /// <param name="input">Any tensor.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Identity));
}
