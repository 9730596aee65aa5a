namespace Autograd.Nn;

/// <summary>x − tanh x of each element: see <see cref="Tensor.Tanhshrink"/>.</summary>
public sealed class Tanhshrink : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Tanhshrink)).Tanhshrink();
}
