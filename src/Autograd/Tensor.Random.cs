namespace Autograd;

/// <summary>Random tensors: PyTorch's numbers for the same seed.</summary>
public partial class Tensor
{
    /// <summary>Uniform numbers in [0, 1).</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    public static Tensor Rand(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Generator? generator = null) =>
        Empty(shape, dtype).FillUniform("rand", 0, 1, generator).With(requiresGrad);

    /// <summary>Normal numbers of mean 0 and standard deviation 1.</summary>
    /// <inheritdoc cref="Rand"/>
    public static Tensor Randn(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Generator? generator = null) =>
        Empty(shape, dtype).FillNormal("randn", 0, 1, generator).With(requiresGrad);

    /// <summary>Whole numbers from low to below high, each equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no number in the range.</exception>
    /// <exception cref="DTypeException">The dtype is bool.</exception>
    public static Tensor RandInt(long low, long high, Shape shape, DType dtype = DType.Int64, Generator? generator = null)
    {
        if (low >= high) throw new ArgumentOutOfRangeException(nameof(high), $"randint: no number is at least {low} and below {high}");
        if (dtype == DType.Bool) throw new DTypeException("randint: a bool tensor cannot hold numbers; use Bernoulli");
        Tensor tensor = Empty(shape, dtype);
        tensor.Device.RandInt(generator ?? Generator.Default, tensor.Raw, low, high);
        return tensor;
    }

    /// <summary>The numbers 0 … n − 1 in random order, as int64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public static Tensor RandPerm(int n, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return FromArray((generator ?? Generator.Default).Permutation(n));
    }

    /// <summary>1 with probability p, else 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
    public static Tensor Bernoulli(double p, Shape shape, DType dtype = DType.Float32, Generator? generator = null) =>
        Empty(shape, dtype).Bernoulli_(p, generator);

    /// <summary>Uniform numbers in [0, 1), of this tensor's shape and dtype.</summary>
    public Tensor RandLike(Generator? generator = null) => Rand(Shape, DType, generator: generator);

    /// <summary>Normal numbers, of this tensor's shape and dtype.</summary>
    public Tensor RandnLike(Generator? generator = null) => Randn(Shape, DType, generator: generator);

    /// <summary>Replaces every element by a uniform number in [from, to). Counts as a change in place.</summary>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Uniform_(double from = 0, double to = 1, Generator? generator = null)
    {
        if (!(from <= to)) throw new ArgumentOutOfRangeException(nameof(to), $"uniform_: the range from {from} to {to} is not one");
        return Copy_(Empty(Shape, DType).FillUniform("uniform_", from, to, generator));
    }

    /// <summary>Replaces every element by a normal number. Counts as a change in place.</summary>
    /// <inheritdoc cref="Uniform_"/>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative.</exception>
    public Tensor Normal_(double mean = 0, double std = 1, Generator? generator = null)
    {
        if (!(std >= 0)) throw new ArgumentOutOfRangeException(nameof(std), $"normal_: a standard deviation is not negative, as {std} is");
        return Copy_(Empty(Shape, DType).FillNormal("normal_", mean, std, generator));
    }

    /// <summary>Replaces every element by 1 with probability p, else 0. Counts as a change in place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
    public Tensor Bernoulli_(double p, Generator? generator = null)
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), $"bernoulli: a probability is from 0 to 1, not {p}");
        Tensor drawn = Empty(Shape, DType);
        drawn.Device.Bernoulli(generator ?? Generator.Default, drawn.Raw, p);
        return Copy_(drawn);
    }

    private Tensor FillUniform(string op, double from, double to, Generator? generator)
    {
        RequireFloating(op);
        Device.Uniform(generator ?? Generator.Default, Raw, from, to);
        return this;
    }

    private Tensor FillNormal(string op, double mean, double std, Generator? generator)
    {
        RequireFloating(op);
        Device.Normal(generator ?? Generator.Default, Raw, mean, std);
        return this;
    }

    private void RequireFloating(string op)
    {
        if (!DType.IsFloating()) throw new DTypeException($"{op}: only floating tensors hold such numbers, not {DType.Text()}");
    }
}
