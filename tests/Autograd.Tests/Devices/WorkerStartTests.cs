using Autograd.Threading;

namespace Autograd.Tests.Devices;

/// <summary>Where no thread can be started, as in a browser, everything runs on the caller's.</summary>
[Collection("threads")]
public sealed class WorkerStartTests
{
    private static readonly Func<Exception>[] s_failures = [() => new PlatformNotSupportedException(), () => new InsufficientMemoryException()];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Products_and_items_need_no_other_thread(int failure)
    {
        Action<Thread> starter = WorkerPool.Starter;
        int tries = 0;
        Tensor a = Tensor.Rand([300, 300], generator: new Generator(1)), expected = a.MatMul(a);
        // More threads than there can be workers of other tests by now, so that some would have to be started.
        ParallelForTests.WithThreads(200, () =>
        {
            try
            {
                WorkerPool.Starter = _ =>
                {
                    tries++;
                    throw s_failures[failure]();
                };
                int[] done = new int[500];
                for (int round = 0; round < 2; round++)
                {
                    Assert.Equal(expected.ToArray<float>(), a.MatMul(a).ToArray<float>());
                    Parallelism.For(done.Length, i => Interlocked.Increment(ref done[i]));
                }

                Assert.All(done, times => Assert.Equal(2, times));
                Assert.True(tries > 0);
                if (failure == 0) Assert.Equal(1, tries); // the platform is not asked again
                Assert.Equal(failure == 0, WorkerPool.CannotStart);
            }
            finally
            {
                WorkerPool.Starter = starter;
                WorkerPool.CannotStart = false;
            }
        });
        Assert.Equal(expected.ToArray<float>(), a.MatMul(a).ToArray<float>());
    }
}
