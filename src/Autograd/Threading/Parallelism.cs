namespace Autograd;

/// <summary>The number of threads that the CPU kernels may use. Results are bitwise equal for every value.</summary>
public static partial class Parallelism
{
    private static int s_threads = Environment.ProcessorCount;

    /// <summary>
    /// The most threads that one kernel runs on, the calling thread included. The default is the number of processors;
    /// 1 keeps all work on the calling thread. Small kernels always run on the calling thread alone.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref s_threads);
        set
        {
            if (value < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, $"Parallelism.Threads must be at least 1 (1 means: only the calling thread), but was {value}.");
            }

            Volatile.Write(ref s_threads, value);
        }
    }
}
