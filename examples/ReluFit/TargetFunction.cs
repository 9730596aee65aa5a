using System.Globalization;
using Autograd.Examples.ReluFit.Formulas;

namespace Autograd.Examples.ReluFit;

/// <summary>A function of one variable to learn, where it is learnt, and how it is written.</summary>
internal sealed record TargetFunction(string Name, string Formula, double From, double To, Func<double, double> At)
{
    /// <summary>The name of every function that has none.</summary>
    public const string Written = "formula";

    private const double Largest = 1e12; // a place beside a pole is seldom the pole itself

    /// <summary>Functions that have a name, and a place where they are interesting.</summary>
    public static TargetFunction[] All { get; } =
    [
        new("sin", "sin x", -Math.PI, Math.PI, Math.Sin),
        new("abs", "|x|", -2, 2, Math.Abs),
        new("step", "1 from 0 on, else 0", -2, 2, x => x < 0 ? 0 : 1),
        new("sawtooth", "x − ⌊x⌋", -1.5, 1.5, x => x - Math.Floor(x)),
        new("cubic", "x³ − 2x", -2, 2, x => x * x * x - 2 * x),
    ];

    /// <summary>Whether it is learnt in units of its own: what somebody writes may have any size, anywhere.</summary>
    public bool IsScaled { get; private init; }

    /// <summary>A function that has a name, or that a formula stands for.</summary>
    /// <param name="text">The name or the formula.</param>
    /// <exception cref="FormulaException">It is neither.</exception>
    public static TargetFunction Of(string text) =>
        All.FirstOrDefault(function => function.Name == text)
        ?? new TargetFunction(Written, text, -Math.PI, Math.PI, Formulas.Formula.Parse(text)) { IsScaled = true };

    /// <summary>The function on another interval.</summary>
    /// <param name="from">Where it begins; null for where it did.</param>
    /// <param name="to">Where it ends; null for where it did.</param>
    /// <exception cref="AutogradException">There is nothing between them, or the function is not finite there.</exception>
    public TargetFunction On(double? from, double? to)
    {
        TargetFunction moved = from is null && to is null ? this : this with { From = from ?? From, To = to ?? To, IsScaled = true };
        if (!(moved.From < moved.To))
        {
            throw new AutogradException(string.Create(
                CultureInfo.InvariantCulture, $"--from {moved.From} is not below --to {moved.To}"));
        }

        return moved;
    }

    /// <summary>Evenly spaced places, both ends included, and the function there.</summary>
    /// <exception cref="AutogradException">The function is not finite in one of them.</exception>
    public (double[] X, double[] Y) Sample(int count)
    {
        double[] x = Tensor.Linspace(From, To, count, DType.Float64).ToArray<double>();
        double[] y = Array.ConvertAll(x, place => At(place));
        int wrong = Array.FindIndex(y, value => !(Math.Abs(value) <= Largest));
        if (wrong < 0) return (x, y);
        string name = double.IsNaN(y[wrong]) ? "not a number" : "infinite, or nearly so,";
        throw new AutogradException(string.Create(
            CultureInfo.InvariantCulture,
            $"{Formula} is {name} at x = {x[wrong]:0.####}; choose an interval without such a place by --from and --to"));
    }
}
