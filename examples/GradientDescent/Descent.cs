using Autograd.Examples.Shared;
using Autograd.Optim;

namespace Autograd.Examples.GradientDescent;

/// <summary>The way of an optimizer down a function, from its start on.</summary>
/// <param name="Name">The optimizer.</param>
/// <param name="Rate">Its learning rate.</param>
/// <param name="X">Where it was, step by step.</param>
/// <param name="Y">Where it was.</param>
/// <param name="Values">The function there.</param>
internal sealed record Descent(string Name, double Rate, double[] X, double[] Y, double[] Values)
{
    /// <summary>How near to a minimum is there.</summary>
    public const double Near = 0.01;

    private const double Beyond = 1e6;

    /// <summary>Whether the function grew beyond a million times what it was; the way ends there.</summary>
    public bool Diverged { get; private init; }

    /// <summary>Goes down, by the gradients that the function's own operations give.</summary>
    public static Descent Follow(Landscape landscape, OptimizerChoice choice, double rate, Start start, int steps, Meter meter)
    {
        Tensor point = Tensor.Create(new[] { start.X, start.Y }, requiresGrad: true);
        Optimizer optimizer = choice.Create([point], rate);
        var places = new List<(double X, double Y, double Value)>();
        bool diverged = false;
        for (int step = 0; ; step++)
        {
            double[] place = point.Detach().ToArray<double>();
            double value = step == steps ? landscape.Value(place[0], place[1]) : optimizer.Step(Loss).Item();
            diverged = !(value <= (places.Count == 0 ? double.MaxValue : Beyond * Math.Max(1, Math.Abs(places[0].Value))));
            if (diverged) break;
            places.Add((place[0], place[1], value));
            if (step == steps) break;
            meter.Advance();
        }

        // A function, because L-BFGS looks for the length of its step by computing the loss several times.
        Tensor Loss()
        {
            optimizer.ZeroGrad();
            Tensor loss = landscape.At(point[0], point[1]);
            loss.Backward();
            return loss;
        }

        return new Descent(
            choice.Name, rate, [.. places.Select(p => p.X)], [.. places.Select(p => p.Y)], [.. places.Select(p => p.Value)])
        {
            Diverged = diverged,
        };
    }

    /// <summary>The first step from which on it stays near one minimum, or null.</summary>
    public int? StepsToArrive(Landscape landscape)
    {
        (double x, double y, _) = landscape.Nearest(X[^1], Y[^1]);
        int step = X.Length;
        while (step > 0 && double.Hypot(X[step - 1] - x, Y[step - 1] - y) < Near) step--;
        return step == X.Length || Diverged ? null : step;
    }

    /// <summary>The places that a picture needs: where it has moved by a part of what is drawn, and the last.</summary>
    public (double[] X, double[] Y) Thinned(Landscape landscape)
    {
        double least = Math.Max(landscape.X.To - landscape.X.From, landscape.Y.To - landscape.Y.From) / 500;
        var x = new List<double> { X[0] };
        var y = new List<double> { Y[0] };
        for (int i = 1; i < X.Length; i++)
        {
            if (i < X.Length - 1 && double.Hypot(X[i] - x[^1], Y[i] - y[^1]) < least) continue;
            x.Add(X[i]);
            y.Add(Y[i]);
        }

        return ([.. x], [.. y]);
    }
}
