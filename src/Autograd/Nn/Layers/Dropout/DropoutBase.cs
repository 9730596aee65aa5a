namespace Autograd.Nn;

/// <summary>What every kind of dropout shares: a probability, and a generator for the masks.</summary>
public abstract class DropoutBase : Module<Tensor, Tensor>
{
    private readonly Generator? _generator;

    private protected DropoutBase(double p, Generator? generator)
    {
        F.CheckDropout(p);
        P = p;
        _generator = generator;
    }

    /// <summary>The probability with which an element (or a channel) is dropped.</summary>
    public double P { get; }

    /// <summary>In training, drops elements or whole channels at random; in evaluation, returns the input.</summary>
    /// <param name="input">A floating tensor, of a shape that the derived layer takes.</param>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    protected sealed override Tensor Forward(Tensor input) => Drop(input, P, IsTraining, _generator);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p: {P}");

    private protected abstract Tensor Drop(Tensor input, double p, bool training, Generator? generator);
}
