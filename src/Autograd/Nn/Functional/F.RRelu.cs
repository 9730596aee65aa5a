namespace Autograd.Nn;

public static partial class F
{
    /// <summary>
    /// The randomized leaky relu: x where x &gt; 0, else x times a slope. In training each element draws its own slope; otherwise all use
    /// the mean.
    /// </summary>
    /// <remarks>Source: Xu et al. (2015), "Empirical evaluation of rectified activations in convolutional network".</remarks>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="lower">The least slope.</param>
    /// <param name="upper">The largest slope.</param>
    /// <param name="training">False, as it is here by default and in PyTorch, takes the mean of the bounds.</param>
    /// <param name="generator">The source of the slopes; <see cref="Generator.Default"/> if not given. One 53-bit draw for each element
    /// that is not above 0, in row-major order.</param>
    /// <returns>A tensor of the input's shape. Gradient: grad where x &gt; 0, else grad times the slope.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lower bound is above the upper one.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor RRelu(
        Tensor input, double lower = 1.0 / 8, double upper = 1.0 / 3, bool training = false, Generator? generator = null)
    {
        input.NotNull();
        CheckSlopes(lower, upper);
        if (!input.DType.IsFloating()) throw new DTypeException($"rrelu: the input must be floating, and is {input.Spec}");
        if (!training) return input.LeakyRelu((lower + upper) / 2);
        // PyTorch draws between the bounds as rounded to the input's dtype.
        if (input.DType == DType.Float32) (lower, upper) = ((float)lower, (float)upper);
        Tensor below = input.Detach() <= 0, slopes = input.Detach().OnesLike();
        slopes[below] = Tensor.Empty(
            [(int)below.Sum().Item<long>()], DType.Float64, device: input.Device).Uniform_(lower, upper, generator).To(input.DType);
        return input * slopes;
    }

    internal static void CheckSlopes(double lower, double upper)
    {
        if (!(lower <= upper))
            throw new ArgumentOutOfRangeException(
                nameof(lower), $"rrelu: the lower bound of the slopes ({lower}) must not be above the upper one ({upper})");
    }
}
