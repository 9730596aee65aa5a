using System.Globalization;

namespace Autograd.Examples.GradientDescent;

/// <summary>A function of two variables, which is gone down.</summary>
/// <param name="Name">What <c>--function</c> calls it.</param>
/// <param name="Formula">How it is written.</param>
/// <param name="At">The function, elementwise: of two numbers or of whole grids.</param>
internal sealed record Landscape(string Name, string Formula, Func<Tensor, Tensor, Tensor> At)
{
    /// <summary>x² + y², on which numerical and automatic gradients are compared.</summary>
    public static Landscape Bowl { get; } = new("bowl", "x² + y²", (x, y) => x.Square() + y.Square())
    {
        X = (-55, 55),
        Y = (-55, 55),
        Starts = [new Start(50, 43)],
        Minima = [(0, 0)],
        Rate = _ => 0.03,
    };

    /// <summary>The functions that every optimizer goes down.</summary>
    public static Landscape[] All { get; } =
    [
        Bowl,
        new("rosenbrock", "(1 − x)² + 100 (y − x²)²", (x, y) => (1 - x).Square() + 100 * (y - x.Square()).Square())
        {
            X = (-2, 2),
            Y = (-1, 3),
            Starts = [new Start(-1.5, 2)],
            Minima = [(1, 1)],
            Height = (f => Math.Log10(f + 1), "log₁₀(f + 1)"),
            Rate = optimizer => optimizer switch
            {
                "sgd" or "asgd" => 0.0018,
                "lamb" => 0.02,
                "lbfgs" => 1,
                "lion" => 0.005,
                "momentum" => 0.001,
                "adadelta" => 1,
                "adagrad" => 1,
                "adamax" => 0.2,
                "radam" or "rmsprop" or "rprop" => 0.01,
                "nadam" => 0.02,
                _ => 0.1,
            },
        },
        new("himmelblau", "(x² + y − 11)² + (x + y² − 7)²", (x, y) => (x.Square() + y - 11).Square() + (x + y.Square() - 7).Square())
        {
            X = (-5, 5),
            Y = (-5, 5),
            Starts = [new Start(-0.5, -1)],
            Minima = [(3, 2), (-2.805118, 3.131313), (-3.779310, -3.283186), (3.584428, -1.848127)],
            Height = (f => Math.Log10(f + 1), "log₁₀(f + 1)"),
            Rate = optimizer => optimizer switch
            {
                "sgd" or "asgd" or "rmsprop" or "rprop" or "lion" => 0.01,
                "momentum" => 0.003,
                "lamb" => 0.005,
                "lbfgs" => 1,
                "adadelta" => 0.3,
                "adagrad" => 0.5,
                "radam" => 0.02,
                "nadam" => 0.05,
                _ => 0.1,
            },
        },
        new("valleys", "(x² − 1)² + 0.3 x + y² / 2", (x, y) => (x.Square() - 1).Square() + 0.3 * x + y.Square() / 2)
        {
            X = (-1.7, 1.7),
            Y = (-1.2, 2),
            Starts = [new Start(-0.3, 1.5, "left"), new Start(0.5, 1.5, "right")],
            Minima = [(-1.035580, 0), (0.960150, 0)],
            Height = (f => Math.Sqrt(f + 0.31), "√(f + 0.31)"),
            Rate = optimizer => optimizer switch
            {
                "momentum" or "lion" => 0.01,
                "lamb" => 0.005,
                "lbfgs" => 1,
                "adadelta" => 0.5,
                "adagrad" => 0.3,
                "rmsprop" or "rprop" => 0.01,
                "nadam" => 0.02,
                _ => 0.05,
            },
        },
    ];

    /// <summary>What is drawn of it, from left to right.</summary>
    public required (double From, double To) X { get; init; }

    /// <summary>What is drawn of it, from bottom to top.</summary>
    public required (double From, double To) Y { get; init; }

    /// <summary>Where descents begin.</summary>
    public required Start[] Starts { get; init; }

    /// <summary>Where it is least, as far as the neighbourhood goes.</summary>
    public required (double X, double Y)[] Minima { get; init; }

    /// <summary>A learning rate that suits the function, by an optimizer's name.</summary>
    public required Func<string, double> Rate { get; init; }

    /// <summary>How high a value is drawn, in numbers and in words: the floor of a steep valley is seen in its logarithm alone.</summary>
    public (Func<double, double> Of, string Words) Height { get; init; } = (f => f, "f");

    /// <summary>A place in words: <c>(3, 2)</c>.</summary>
    public static string Place(double x, double y, string format)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return $"({x.ToString(format, culture)}, {y.ToString(format, culture)})".Replace('-', '−');
    }

    /// <summary>The value at a place.</summary>
    public double Value(double x, double y)
    {
        using GradModeScope noGrad = GradMode.NoGrad();
        return At(Tensor.Scalar(x, DType.Float64), Tensor.Scalar(y, DType.Float64)).Item();
    }

    /// <summary>The minimum that is nearest to a place.</summary>
    public (double X, double Y, double Distance) Nearest(double x, double y) =>
        Minima.Select(m => (m.X, m.Y, Distance: double.Hypot(m.X - x, m.Y - y))).MinBy(m => m.Distance);

    /// <summary>Heights over an even grid, all of it in one run of the function.</summary>
    /// <param name="count">The columns, and the rows.</param>
    public (double[] X, double[] Y, double[,] Heights) Grid(int count)
    {
        using GradModeScope noGrad = GradMode.NoGrad();
        Tensor x = Tensor.Linspace(X.From, X.To, count, DType.Float64), y = Tensor.Linspace(Y.From, Y.To, count, DType.Float64);
        double[] values = At(x, y.Reshape(count, 1)).ToArray<double>();
        var heights = new double[count, count];
        for (int i = 0; i < values.Length; i++) heights[i / count, i % count] = Height.Of(values[i]);
        return (x.ToArray<double>(), y.ToArray<double>(), heights);
    }
}
