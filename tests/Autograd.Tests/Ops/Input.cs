namespace Autograd.Tests.Ops;

/// <summary>Where the values of a drawn input lie.</summary>
public enum Domain
{
    /// <summary>Uniform from −2 to 2.</summary>
    Plain,

    /// <summary>Uniform from 0.5 to 2.</summary>
    Positive,

    /// <summary>Of either sign, with a magnitude from 0.3 to 2.</summary>
    Nonzero,

    /// <summary>Uniform from 0.05 to 0.95.</summary>
    Unit,

    /// <summary>All different, evenly spaced between −2 and 2, none of them 0, in random order.</summary>
    Spaced,

    /// <summary>−1, 0 or 1, so that equal values meet.</summary>
    Ties,

    /// <summary>Integers from 0 up to <see cref="Input.Below"/>; from −4 to 4 where that is 0.</summary>
    Integers,

    /// <summary>False or true.</summary>
    Mask,

    /// <summary>NaN, the infinities, both zeros, ordinary numbers, and some near the ends of the range.</summary>
    Special,

    /// <summary>Rows of four with none, one or all of NaN and the infinities.</summary>
    SpecialRows,
}

/// <summary>One input of a row: its shape and how its values are drawn. A shape alone, as a number or a tuple, is a plain one.</summary>
public sealed record Input(int[] Sizes)
{
    private static readonly double[] s_special =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1, -1, 2.5, -0.5, 3, 1e30, -1e30, 1e-30];

    private static readonly double[] s_specialRows =
    [
        1, 2, -3, 0.5,
        1, double.NaN, 2, 3,
        1, double.PositiveInfinity, 2, -1,
        double.NegativeInfinity, 1, 2, 0,
        double.PositiveInfinity, double.NegativeInfinity, 0, 1,
        double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity,
        double.PositiveInfinity, double.NaN, 1, 1,
    ];

    public Domain Domain { get; init; }

    public DType DType { get; init; } = DType.Float64;

    public int Below { get; init; }

    /// <summary>A floating input that is no variable: it never requires grad.</summary>
    public bool Constant { get; init; }

    public bool HasGradient => DType.IsFloating() && !Constant;

    public static Input Special { get; } = new Input([s_special.Length]) { Domain = Domain.Special };

    public static Input SpecialRows { get; } = new Input([s_specialRows.Length / 4, 4]) { Domain = Domain.SpecialRows };

    public static implicit operator Input(int size) => new([size]);

    public static implicit operator Input((int, int) s) => new([s.Item1, s.Item2]);

    public static implicit operator Input((int, int, int) s) => new([s.Item1, s.Item2, s.Item3]);

    public static implicit operator Input((int, int, int, int) s) => new([s.Item1, s.Item2, s.Item3, s.Item4]);

    public static implicit operator Input((int, int, int, int, int) s) => new([s.Item1, s.Item2, s.Item3, s.Item4, s.Item5]);

    /// <summary>The same with every size (and the range of indices) that was <paramref name="from"/> now <paramref name="to"/>.</summary>
    public Input Resize(int from, int to) => this with
    {
        Sizes = Array.ConvertAll(Sizes, size => size == from ? to : size),
        Below = Below == from ? to : Below,
    };

    /// <summary>Values that a float32 holds exactly, from exact draws: the same on every machine.</summary>
    public Tensor Draw(Generator generator)
    {
        Shape shape = Shape.Create(Sizes);
        int n = shape.Numel;
        if (Domain == Domain.Integers && Below == 0 && n > 0) return Tensor.RandInt(-4, 5, shape, DType, generator);
        double[] values = Domain switch
        {
            Domain.Integers or Domain.Mask => n == 0 ? [] : Tensor.RandInt(0, Domain == Domain.Mask ? 2 : Below, [n], generator: generator).ToArray<double>(),
            Domain.Ties => Tensor.RandInt(-1, 2, [n], generator: generator).ToArray<double>(),
            Domain.Spaced => Array.ConvertAll(Tensor.RandPerm(n, generator: generator).ToArray<double>(), k => (k + 0.25 - (n / 2.0)) * 4 / n),
            Domain.Special => s_special,
            Domain.SpecialRows => s_specialRows,
            _ => Array.ConvertAll(Tensor.Rand([n], generator: generator).ToArray<double>(), Place),
        };
        return Tensor.FromArray(Array.ConvertAll(values, v => (double)(float)v), shape).To(DType);
    }

    private double Place(double u) => Domain switch
    {
        Domain.Positive => 0.5 + (1.5 * u),
        Domain.Unit => 0.05 + (0.9 * u),
        Domain.Nonzero => u < 0.5 ? -0.3 - (3.4 * u) : 0.3 + (3.4 * (u - 0.5)),
        _ => (4 * u) - 2,
    };
}
