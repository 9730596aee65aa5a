namespace Autograd.Nn;

/// <summary>In training, sets elements to 0 at random and scales the others up: see <see cref="F.Dropout"/>. In evaluation, gives the input back.</summary>
public sealed class Dropout : Module<Tensor, Tensor>
{
    private readonly Generator? _generator;

    /// <summary>Creates the layer.</summary>
    /// <param name="p">The probability of 0.</param>
    /// <param name="generator">Where the masks come from; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
    public Dropout(double p = 0.5, Generator? generator = null)
    {
        F.CheckDropout(p);
        P = p;
        _generator = generator;
    }

    /// <summary>The probability of 0.</summary>
    public double P { get; }

    /// <summary>Any shape, floating.</summary>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public override Tensor Forward(Tensor input) => F.Dropout(input, P, IsTraining, _generator);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p: {P}");
}
