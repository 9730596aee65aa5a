namespace Autograd.Nn;

/// <summary>x held between 0 and 6, of each element: see <see cref="Tensor.Relu6"/>.</summary>
public sealed class Relu6 : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Relu6)).Relu6();
}
