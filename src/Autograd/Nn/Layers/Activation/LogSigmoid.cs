namespace Autograd.Nn;

/// <summary>ln σ(x) of each element: see <see cref="Tensor.LogSigmoid"/>.</summary>
public sealed class LogSigmoid : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(LogSigmoid)).LogSigmoid();
}
