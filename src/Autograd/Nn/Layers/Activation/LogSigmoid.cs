namespace Autograd.Nn;

/// <summary>ln σ(x) of each element: see <see cref="Tensor.LogSigmoid"/>.</summary>
public sealed class LogSigmoid : Module<Tensor, Tensor>
{
    /// <summary>Any shape.</summary>
    protected override Tensor Forward(Tensor input) => input.LogSigmoid();
}
