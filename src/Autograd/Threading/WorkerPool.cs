using System.Runtime.ExceptionServices;

namespace Autograd.Threading;

/// <summary>
/// The threads behind <see cref="ParallelFor"/>. After a job, a worker spins for some tens of microseconds, so that the kernels of
/// one training step find it awake, and then sleeps. The caller claims chunks too and waits only for chunks that a worker has
/// claimed: on a busy machine it simply does all of them itself.
/// </summary>
internal static class WorkerPool
{
    private const int SpinRounds = 400;

    private static readonly object s_gate = new();
    private static int s_owned;
    private static int s_workers;
    private static int s_sleepers;
    private static int s_epoch;
    // In a browser or under WASI the only thread is the page's or the host's.
    private static bool s_cannotStart = OperatingSystem.IsBrowser() || OperatingSystem.IsWasi();
    private static Job? s_job;

    [ThreadStatic]
    private static bool t_inside;

    /// <summary>Starts a thread; tests replace it by one that cannot.</summary>
    internal static Action<Thread> Starter { get; set; } = static thread => thread.Start();

    /// <summary>Whether the platform has been found to start no threads: then all work stays on the calling thread.</summary>
    internal static bool CannotStart
    {
        get => s_cannotStart;
        set => s_cannotStart = value;
    }

    /// <summary>Claims the workers for this thread; false if another thread has them or this thread is inside a job.</summary>
    public static bool TryEnter()
    {
        if (t_inside || Interlocked.CompareExchange(ref s_owned, 1, 0) != 0)
            return false;
        t_inside = true;
        return true;
    }

    /// <summary>Releases the workers.</summary>
    public static void Exit()
    {
        t_inside = false;
        Volatile.Write(ref s_owned, 0);
    }

    /// <summary>Runs a job to its end with up to <paramref name="helpers"/> workers besides the caller, who has entered.</summary>
    public static void Run(Job job, int helpers)
    {
        // A worker that cannot be had is not waited for: the caller does whatever nobody else claims.
        while (s_workers < helpers && TryStartWorker())
        {
        }

        Volatile.Write(ref s_job, job);
        // A full fence between the write of the new epoch and the read of the sleepers pairs with the one in WaitForJob: either
        // the worker sees the epoch before it sleeps, or it is counted here and woken.
        Interlocked.Increment(ref s_epoch);
        if (Volatile.Read(ref s_sleepers) > 0)
        {
            lock (s_gate)
                Monitor.PulseAll(s_gate);
        }

        job.Work(isHelper: false);
        job.Wait();
        // This field must not keep the job, and with it its arrays, alive after the call.
        Volatile.Write(ref s_job, null);
        job.Rethrow();
    }

    private static bool TryStartWorker()
    {
        if (s_cannotStart) return false;
        int seen = Volatile.Read(ref s_epoch);
        try
        {
            Starter(new Thread(() => WorkerLoop(seen)) { IsBackground = true, Name = $"Autograd worker {s_workers + 1}" });
        }
        catch (PlatformNotSupportedException)
        {
            s_cannotStart = true;
            return false;
        }
        catch (Exception error) when (error is OutOfMemoryException or ThreadStartException)
        {
            return false; // the system has no thread left; it may have one later
        }

        s_workers++;
        return true;
    }

    private static void WorkerLoop(int seen)
    {
        t_inside = true;
        while (true)
        {
            seen = WaitForJob(seen);
            RunCurrent();
        }
    }

    // Not inlined: the loop above must not keep the finished job alive in a local while it waits.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void RunCurrent()
    {
        Job? job = Volatile.Read(ref s_job);
        if (job is not null && job.TryJoin())
            job.Work(isHelper: true);
    }

    private static int WaitForJob(int seen)
    {
        for (int i = 0; i < SpinRounds; i++)
        {
            int epoch = Volatile.Read(ref s_epoch);
            if (epoch != seen)
                return epoch;
            Thread.SpinWait(8);
        }

        lock (s_gate)
        {
            Interlocked.Increment(ref s_sleepers);
            while (Volatile.Read(ref s_epoch) == seen)
                Monitor.Wait(s_gate);
            Interlocked.Decrement(ref s_sleepers);
            return Volatile.Read(ref s_epoch);
        }
    }

    /// <summary>The progress of one parallel call.</summary>
    internal abstract class Job(int chunks, int helpers)
    {
        private int _claimed;
        private int _fromEnd;
        private int _done;
        private int _seats = helpers;
        private ExceptionDispatchInfo? _error;

        /// <summary>Takes one of the seats for helpers, so that no more threads work than the caller allowed.</summary>
        public bool TryJoin() => Interlocked.Decrement(ref _seats) >= 0;

        /// <summary>
        /// Runs chunks until none is left to claim. The caller takes them from the front and the helpers from the back, so that from
        /// one kernel to the next a thread tends to work on the part of the data that is in its cache.
        /// </summary>
        public void Work(bool isHelper)
        {
            // The claims never exceed the number of chunks, so the two ends never cross.
            for (int first = 0; Interlocked.Increment(ref _claimed) <= chunks; first++)
            {
                int chunk = isHelper ? chunks - Interlocked.Increment(ref _fromEnd) : first;
                try
                {
                    RunChunk(chunk);
                }
                catch (Exception error)
                {
                    Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(error), null);
                }

                Interlocked.Increment(ref _done);
            }
        }

        /// <summary>Waits for the chunks that other threads have claimed.</summary>
        public void Wait()
        {
            SpinWait spinner = default;
            while (Volatile.Read(ref _done) < chunks)
                spinner.SpinOnce(sleep1Threshold: -1);
        }

        /// <summary>Rethrows the exception of the first chunk that failed.</summary>
        public void Rethrow() => _error?.Throw();

        protected abstract void RunChunk(int chunk);
    }
}
