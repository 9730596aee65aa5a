namespace Autograd.Nn;

/// <summary>A leaky relu whose slopes are drawn in training and fixed at their mean in evaluation: see <see cref="F.RRelu"/>.</summary>
public sealed class RRelu : Module<Tensor, Tensor>
{
    private readonly double _lower;
    private readonly double _upper;
    private readonly Generator? _generator;

    /// <summary>A randomized leaky relu.</summary>
    /// <param name="lower">The least slope.</param>
    /// <param name="upper">The largest slope.</param>
    /// <param name="generator">The source of the slopes; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lower bound is above the upper one.</exception>
    public RRelu(double lower = 1.0 / 8, double upper = 1.0 / 3, Generator? generator = null)
    {
        F.CheckSlopes(lower, upper);
        (_lower, _upper, _generator) = (lower, upper, generator);
    }

    /// <summary>Multiplies each negative element by a random slope in training, and by the mean of the two bounds in evaluation.</summary>
    /// <param name="input">Any shape, floating.</param>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    protected override Tensor Forward(Tensor input) => F.RRelu(input, _lower, _upper, IsTraining, _generator);

    /// <inheritdoc/>
    protected override string Describe() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"lower: {_lower}, upper: {_upper}");
}
