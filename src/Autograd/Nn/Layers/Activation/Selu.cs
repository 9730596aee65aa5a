namespace Autograd.Nn;

/// <summary>The self-normalising unit of each element: see <see cref="Tensor.Selu()"/>.</summary>
public sealed class Selu : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Selu)).Selu();
}
