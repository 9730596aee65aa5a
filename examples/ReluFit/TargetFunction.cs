namespace Autograd.Examples.ReluFit;

/// <summary>A function of one variable to learn, where it is learnt, and how it is written.</summary>
internal sealed record TargetFunction(string Name, string Formula, double From, double To, Func<double, double> At)
{
    public static TargetFunction[] All { get; } =
    [
        new("sin", "sin x", -Math.PI, Math.PI, Math.Sin),
        new("abs", "|x|", -2, 2, Math.Abs),
        new("step", "1 from 0 on, else 0", -2, 2, x => x < 0 ? 0 : 1),
        new("sawtooth", "x − ⌊x⌋", -1.5, 1.5, x => x - Math.Floor(x)),
        new("cubic", "x³ − 2x", -2, 2, x => x * x * x - 2 * x),
    ];

    public static TargetFunction Of(string name) => All.Single(function => function.Name == name);

    /// <summary>Evenly spaced places, both ends included, and the function there.</summary>
    public (double[] X, double[] Y) Sample(int count)
    {
        double[] x = Tensor.Linspace(From, To, count, DType.Float64).ToArray<double>();
        return (x, Array.ConvertAll(x, place => At(place)));
    }
}
