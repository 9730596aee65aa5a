namespace Autograd.Nn;

/// <summary>x times its hard sigmoid of each element: see <see cref="Tensor.Hardswish"/>.</summary>
public sealed class Hardswish : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Hardswish)).Hardswish();
}
