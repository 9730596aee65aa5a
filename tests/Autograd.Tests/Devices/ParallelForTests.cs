using Autograd.Threading;

namespace Autograd.Tests.Devices;

/// <summary>Parallelism.Threads is one setting of the process: tests that change it must not run beside each other.</summary>
[CollectionDefinition("threads", DisableParallelization = true)]
public sealed class ThreadsCollection;

[Collection("threads")]
public sealed class ParallelForTests
{
    private readonly struct Count(int[] hits) : IChunkBody
    {
        public void Run(int chunk) => Interlocked.Increment(ref hits[chunk]);
    }

    private readonly struct Nest(int[] hits) : IChunkBody
    {
        public void Run(int chunk) => ParallelFor.Run(4, new Offset(hits, chunk * 4));
    }

    private readonly struct Offset(int[] hits, int start) : IChunkBody
    {
        public void Run(int chunk) => Interlocked.Increment(ref hits[start + chunk]);
    }

    private readonly struct Fail(int at, int[] hits) : IChunkBody
    {
        public void Run(int chunk)
        {
            Interlocked.Increment(ref hits[chunk]);
            if (chunk == at)
                throw new InvalidOperationException("chunk failed");
        }
    }

    private readonly struct Record(HashSet<int> threads) : IChunkBody
    {
        public void Run(int chunk)
        {
            lock (threads)
                threads.Add(Environment.CurrentManagedThreadId);
            Thread.Sleep(1);
        }
    }

    internal static void WithThreads(int threads, Action action)
    {
        int before = Parallelism.Threads;
        Parallelism.Threads = threads;
        try
        {
            action();
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_chunk_runs_once(int threads) => WithThreads(threads, () =>
    {
        foreach (int chunks in new[] { 0, 1, 2, 3, 7, 100 })
        {
            for (int round = 0; round < 50; round++)
            {
                int[] hits = new int[chunks];
                ParallelFor.Run(chunks, new Count(hits));
                Assert.All(hits, hit => Assert.Equal(1, hit));
            }
        }
    });

    [Fact]
    public void Nested_calls_run_on_their_caller() => WithThreads(3, () =>
    {
        int[] hits = new int[64];
        ParallelFor.Run(16, new Nest(hits));
        Assert.All(hits, hit => Assert.Equal(1, hit));
    });

    [Fact]
    public void Several_callers_at_once() => WithThreads(3, () =>
    {
        int[][] hits = [.. Enumerable.Range(0, 8).Select(_ => new int[500])];
        Thread[] callers = [.. hits.Select(mine => new Thread(() =>
        {
            for (int round = 0; round < 20; round++)
                ParallelFor.Run(mine.Length, new Count(mine));
        }))];
        foreach (Thread caller in callers)
            caller.Start();
        foreach (Thread caller in callers)
            caller.Join();
        Assert.All(hits, mine => Assert.All(mine, hit => Assert.Equal(20, hit)));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Exceptions_reach_the_caller(int threads) => WithThreads(threads, () =>
    {
        int[] hits = new int[10];
        var error = Assert.Throws<InvalidOperationException>(() => ParallelFor.Run(10, new Fail(3, hits)));
        Assert.Equal("chunk failed", error.Message);
        // The pool is free again afterwards.
        int[] after = new int[10];
        ParallelFor.Run(10, new Count(after));
        Assert.All(after, hit => Assert.Equal(1, hit));
    });

    [Fact]
    public void No_more_threads_than_allowed()
    {
        WithThreads(4, () => ParallelFor.Run(20, new Record([])));
        HashSet<int> threads = [];
        WithThreads(2, () => ParallelFor.Run(20, new Record(threads)));
        Assert.InRange(threads.Count, 1, 2);
    }

    [Fact]
    public void Workers_wake_from_sleep() => WithThreads(2, () =>
    {
        for (int round = 0; round < 5; round++)
        {
            HashSet<int> threads = [];
            Thread.Sleep(20);
            ParallelFor.Run(30, new Record(threads));
            Assert.Equal(2, threads.Count);
        }
    });

    [Fact]
    public void One_thread_allocates_nothing() => WithThreads(1, () =>
    {
        int[] hits = new int[3];
        ParallelFor.Run(3, new Count(hits));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            ParallelFor.Run(3, new Count(hits));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Fewer_than_one_thread_is_an_error(int threads)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.Threads = threads);
        Assert.Contains("at least 1", error.Message, StringComparison.Ordinal);
    }
}
