using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

/// <summary>Random tensors: the same numbers as PyTorch for the same seed.</summary>
public partial class Tensor
{
    /// <summary>Uniform numbers in [0, 1).</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    public static Tensor Rand(
        Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Generator? generator = null, Device? device = null) =>
        Drawn("rand", shape, dtype, (g, y) => y.Device.Uniform(g, y.Raw, 0, 1), generator, device).With(requiresGrad);

    /// <summary>Normal numbers of mean 0 and standard deviation 1.</summary>
    /// <inheritdoc cref="Rand(Shape, DType, bool, Generator, Device)"/>
    public static Tensor Randn(
        Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Generator? generator = null, Device? device = null) =>
        Drawn("randn", shape, dtype, (g, y) => y.Device.Normal(g, y.Raw, 0, 1, inBlocks: true), generator, device).With(requiresGrad);

    /// <summary>Whole numbers from low to below high, each equally likely.</summary>
    /// <param name="low">The smallest number.</param>
    /// <param name="high">One more than the largest number.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">Any dtype but bool; it must hold the numbers.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no number in the range.</exception>
    /// <exception cref="DTypeException">The dtype is bool.</exception>
    public static Tensor RandInt(
        long low, long high, Shape shape, DType dtype = DType.Int64, Generator? generator = null, Device? device = null)
    {
        if (low >= high) throw new ArgumentOutOfRangeException(nameof(high), $"randint: no number is at least {low} and below {high}");
        if (dtype == DType.Bool) throw new DTypeException("randint: a bool tensor cannot hold numbers; use Bernoulli");
        Tensor tensor = Empty(shape, dtype, device: device);
        tensor.Device.RandInt(generator ?? Generator.Default, tensor.Raw, low, high);
        return tensor;
    }

    /// <summary>Whole numbers from 0 to below high, each equally likely.</summary>
    /// <inheritdoc cref="RandInt(long, long, Shape, DType, Generator?, Device?)"/>
    /// <param name="high">One more than the largest number.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">Any dtype but bool; it must hold the numbers.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    public static Tensor RandInt(long high, Shape shape, DType dtype = DType.Int64, Generator? generator = null, Device? device = null) =>
        RandInt(0, high, shape, dtype, generator, device);

    /// <summary>The numbers 0 … n − 1 in random order, as int64 unless another dtype is given.</summary>
    /// <param name="n">How many.</param>
    /// <param name="dtype">The dtype of the numbers.</param>
    /// <param name="generator">Where the order comes from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <returns>A tensor of one dimension.</returns>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public static Tensor RandPerm(int n, DType dtype = DType.Int64, Generator? generator = null, Device? device = null)
    {
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), $"randperm: there is no order of {n} numbers; give 0 or more");
        return FromArray((generator ?? Generator.Default).Permutation(n), device: device).To(dtype);
    }

    /// <summary>1 with probability p, else 0.</summary>
    /// <param name="p">The probability of a 1, from 0 to 1.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">Any dtype.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the tensor is stored; the CPU if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
    public static Tensor Bernoulli(
        double p, Shape shape, DType dtype = DType.Float32, Generator? generator = null, Device? device = null) =>
        Empty(shape, dtype, device: device).Bernoulli_(p, generator);

    /// <summary>1 with the probability given by each element, else 0; of the probabilities' shape and dtype. No gradient.</summary>
    /// <param name="probabilities">The probability of a 1 for each element, from 0 to 1; floating.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <exception cref="DTypeException">The probabilities are not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is not a probability.</exception>
    public static Tensor Bernoulli(Tensor probabilities, Generator? generator = null)
    {
        probabilities.NotNull();
        probabilities.RequireFloating("bernoulli");
        Tensor drawn = probabilities.EmptyLike();
        drawn.Device.Bernoulli(generator ?? Generator.Default, probabilities.Detach().Contiguous().Raw, drawn.Raw);
        return drawn;
    }

    /// <summary>Uniform numbers in [0, 1), of this tensor's shape, and of its dtype and on its device unless others are given.</summary>
    /// <param name="dtype">Float32 or Float64; this tensor's if null.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    public Tensor RandLike(DType? dtype = null, bool requiresGrad = false, Generator? generator = null, Device? device = null) =>
        Rand(Shape, dtype ?? DType, requiresGrad, generator, device ?? Device);

    /// <summary>Normal numbers of this tensor's shape, and of its dtype and on its device unless others are given.</summary>
    /// <inheritdoc cref="RandLike(DType?, bool, Generator, Device)"/>
    public Tensor RandnLike(DType? dtype = null, bool requiresGrad = false, Generator? generator = null, Device? device = null) =>
        Randn(Shape, dtype ?? DType, requiresGrad, generator, device ?? Device);

    /// <summary>
    /// Whole numbers from low to below high, of this tensor's shape, and of its dtype and on its device unless others are given.
    /// </summary>
    /// <param name="low">The smallest number.</param>
    /// <param name="high">One more than the largest number.</param>
    /// <param name="dtype">Any dtype but bool; this tensor's if null.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    /// <returns>The new tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no number in the range.</exception>
    /// <exception cref="DTypeException">The dtype is bool.</exception>
    public Tensor RandIntLike(long low, long high, DType? dtype = null, Generator? generator = null, Device? device = null) =>
        RandInt(low, high, Shape, dtype ?? DType, generator, device ?? Device);

    /// <summary>
    /// Whole numbers from 0 to below high, of this tensor's shape, and of its dtype and on its device unless others are given.
    /// </summary>
    /// <inheritdoc cref="RandIntLike(long, long, DType?, Generator, Device)"/>
    public Tensor RandIntLike(long high, DType? dtype = null, Generator? generator = null, Device? device = null) =>
        RandIntLike(0, high, dtype, generator, device);

    /// <summary>Replaces every element by a uniform number in [from, to). Counts as a change in place.</summary>
    /// <param name="from">The lower bound, which may be drawn.</param>
    /// <param name="to">The upper bound, which is not drawn.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The upper bound is below the lower one.</exception>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Uniform_(double from = 0, double to = 1, Generator? generator = null)
    {
        RequireFloating("uniform_");
        if (!(from <= to)) throw new ArgumentOutOfRangeException(nameof(to), $"uniform_: the range from {from} to {to} is not one");
        return Redraw(y => y.Device.Uniform(generator ?? Generator.Default, y.Raw, from, to));
    }

    /// <summary>Replaces every element by a normally distributed number. Counts as a change in place.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="std">The standard deviation.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative.</exception>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Normal_(double mean = 0, double std = 1, Generator? generator = null)
    {
        RequireFloating("normal_");
        if (!(std >= 0)) throw new ArgumentOutOfRangeException(nameof(std), $"normal_: a standard deviation is not negative, as {std} is");
        bool inBlocks = IsContiguous;
        return Redraw(y => y.Device.Normal(generator ?? Generator.Default, y.Raw, mean, std, inBlocks));
    }

    /// <summary>Replaces every element by an exponentially distributed number of mean 1 / rate. Counts as a change in place.</summary>
    /// <param name="rate">The rate λ, the inverse of the mean.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative.</exception>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Exponential_(double rate = 1, Generator? generator = null)
    {
        RequireFloating("exponential_");
        if (!(rate >= 0)) throw new ArgumentOutOfRangeException(nameof(rate), $"exponential_: a rate is not negative, as {rate} is");
        return Redraw(y => y.Device.Exponential(generator ?? Generator.Default, y.Raw, rate));
    }

    /// <summary>
    /// Replaces every element by a whole number from low to below high, each equally likely. Counts as a change in place.
    /// </summary>
    /// <param name="low">The smallest number.</param>
    /// <param name="high">One more than the largest number.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no number in the range, or this dtype does not hold them all.</exception>
    /// <exception cref="DTypeException">The dtype is bool.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Random_(long low, long high, Generator? generator = null)
    {
        if (low >= high) throw new ArgumentOutOfRangeException(nameof(high), $"random_: no number is at least {low} and below {high}");
        if (DType == DType.Bool) throw new DTypeException("random_: a bool tensor cannot hold numbers; use Bernoulli_");
        return Redraw(y => y.Device.RandInt(generator ?? Generator.Default, y.Raw, low, high));
    }

    /// <summary>Replaces every element by a whole number from 0 to below high, each equally likely.</summary>
    /// <inheritdoc cref="Random_(long, long, Generator?)"/>
    /// <param name="high">One more than the largest number.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    public Tensor Random_(long high, Generator? generator = null) => Random_(0, high, generator);

    /// <summary>
    /// Replaces every element by a whole number from 0 to the largest of an integer dtype, to 2²⁴ for float32 and 2⁵³ for float64, each
    /// equally likely; a bool by false or true. Counts as a change in place.
    /// </summary>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Random_(Generator? generator = null) => Redraw(y => y.Device.RandInt(generator ?? Generator.Default, y.Raw));

    /// <summary>Replaces every element by 1 with probability p, else 0. Counts as a change in place.</summary>
    /// <param name="p">The probability of a 1, from 0 to 1.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Bernoulli_(double p, Generator? generator = null)
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), $"bernoulli: a probability is from 0 to 1, not {p}");
        return Redraw(y => y.Device.Bernoulli(generator ?? Generator.Default, y.Raw, p));
    }

    /// <summary>
    /// Replaces the elements by numbers drawn into a contiguous tensor, in memory order, as PyTorch fills a transposed view.
    /// </summary>
    private Tensor Redraw(Action<Tensor> draw, [CallerMemberName] string method = "")
    {
        Engine.InPlace.RequireTarget(method.ToLowerInvariant(), this); // before a number is drawn
        if (IsContiguous)
        {
            Tensor straight = EmptyLike();
            draw(straight);
            return Copy_(straight);
        }

        int[] order = [.. Enumerable.Range(0, Rank).OrderByDescending(i => Layout.Strides[i])], back = new int[Rank], sizes = new int[Rank];
        for (int i = 0; i < Rank; i++)
        {
            back[order[i]] = i;
            sizes[i] = Shape[order[i]];
        }

        Tensor drawn = Empty(Shape.Adopt(sizes), DType, device: Device);
        draw(drawn);
        return Copy_(drawn.Permute(back));
    }

    private static Tensor Drawn(string op, Shape shape, DType dtype, Action<Generator, Tensor> draw, Generator? generator, Device? device)
    {
        Tensor tensor = Empty(shape, dtype, device: device);
        tensor.RequireFloating(op);
        draw(generator ?? Generator.Default, tensor);
        return tensor;
    }

    private void RequireFloating(string op)
    {
        if (!DType.IsFloating()) throw new DTypeException($"{op}: only floating tensors hold such numbers, not {DType.Text()}");
    }

    /// <inheritdoc cref="RandLike(DType?, bool, Generator?, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dtype">Float32 or Float64; this tensor's if null.</param>
    /// <param name="requiresGrad">Whether operations on it are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    public static Tensor RandLike(
        Tensor input, DType? dtype = null, bool requiresGrad = false, Generator? generator = null, Device? device = null) =>
        input.NotNull().RandLike(dtype, requiresGrad, generator, device);

    /// <inheritdoc cref="RandnLike(DType?, bool, Generator?, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dtype">The element type; the input's if null.</param>
    /// <param name="requiresGrad">Whether operations on the result are recorded.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the result is stored; the input's device if null.</param>
    public static Tensor RandnLike(
        Tensor input, DType? dtype = null, bool requiresGrad = false, Generator? generator = null, Device? device = null) =>
        input.NotNull().RandnLike(dtype, requiresGrad, generator, device);

    /// <inheritdoc cref="RandIntLike(long, long, DType?, Generator?, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="low">The smallest number.</param>
    /// <param name="high">One more than the largest number.</param>
    /// <param name="dtype">Any dtype but bool; this tensor's if null.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the new tensor is stored; this tensor's device if null.</param>
    public static Tensor RandIntLike(
        Tensor input, long low, long high, DType? dtype = null, Generator? generator = null, Device? device = null) =>
        input.NotNull().RandIntLike(low, high, dtype, generator, device);

    /// <inheritdoc cref="RandIntLike(long, DType?, Generator?, Device?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="high">One more than the largest number.</param>
    /// <param name="dtype">The element type; the input's if null.</param>
    /// <param name="generator">Where the numbers come from; <see cref="Generator.Default"/> if null.</param>
    /// <param name="device">Where the result is stored; the input's device if null.</param>
    public static Tensor RandIntLike(Tensor input, long high, DType? dtype = null, Generator? generator = null, Device? device = null) =>
        input.NotNull().RandIntLike(high, dtype, generator, device);
}
