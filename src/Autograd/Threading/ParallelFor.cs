namespace Autograd.Threading;

/// <summary>Work cut into chunks that may run in any order, on any thread.</summary>
internal interface IChunkBody
{
    /// <summary>Runs one chunk. What it computes must depend on <paramref name="chunk"/> alone.</summary>
    void Run(int chunk);
}

/// <summary>
/// Runs the chunks of a kernel on up to <see cref="Parallelism.Threads"/> threads. Kernels choose their chunks from the
/// sizes alone, never from the number of threads: that keeps results the same bits however many threads take part.
/// </summary>
internal static class ParallelFor
{
    /// <summary>The least work, in multiply-adds, for which another thread is woken.</summary>
    public const long MinWork = 1_000_000;

    /// <summary>
    /// Runs chunks 0 … <paramref name="chunks"/>−1 and returns when all are done; the first exception is rethrown here.
    /// One chunk, one thread, a call from inside a chunk, and a call while another thread has the workers run on the
    /// caller, without allocation. Safe to call from several threads at once.
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
    /// As the other form, but on the caller alone when all chunks together are too little <paramref name="work"/>, in
    /// multiply-adds or the like, to pay for waking a thread.
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
