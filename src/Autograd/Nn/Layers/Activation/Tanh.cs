namespace Autograd.Nn;

/// <summary>The hyperbolic tangent of each element: see <see cref="Tensor.Tanh()"/>.</summary>
public sealed class Tanh : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Tanh)).Tanh();
}
