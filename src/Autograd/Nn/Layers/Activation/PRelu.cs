namespace Autograd.Nn;

/// <summary>
/// x where x &gt; 0, else weight · x with a learned weight (He et al. 2015): see <see cref="Tensor.PRelu(Tensor)"/>. It should not have
/// weight decay.
/// </summary>
public sealed class PRelu : Module<Tensor, Tensor>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="parameters">1 for one weight, or the number of channels for one each.</param>
    /// <param name="init">The initial value of each weight.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of weights is not positive.</exception>
    public PRelu(int parameters = 1, double init = 0.25, DType dtype = DType.Float32)
    {
        LayerSize.RequireAtLeast(1, parameters, "prelu", nameof(parameters));
        Weight = AddParameter("weight", Tensor.Full([parameters], init, dtype));
    }

    /// <summary>The slopes below 0, of shape [1] or [channels].</summary>
    public Parameter Weight { get; }

    /// <summary>Multiplies each negative element by its channel's weight.</summary>
    /// <param name="input">Any shape; with several weights, dimension 1 must have that many channels.</param>
    /// <exception cref="ShapeException">The number of channels differs.</exception>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(PRelu)).PRelu(Weight);

    /// <inheritdoc/>
    protected override string Describe() => $"parameters: {Weight.Numel}";
}
