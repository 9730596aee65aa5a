using Autograd.Tests.Devices;
using Autograd.Tests.Semantics;

namespace Autograd.Tests.Engine;

/// <summary>Hooks that several threads register and run.</summary>
[Collection("threads")]
public class HookThreadTests
{
    [Fact]
    [Semantics("hooks-on-threads")]
    public void Hooks_registered_and_removed_on_several_threads_are_all_there()
    {
        const int Threads = 8, Each = 500;
        for (int round = 0; round < 5; round++)
        {
            Tensor leaf = Tensor.Create([1.0], requiresGrad: true), made = leaf * 1, written = leaf * 1, view = written[..1];
            written.Mul_(1); // the view's node is out of date: the threads make it at once
            int[] calls = new int[4];
            var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
            {
                for (int i = 0; i < Each; i++)
                {
                    leaf.RegisterHook(g => Count(0, g)).Dispose();
                    leaf.RegisterHook(g => Count(0, g));
                    made.RegisterHook(g => Count(1, g));
                    view.RegisterHook(g => Count(2, g));
                    leaf.RegisterPostAccumulateGradHook(_ => Interlocked.Increment(ref calls[3]));
                }
            })).ToArray();
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
            (made + view).Sum().Backward();
            Assert.Equal(Enumerable.Repeat(Threads * Each, 4), calls);

            Tensor? Count(int which, Tensor grad)
            {
                Interlocked.Increment(ref calls[which]);
                return null;
            }
        }
    }

    [Fact]
    public void A_hook_that_removes_itself_leaves_the_others_to_run()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true);
        int calls = 0;
        GradientHook? first = null;
        first = x.RegisterHook(_ => Run(() => first!.Dispose()));
        x.RegisterHook(_ => Run(() => { }));
        (x * 2).Sum().Backward();
        (x * 2).Sum().Backward();
        Assert.Equal(3, calls);

        Tensor? Run(Action action)
        {
            calls++;
            action();
            return null;
        }
    }

    [Fact]
    public void A_ready_hook_may_run_items_that_end_in_its_own_leaf() => ParallelForTests.WithThreads(4, () =>
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true);
        double[] grads = new double[3];
        int depth = 0, calls = 0;
        x.RegisterPostAccumulateGradHook(leaf =>
        {
            calls++;
            if (depth++ == 0)
            {
                grads[0] = leaf.Grad!.Item();
                using GradModeScope mode = GradMode.EnableGrad(); // a pass that makes no graph runs its hooks without
                Parallelism.For(50, _ =>
                {
                    Thread.Sleep(1);
                    (x * 2).Sum().Backward();
                });
                grads[1] = leaf.Grad!.Item();
            }
        });
        Finishes(() => (x * 5).Sum().Backward());
        grads[2] = x.Grad!.Item();
        Assert.Equal([5.0, 105, 105], grads);
        Assert.Equal(51, calls);
    });

    [Fact]
    public void A_ready_hook_may_wait_for_passes_of_other_threads_into_its_own_leaf()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true), y = Tensor.Create([1.0], requiresGrad: true);
        int first = 0, calls = 0;
        foreach (Tensor leaf in (Tensor[])[x, y])
        {
            leaf.RegisterPostAccumulateGradHook(_ =>
            {
                Interlocked.Increment(ref calls);
                if (Interlocked.Exchange(ref first, 1) == 0) Finishes(() => Passes(x, y));
            });
        }

        Finishes(() => (x * y).Sum().Backward());
        Assert.Equal([1 + 2 * 3.0, 1 + 2 * 3.0], [x.Grad!.Item(), y.Grad!.Item()]);
        Assert.Equal(2 + 2 * 2, calls); // one for each leaf and pass

        static void Passes(Tensor x, Tensor y)
        {
            var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
            {
                using var scope = new TensorScope(); // it ends before the gradient is used
                ((x + y) * 3).Sum().Backward();
            })).ToArray();
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
        }
    }

    [Fact]
    public void After_a_ready_hook_has_thrown_the_gradients_of_other_passes_are_there()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true);
        int calls = 0;
        x.RegisterPostAccumulateGradHook(_ =>
        {
            if (calls++ > 0) return;
            var other = new Thread(() => (x * 7).Sum().Backward());
            other.Start();
            other.Join();
            throw new InvalidOperationException("a hook's own");
        });
        Assert.Throws<InvalidOperationException>(() => (x * 2).Sum().Backward());
        Assert.Equal(9.0, x.Grad!.Item());
        (x * 1).Sum().Backward();
        Assert.Equal((10.0, 3), (x.Grad!.Item(), calls));
    }

    [Fact]
    public void A_gradient_that_a_ready_hook_leaves_no_place_for_is_reported_and_later_passes_accumulate()
    {
        Tensor x = Tensor.Create([1.0, 2], requiresGrad: true);
        bool first = true;
        x.RegisterPostAccumulateGradHook(leaf =>
        {
            if (!first) return;
            first = false;
            var other = new Thread(() => (x * 7).Sum().Backward());
            other.Start();
            other.Join();
            leaf.Grad = Tensor.Create([1.0]).Expand(2); // one element twice: nothing can be added to it in place
        });
        Assert.Throws<GraphException>(() => (x * 2).Sum().Backward());
        x.Grad = null;
        (x * 3).Sum().Backward();
        var later = new Thread(() => (x * 4).Sum().Backward());
        later.Start();
        later.Join();
        Assert.Equal([7.0, 7], x.Grad!.ToArray<double>());
    }

    private static void Finishes(Action action)
    {
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(action)) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(60)), "two threads wait for each other");
        Assert.Null(error);
    }
}
