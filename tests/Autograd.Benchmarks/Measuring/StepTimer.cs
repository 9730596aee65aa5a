using System.Diagnostics;

namespace Autograd.Benchmarks.Measuring;

/// <summary>Times steps as peers/pytorch.py does.</summary>
internal static class StepTimer
{
    // .NET compiles a method again, optimised, when it has been called 30 times and then 100 ms have passed without new methods.
    private const int WarmCalls = 40;
    private const int WarmStages = 4;
    private static readonly TimeSpan s_warmTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_compileTime = TimeSpan.FromMilliseconds(150);

    /// <summary>Runs a step until its code is what it will be: several times, for what a compiled method calls is counted only from then on.</summary>
    public static void WarmUp(Func<Tensor> step)
    {
        for (int stage = 0; stage < WarmStages; stage++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < WarmCalls && Stopwatch.GetElapsedTime(start) < s_warmTime; i++) step();
            Thread.Sleep(s_compileTime);
        }
    }

    /// <summary>The same step in a <see cref="TensorScope"/>; what it returns is gone after it.</summary>
    public static Func<Tensor> Scoped(Func<Tensor> step) => () =>
    {
        using var scope = new TensorScope();
        return step();
    };

    /// <summary>The least mean time of a step over five batches, in microseconds.</summary>
    /// <param name="step">What is timed.</param>
    /// <param name="seconds">How long all batches may take together.</param>
    /// <param name="limit">The most steps.</param>
    public static double Microseconds(Func<Tensor> step, double seconds, int limit)
    {
        long start = Stopwatch.GetTimestamp();
        step();
        double once = Stopwatch.GetElapsedTime(start).TotalSeconds;
        int count = (int)Math.Clamp(seconds / Math.Max(once, 1e-7), 1, limit);
        for (int i = 0; i < Math.Min(count, 3); i++) step();
        int part = Math.Max(1, count / 5);
        double best = double.PositiveInfinity;
        for (int done = 0; done < count; done += part)
        {
            start = Stopwatch.GetTimestamp();
            for (int i = 0; i < part; i++) step();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / part);
        }

        return best;
    }
}
