namespace Autograd.Threading;

/// <summary>Work split into chunks that may run in any order, on any thread.</summary>
internal interface IChunkBody
{
    /// <summary>Runs one chunk. The result must depend on <paramref name="chunk"/> alone.</summary>
    void Run(int chunk);
}

/// <summary>
/// Runs the chunks of a kernel on up to <see cref="Parallelism.Threads"/> threads. Kernels choose their chunks by the sizes alone,
/// never by the number of threads, so that results are bitwise equal for any number of threads.
/// </summary>
internal static class ParallelFor
{
    /// <summary>The least work, in multiply-adds, for which other threads are woken.</summary>
    public const long MinWork = 1_000_000;

    /// <summary>
    /// Runs chunks 0 … <paramref name="chunks"/>−1 and returns when all are done; the first exception is rethrown to the caller.
    /// Everything runs on the calling thread, without allocation, if there is only one chunk or one thread, if the call comes from
    /// inside a chunk, or if another thread has the workers. Safe to call from several threads at once.
    /// </summary>
    public static void Run<TBody>(int chunks, in TBody body)
        where TBody : struct, IChunkBody
    {
        int threads = Math.Min(Parallelism.Threads, chunks);
        if (threads > 1 && WorkerPool.TryEnter())
        {
            try
            {
                WorkerPool.Run(new Job<TBody>(chunks, threads - 1, body), threads - 1);
            }
            finally
            {
                WorkerPool.Exit();
            }

            return;
        }

        for (int chunk = 0; chunk < chunks; chunk++)
            body.Run(chunk);
    }

    /// <summary>
    /// As the other overload, but on the calling thread alone if the total <paramref name="work"/>, in multiply-adds or similar
    /// operations, is too little to pay for waking a thread.
    /// </summary>
    public static void Run<TBody>(int chunks, long work, in TBody body)
        where TBody : struct, IChunkBody
    {
        if (work >= MinWork)
        {
            Run(chunks, body);
            return;
        }

        for (int chunk = 0; chunk < chunks; chunk++)
            body.Run(chunk);
    }

    /// <summary>One call's body together with its progress.</summary>
    private sealed class Job<TBody>(int chunks, int helpers, TBody body) : WorkerPool.Job(chunks, helpers)
        where TBody : struct, IChunkBody
    {
        private readonly TBody _body = body;

        protected override void RunChunk(int chunk) => _body.Run(chunk);
    }
}
