namespace Autograd.Nn;

/// <summary>The self-normalising unit of each element: see <see cref="Tensor.Selu()"/>.</summary>
public sealed class Selu : Module<Tensor, Tensor>
{
    /// <summary>Any shape.</summary>
    protected override Tensor Forward(Tensor input) => input.Selu();
}
