using System.Diagnostics;

namespace Autograd.Benchmarks.Measuring;

/// <summary>Times steps as peers/pytorch.py does.</summary>
internal static class StepTimer
{
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
