namespace Autograd.Nn;

/// <summary>x − tanh x of each element: see <see cref="Tensor.Tanhshrink"/>.</summary>
public sealed class Tanhshrink : Module<Tensor, Tensor>
{
    /// <summary>Any shape.</summary>
    protected override Tensor Forward(Tensor input) => input.Tanhshrink();
}
