using System.Globalization;
using Autograd.Examples.Shared;

namespace Autograd.Examples.GradientDescent;

/// <summary>Gradient descent on the bowl twice: by gradients from two evaluations on either side, and by automatic ones.</summary>
internal sealed class GradientComparison
{
    /// <summary>How far the two may be apart, relative to a gradient above 1.</summary>
    public const double Tolerance = 1e-6;

    private const int Steps = 50;
    private const double Distance = 1e-4; // the bowl is of second degree: the difference quotient is exact but for rounding

    private static readonly int[] s_shown = [0, 1, 2, 3, 5, 10, 20, 30, 40, 50];

    private GradientComparison(Descent numerical, Descent automatic, double difference) =>
        (Numerical, Automatic, Difference) = (numerical, automatic, difference);

    /// <summary>The way by numerical gradients.</summary>
    public Descent Numerical { get; }

    /// <summary>The way by automatic gradients.</summary>
    public Descent Automatic { get; }

    /// <summary>The largest difference between the gradients of one step, relative where they are above 1.</summary>
    public double Difference { get; }

    /// <summary>Goes down both ways, and shows places and gradients side by side.</summary>
    /// <exception cref="AutogradException">The gradients differ.</exception>
    public static GradientComparison Run(Landscape bowl, double rate, Start start, Report report)
    {
        ResultTable table = report.Table(
            "gradients",
            new Column("step"),
            new Column("x", "F3", 7),
            new Column("y", "F3", 7),
            new Column("f", "F3", 8),
            new Column("numerical gradient", Width: 21),
            new Column("automatic gradient", Width: 21));
        (double X, double Y) byHand = (start.X, start.Y);
        Tensor point = Tensor.Create(new[] { start.X, start.Y }, requiresGrad: true);
        double difference = 0;
        List<(double X, double Y, double F)> numerical = [], automatic = [];
        for (int step = 0; step <= Steps; step++)
        {
            (double X, double Y) estimate = NumericalGradient(bowl, byHand.X, byHand.Y);
            point.Grad = null;
            Tensor value = bowl.At(point[0], point[1]);
            value.Backward();
            double[] place = point.Detach().ToArray<double>(), gradient = point.Grad!.ToArray<double>();
            if (!(value.Item() <= automatic.Select(p => p.F).FirstOrDefault(double.MaxValue) * 1e6))
            {
                throw new AutogradException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{bowl.Name}: it diverges in step {step} with learning rate {rate}, and nothing is saved; try --lr below 1"));
            }

            difference = Math.Max(difference, Math.Max(Apart(estimate.X, gradient[0]), Apart(estimate.Y, gradient[1])));
            numerical.Add((byHand.X, byHand.Y, bowl.Value(byHand.X, byHand.Y)));
            automatic.Add((place[0], place[1], value.Item()));
            if (s_shown.Contains(step))
            {
                table.Add(
                    step,
                    place[0],
                    place[1],
                    value.Item(),
                    Landscape.Place(estimate.X, estimate.Y, "F5"),
                    Landscape.Place(gradient[0], gradient[1], "F5"));
            }

            byHand = (byHand.X - rate * estimate.X, byHand.Y - rate * estimate.Y);
            using GradModeScope noGrad = GradMode.NoGrad();
            point.Sub_(rate * point.Grad!);
        }

        report.Figure("largest difference", difference, "0.0e+00");
        if (!(difference <= Tolerance))
            throw new AutogradException($"the gradients differ by {difference}, which is more than {Tolerance}");
        return new GradientComparison(Path("numerical", numerical, rate), Path("automatic", automatic, rate), difference);
    }

    /// <summary>The gradient by central differences.</summary>
    public static (double X, double Y) NumericalGradient(Landscape landscape, double x, double y) => (
        (landscape.Value(x + Distance, y) - landscape.Value(x - Distance, y)) / (2 * Distance),
        (landscape.Value(x, y + Distance) - landscape.Value(x, y - Distance)) / (2 * Distance));

    private static double Apart(double estimate, double gradient) => Math.Abs(estimate - gradient) / Math.Max(1, Math.Abs(gradient));

    private static Descent Path(string name, List<(double X, double Y, double F)> places, double rate) =>
        new(name, rate, [.. places.Select(p => p.X)], [.. places.Select(p => p.Y)], [.. places.Select(p => p.F)]);
}
