namespace Autograd.Nn;

/// <summary>(x + 3) / 6 held between 0 and 1, of each element: see <see cref="Tensor.Hardsigmoid"/>.</summary>
public sealed class Hardsigmoid : Module<Tensor, Tensor>
{
    /// <summary>Any shape.</summary>
    protected override Tensor Forward(Tensor input) => input.Hardsigmoid();
}
