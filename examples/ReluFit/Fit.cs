namespace Autograd.Examples.ReluFit;

/// <summary>A function and what a network makes of it, place by place.</summary>
internal sealed class Fit
{
    public Fit(double[] x, double[] truth, double[] found)
    {
        (X, Truth, Found) = (x, truth, found);
        Residuals = [.. found.Zip(truth, (f, t) => f - t)];
        MaxError = Residuals.Max(Math.Abs);
        Rmse = Math.Sqrt(Residuals.Average(r => r * r));
    }

    public double[] X { get; }

    public double[] Truth { get; }

    public double[] Found { get; }

    /// <summary>What was found less what is true.</summary>
    public double[] Residuals { get; }

    public double MaxError { get; }

    public double Rmse { get; }
}
