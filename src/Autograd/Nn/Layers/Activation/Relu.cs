namespace Autograd.Nn;

/// <summary>max(x, 0) of each element: see <see cref="Tensor.Relu()"/>.</summary>
public sealed class Relu : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Relu)).Relu();
}
