using Autograd.Tests.Devices;
using Autograd.Tests.Semantics;

namespace Autograd.Tests.Engine;

/// <summary>Several backward passes at once, on threads or one inside another: each gives what it gives alone.</summary>
[Collection("threads")]
public sealed class PassTests
{
    /// <summary>The number of passes of the long form: set AUTOGRAD_SOAK to 100000.</summary>
    private static readonly int s_passes =
        int.TryParse(Environment.GetEnvironmentVariable("AUTOGRAD_SOAK"), out int passes) ? passes : 2000;

    [Fact]
    [Semantics("passes-at-once")]
    public void Passes_through_graphs_of_their_own_towards_one_leaf()
    {
        Tensor w = Tensor.Create([1.0, 2], requiresGrad: true);
        OnThreads(8, s_passes, i =>
        {
            Tensor g = Autodiff.Grad((w * w * (i % 7)).Sum(), w);
            Assert.Equal([2.0 * (i % 7), 4.0 * (i % 7)], g.ToArray<double>());
        });
        Assert.Null(w.Grad);
        Assert.Equal([2.0, 4], Autodiff.Grad((w * w).Sum(), w).ToArray<double>());
    }

    [Fact]
    [Semantics("passes-at-once")]
    public void A_shared_leaf_gets_every_gradient()
    {
        // Whole numbers far below 2⁵³: the sum is exact in any order.
        Tensor w = Tensor.Create([1.0, 2, 3], requiresGrad: true);
        OnThreads(8, s_passes, i => (w * (i + 1)).Sum().Backward());
        double sum = s_passes * (s_passes + 1.0) / 2;
        Assert.Equal([sum, sum, sum], w.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_leaf_whose_first_passes_come_at_once_has_one_accumulator()
    {
        for (int round = 0; round < 300; round++)
        {
            Tensor w = Tensor.Ones([4], requiresGrad: true);
            OnThreads(2, 2, _ => (w * 3).Sum().Backward());
            Assert.Equal([6f, 6, 6, 6], w.Grad!.ToArray<float>());
        }
    }

    [Fact]
    [Semantics("passes-at-once")]
    public void Passes_through_one_graph_that_is_retained()
    {
        Tensor x = Tensor.Create([0.5, -1, 2], requiresGrad: true), h = x.Exp() * x, y = (h * h + h.Sin()).Sum();
        double[] expected = Autodiff.Grad(y, x, retainGraph: true).ToArray<double>();
        OnThreads(4, s_passes / 4, i =>
        {
            Assert.Equal(expected, Autodiff.Grad(y, x, retainGraph: true).ToArray<double>());
            if (i % 2 == 0) Assert.Equal(expected, Autodiff.Grad(y, x, createGraph: true).Detach().ToArray<double>());
        });
        Assert.Equal(expected, Autodiff.Grad(y, x).ToArray<double>());
    }

    [Fact]
    public void Separate_leaves_get_the_bits_of_one_thread()
    {
        Tensor[] data = [.. Enumerable.Range(0, 16).Select(i => Tensor.Randn([5, 7], generator: new Generator((ulong)i)))];
        float[][] alone = [.. data.Select(Gradient)];
        OnThreads(8, s_passes, i => Assert.Equal(alone[i % 16], Gradient(data[i % 16])));

        static float[] Gradient(Tensor values)
        {
            Tensor x = values.Clone();
            x.RequiresGrad = true;
            (x.T.MatMul(x).Tanh() * 0.5 + x.Sum()).LogSumExp([0, 1]).Backward();
            return x.Grad!.ToArray<float>();
        }
    }

    [Fact]
    public void Two_passes_that_both_free_one_graph_either_finish_or_say_so()
    {
        for (int round = 0; round < 200; round++)
        {
            Tensor x = Tensor.Create([0.5], requiresGrad: true), y = x;
            for (int i = 0; i < 20; i++) y = y.Sin() * y;
            double expected = Autodiff.Grad(y, x, retainGraph: true).Item<double>();
            OnThreads(2, 2, _ =>
            {
                try
                {
                    Assert.Equal(expected, Autodiff.Grad(y, x, retainGraph: false).Item<double>());
                }
                catch (GraphException error)
                {
                    Assert.Contains("retainGraph: true", error.Message, StringComparison.Ordinal);
                }
            });
        }
    }

    [Fact]
    [Semantics("a-pass-in-a-hook")]
    public void A_pass_in_a_hook_goes_through_nodes_that_the_outer_pass_has_still_to_visit()
    {
        Tensor x = Tensor.Create([2.0], requiresGrad: true), a = x * 3, c = a * (x * x);
        double inner = 0;
        c.RegisterHook(g =>
        {
            if (inner == 0)
            {
                inner = -1; // the pass below comes through this hook too
                inner = Autodiff.Grad([c], [x], [g], retainGraph: true)[0]!.Item<double>();
            }

            return null;
        });
        (c + a).Backward(retainGraph: true);
        Assert.Equal(36, inner);
        Assert.Equal(39, x.Grad!.Item<double>());

        (x.Grad, inner) = (null, 0);
        (c + x).Backward(retainGraph: true);
        Assert.Equal(36, inner);
        Assert.Equal(37, x.Grad!.Item<double>());
    }

    [Fact]
    [Semantics("a-pass-in-a-hook")]
    public void A_hook_may_run_Backward_into_the_leaf_that_waits_for_the_outer_pass()
    {
        Tensor x = Tensor.Create([2.0], requiresGrad: true), h = x * x;
        bool once = true;
        h.RegisterHook(g =>
        {
            if (!once) return null;
            once = false;
            h.Backward(g, retainGraph: true);
            return null;
        });
        (h + x).Backward(retainGraph: true);
        Assert.Equal(4 + 4 + 1, x.Grad!.Item<double>());
    }

    [Fact]
    public void A_pass_that_fails_in_a_nested_pass_leaves_both_free_for_the_next()
    {
        Tensor x = Tensor.Create([2.0], requiresGrad: true), a = x * 3, c = a * x;
        GradientHook failing = a.RegisterHook(_ => throw new InvalidOperationException("inner"));
        GradientHook outer = c.RegisterHook(g => Autodiff.Grad([a], [x], [g], retainGraph: true)[0]);
        Assert.Throws<InvalidOperationException>(() => (c + a).Backward(retainGraph: true));
        failing.Dispose();
        outer.Dispose();
        (c + a).Backward();
        Assert.Equal(12 + 3, x.Grad!.Item<double>());
    }

    [Fact]
    [Semantics("modes-of-items")]
    public void Items_of_a_parallel_loop_record_whatever_the_caller_is_doing() => ParallelForTests.WithThreads(4, () =>
    {
        Tensor shared = Tensor.Ones([1], requiresGrad: true);
        int recorded = 0;
        Parallelism.For(s_passes, i =>
        {
            Tensor v = Tensor.Ones([5000], requiresGrad: true), w = v * 2;
            if (w.RequiresGrad) Interlocked.Increment(ref recorded);
            (w.Max() * shared).Sum().Backward(); // a whole number: the sum over all items is exact
            Assert.Equal(2f / 5000, v.Grad!.ToArray<float>()[4999]);
        });
        Assert.Equal(s_passes, recorded);
        Assert.Equal(2f * s_passes, shared.Grad!.Item<float>());
    });

    [Fact]
    public void An_item_that_leaves_a_mode_open_does_not_change_the_callers() => ParallelForTests.WithThreads(2, () =>
    {
#pragma warning disable AG0002 // dropped, not disposed: that is what the test is about
        Parallelism.For(20, _ => GradMode.NoGrad());
#pragma warning restore AG0002
        Assert.True(GradMode.IsEnabled);
        Assert.True((Tensor.Ones([1], requiresGrad: true) * 2).RequiresGrad);
    });

    /// <summary>Does items on threads that start together, and throws what one of them threw.</summary>
    private static void OnThreads(int threads, int items, Action<int> item)
    {
        using var start = new Barrier(threads);
        Exception? error = null;
        int next = -1;
        Thread[] all = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            try
            {
                start.SignalAndWait();
                while (Interlocked.Increment(ref next) is var i && i < items && Volatile.Read(ref error) is null) item(i);
            }
            catch (Exception caught)
            {
                Interlocked.CompareExchange(ref error, caught, null);
            }
        }))];
        foreach (Thread thread in all) thread.Start();
        foreach (Thread thread in all) thread.Join();
        if (error is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }
}
