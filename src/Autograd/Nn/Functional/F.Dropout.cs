namespace Autograd.Nn;

public static partial class F
{
    /// <summary>Sets each element to 0 with probability p, and scales the others by 1/(1 − p), so that the expected value stays.</summary>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="p">The probability of 0. With 1 the result is the input times 0 (a NaN stays NaN), and nothing is drawn.</param>
    /// <param name="training">False returns the input itself.</param>
    /// <param name="generator">Where the mask comes from; <see cref="Generator.Default"/> if not given. One 53-bit draw an element, in row-major order.</param>
    /// <returns>A tensor of the input's shape. Gradient: grad times the same mask and scale.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor Dropout(Tensor input, double p = 0.5, bool training = true, Generator? generator = null)
    {
        CheckDropout(p);
        if (!input.DType.IsFloating()) throw new DTypeException($"dropout: the input must be floating, not {input.DType.Text()}; convert with To(DType.Float32)");
        if (!training || p == 0 || input.Numel == 0) return input;
        if (p == 1) return input * 0.0;
        return input * Tensor.Bernoulli(1 - p, input.Shape, input.DType, generator).Div_(1 - p);
    }

    internal static void CheckDropout(double p)
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), $"dropout: a probability is from 0 to 1, not {p}");
    }
}
