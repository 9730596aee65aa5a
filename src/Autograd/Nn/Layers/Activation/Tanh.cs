namespace Autograd.Nn;

/// <summary>The hyperbolic tangent of each element: see <see cref="Tensor.Tanh()"/>.</summary>
public sealed class Tanh : Module<Tensor, Tensor>
{
    /// <summary>Any shape.</summary>
    protected override Tensor Forward(Tensor input) => input.Tanh();
}
