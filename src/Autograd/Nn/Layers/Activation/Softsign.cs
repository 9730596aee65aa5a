namespace Autograd.Nn;

/// <summary>x / (1 + |x|) of each element: see <see cref="Tensor.Softsign"/>.</summary>
public sealed class Softsign : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Softsign)).Softsign();
}
