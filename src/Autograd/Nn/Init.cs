namespace Autograd.Nn;

/// <summary>Initial values for parameters, written in place and never recorded; PyTorch's numbers for the same seed.</summary>
/// <remarks>
/// Sources: Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks" for Xavier; He et al.
/// (2015), "Delving deep into rectifiers" for Kaiming. Tensors without elements are left alone and draw nothing.
/// </remarks>
public static class Init
{
    /// <summary>Uniform in ±gain · √(3 / fan).</summary>
    /// <param name="tensor">A weight of at least two dimensions, [out, in, …], floating.</param>
    /// <param name="a">The negative slope of the leaky relu that follows.</param>
    /// <param name="mode">Which fan to use.</param>
    /// <param name="nonlinearity">What follows the layer.</param>
    /// <param name="generator">The source of the random numbers; <see cref="Generator.Default"/> if not given.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ShapeException">The tensor has fewer than two dimensions.</exception>
    /// <exception cref="DTypeException">The tensor is not floating.</exception>
    public static Tensor KaimingUniform_(
        Tensor tensor,
        double a = 0,
        FanMode mode = FanMode.FanIn,
        Nonlinearity nonlinearity = Nonlinearity.LeakyRelu,
        Generator? generator = null)
    {
        if (tensor.NotNull().Numel == 0) return tensor;
        double bound = Math.Sqrt(3) * KaimingStd(tensor.Shape, a, mode, nonlinearity);
        return Uniform_(tensor, -bound, bound, generator);
    }

    /// <summary>Normal with standard deviation gain / √fan.</summary>
    /// <inheritdoc cref="KaimingUniform_"/>
    public static Tensor KaimingNormal_(
        Tensor tensor,
        double a = 0,
        FanMode mode = FanMode.FanIn,
        Nonlinearity nonlinearity = Nonlinearity.LeakyRelu,
        Generator? generator = null) =>
        tensor.NotNull().Numel == 0 ? tensor : Normal_(tensor, 0, KaimingStd(tensor.Shape, a, mode, nonlinearity), generator);

    /// <summary>Uniform in ±gain · √(6 / (fan-in + fan-out)).</summary>
    /// <param name="tensor">A weight of at least two dimensions, [out, in, …], floating.</param>
    /// <param name="gain">See <see cref="CalculateGain"/>.</param>
    /// <param name="generator">The source of the random numbers; <see cref="Generator.Default"/> if not given.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ShapeException">The tensor has fewer than two dimensions.</exception>
    /// <exception cref="DTypeException">The tensor is not floating.</exception>
    public static Tensor XavierUniform_(Tensor tensor, double gain = 1, Generator? generator = null)
    {
        double bound = Math.Sqrt(3) * XavierStd(tensor.NotNull().Shape, gain);
        return tensor.Numel == 0 ? tensor : Uniform_(tensor, -bound, bound, generator);
    }

    /// <summary>Normal with standard deviation gain · √(2 / (fan-in + fan-out)).</summary>
    /// <inheritdoc cref="XavierUniform_"/>
    public static Tensor XavierNormal_(Tensor tensor, double gain = 1, Generator? generator = null)
    {
        double std = XavierStd(tensor.NotNull().Shape, gain);
        return tensor.Numel == 0 ? tensor : Normal_(tensor, 0, std, generator);
    }

    /// <summary>Uniform in a range.</summary>
    /// <param name="tensor">The tensor, floating.</param>
    /// <param name="from">The lower bound.</param>
    /// <param name="to">The upper bound.</param>
    /// <param name="generator">The source of the random numbers; <see cref="Generator.Default"/> if not given.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The numbers are in the wrong order.</exception>
    /// <exception cref="DTypeException">The tensor is not floating.</exception>
    public static Tensor Uniform_(Tensor tensor, double from = 0, double to = 1, Generator? generator = null)
    {
        using GradModeScope mode = GradMode.NoGrad();
        return tensor.NotNull().Uniform_(from, to, generator);
    }

    /// <summary>Normal with a given mean and standard deviation.</summary>
    /// <param name="tensor">The tensor, floating.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="std">The standard deviation.</param>
    /// <param name="generator">The source of the random numbers; <see cref="Generator.Default"/> if not given.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative.</exception>
    /// <exception cref="DTypeException">The tensor is not floating.</exception>
    public static Tensor Normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
    {
        using GradModeScope mode = GradMode.NoGrad();
        return tensor.NotNull().Normal_(mean, std, generator);
    }

    /// <summary>The same number everywhere.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="value">The number.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Constant_(Tensor tensor, double value)
    {
        using GradModeScope mode = GradMode.NoGrad();
        return tensor.NotNull().Fill_(value);
    }

    /// <summary>Zeros.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Zeros_(Tensor tensor) => Constant_(tensor, 0);

    /// <summary>Ones.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Ones_(Tensor tensor) => Constant_(tensor, 1);

    /// <summary>
    /// The number of inputs per output and of outputs per input: dimensions 1 and 0, each times the size of the kernel.
    /// </summary>
    /// <param name="shape">The shape of a weight, [out, in, …].</param>
    /// <returns>The fan-in and the fan-out.</returns>
    /// <exception cref="ShapeException">The shape has fewer than two dimensions.</exception>
    public static (int FanIn, int FanOut) CalculateFan(Shape shape)
    {
        if (shape.Rank < 2)
            throw new ShapeException(
                $"init: fans are defined for weights of two dimensions and more, [out, in, …], not for {shape}; use Uniform_ or Normal_");
        int kernel = 1;
        for (int i = 2; i < shape.Rank; i++) kernel *= shape[i];
        return (shape[1] * kernel, shape[0] * kernel);
    }

    /// <summary>The factor that compensates initial values for the variance that a nonlinearity loses.</summary>
    /// <param name="nonlinearity">What follows the layer.</param>
    /// <param name="a">The negative slope, for <see cref="Nonlinearity.LeakyRelu"/>.</param>
    public static double CalculateGain(Nonlinearity nonlinearity, double a = 0.01) => nonlinearity switch
    {
        Nonlinearity.Tanh => 5.0 / 3,
        Nonlinearity.Relu => Math.Sqrt(2),
        Nonlinearity.LeakyRelu => Math.Sqrt(2 / (1 + a * a)),
        Nonlinearity.Selu => 3.0 / 4,
        _ => 1,
    };

    /// <summary>The initialisation of <c>Linear</c> and convolutions: weight and bias uniform in ±1/√fan-in.</summary>
    internal static void Default(Tensor weight, Tensor? bias, Generator? generator)
    {
        // Computed from the leaky relu's gain, to round as PyTorch does.
        KaimingUniform_(weight, Math.Sqrt(5), generator: generator);
        if (bias is null) return;
        int fanIn = CalculateFan(weight.Shape).FanIn;
        double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        Uniform_(bias, -bound, bound, generator);
    }

    private static double KaimingStd(Shape shape, double a, FanMode mode, Nonlinearity nonlinearity)
    {
        (int fanIn, int fanOut) = CalculateFan(shape);
        return CalculateGain(nonlinearity, a) / Math.Sqrt(mode == FanMode.FanIn ? fanIn : fanOut);
    }

    private static double XavierStd(Shape shape, double gain)
    {
        (int fanIn, int fanOut) = CalculateFan(shape);
        return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
    }
}
