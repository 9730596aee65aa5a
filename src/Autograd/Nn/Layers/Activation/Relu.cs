namespace Autograd.Nn;

/// <summary>max(x, 0) of each element: see <see cref="Tensor.Relu()"/>.</summary>
public sealed class Relu : Module<Tensor, Tensor>
{
    /// <summary>Any shape.</summary>
    protected override Tensor Forward(Tensor input) => input.Relu();
}
