namespace Autograd.Nn;

/// <summary>
/// Sets elements to 0 at random and scales the others up: see <see cref="F.Dropout"/>. In evaluation, returns the input.
/// </summary>
/// <param name="p">The probability of dropping.</param>
/// <param name="generator">The source of the masks; <see cref="Generator.Default"/> if not given.</param>
/// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
public sealed class Dropout(double p = 0.5, Generator? generator = null) : DropoutBase(p, generator)
{
    private protected override Tensor Drop(Tensor input, double p, bool training, Generator? generator) =>
        F.Dropout(input, p, training, generator);
}
