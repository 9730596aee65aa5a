using Autograd.Data;
using Autograd.Nn;
using Autograd.Optim;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Engine;

/// <summary>Memory that a step gives back for the next one, and what of it outlives the step.</summary>
[Collection(AloneCollection.Name)]
public class TensorScopeTests
{
    [Fact]
    public void The_next_scope_computes_in_the_same_memory()
    {
        Tensor x = Tensor.Ones([100, 100]);
        float[] First()
        {
            using var scope = new TensorScope();
            return (x * 2).Raw.Data<float>();
        }

        float[] first = First(), second = First();
        Assert.Same(first, second);
        Assert.NotSame(first, (x * 2).Raw.Data<float>());
    }

    [Fact]
    public void A_tensor_of_an_ended_scope_is_refused_everywhere()
    {
        Tensor x = Tensor.Ones([2], requiresGrad: true), y, sum, plain, view;
        using (new TensorScope())
        {
            y = x.Exp();
            sum = y.Sum();
            plain = Tensor.Ones([2]);
            view = plain[..1];
        }

        foreach (Action use in (Action[])[
            () => _ = y + 1, () => _ = Tensor.Cat([x, y]), () => y.ToArray<float>(), () => sum.Item(), () => plain.AsSpan<float>(), () => plain.AsReadOnlySpan<float>(),
            () => plain.Add_(1), () => plain.Zero_(), () => x.Grad = plain, () => CopyInto(x, plain), () => sum.Backward(), () => TensorScope.Keep(y), () => _ = view + 1])
        {
            Assert.Contains("TensorScope that has ended", Assert.Throws<TensorScopeException>(use).Message, StringComparison.Ordinal);
        }

        Assert.Null(x.Grad);
        Assert.Equal([1f, 1f], x.ToArray<float>());
        Assert.Equal("tensor(of a TensorScope that has ended, size=(2), grad_fn=<ExpBackward0>)", y.ToString());
        Assert.Contains("ended", sum.DebugText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_that_saved_memory_of_the_scope_says_so()
    {
        Tensor x = Tensor.Ones([2], requiresGrad: true), product;
        using (new TensorScope()) product = TensorScope.Keep((x * Tensor.Ones([2])).Sum());
        Assert.Equal(2, product.Item());
        Assert.Contains("mul: a tensor of shape [2] that its gradient needs", Assert.Throws<TensorScopeException>(() => product.Backward()).Message, StringComparison.Ordinal);
        Assert.Null(x.Grad);
    }

    [Fact]
    public void Keep_takes_a_tensor_out_to_the_next_scope()
    {
        Tensor kept, inner, nowhere = Tensor.Ones([3]);
        using (new TensorScope())
        {
            using (new TensorScope())
            {
                kept = TensorScope.Keep(TensorScope.Keep(Tensor.Ones([3]) * 2));
                inner = TensorScope.Keep(Tensor.Ones([3]) * 3);
                Assert.Same(nowhere, TensorScope.Keep(nowhere));
            }

            using (new TensorScope()) _ = Tensor.Zeros([3]) * 5;
            Assert.Equal([3f, 3, 3], inner.ToArray<float>());
        }

        using (new TensorScope()) _ = Tensor.Zeros([3]) * 5;
        Assert.Equal([2f, 2, 2], kept.ToArray<float>());
        Assert.Throws<TensorScopeException>(() => inner.ToArray<float>());
    }

    [Fact]
    public void Gradients_of_leaves_outside_outlive_the_scope_and_those_inside_do_not()
    {
        Tensor outside = Tensor.Ones([3], requiresGrad: true), inside;
        using (new TensorScope())
        {
            inside = Tensor.Ones([3], requiresGrad: true);
            (outside * inside * 2).Sum().Backward();
        }

        using (new TensorScope()) _ = Tensor.Zeros([3]) * 5;
        Assert.Equal([2f, 2, 2], outside.Grad!.ToArray<float>());
        Assert.Throws<TensorScopeException>(() => inside.Grad!.ToArray<float>());
    }

    [Fact]
    public void A_gradient_nobody_saw_gives_its_memory_back_and_one_that_was_seen_stays()
    {
        Tensor x = Tensor.Ones([300], requiresGrad: true);
        using var scope = new TensorScope();
        (x * 3).Sum().Backward();
        Tensor unseen = x.PeekGrad!;
        x.Grad = null;
        Assert.True(unseen.Storage.IsEnded);

        (x * 3).Sum().Backward();
        Tensor seen = x.Grad!;
        new Sgd([x], 0.1).ZeroGrad();
        (x * 4).Sum().Backward();
        Assert.Equal(3f, seen.ToArray<float>()[0]);

        Tensor given = Tensor.Ones([300]);
        x.Grad = given;
        x.Grad = null;
        Assert.Equal(1f, given.ToArray<float>()[0]);

        x.Pow(2).Sum().Backward(createGraph: true);
        Tensor recorded = x.PeekGrad!;
        x.Grad = null;
        Assert.Equal(2f, recorded.ToArray<float>()[0]);
    }

    [Fact]
    public void A_gradient_that_a_hook_saw_stays()
    {
        Tensor x = Tensor.Ones([300], requiresGrad: true);
        Tensor? caught = null;
        x.RegisterHook(g =>
        {
            caught = g;
            return null;
        });
        using var scope = new TensorScope();
        (x * 3).Sum().Backward();
        x.Grad = null;
        (x * 4).Sum().Backward();
        Assert.NotSame(caught, null);
        x.Grad = null;
        _ = x.Detach() * 7;
        Assert.Equal(4f, caught!.ToArray<float>()[0]);
    }

    [Fact]
    public void Models_buffers_and_optimizer_states_made_inside_outlive_the_scope()
    {
        Sequential model;
        Adam optimizer;
        using (new TensorScope())
        {
            model = new Sequential(new Linear(4, 3), new BatchNorm1d(3));
            optimizer = new Adam(model.Parameters());
            model.Call(Tensor.Rand([5, 4])).Sum().Backward();
            optimizer.Step();
            model.To(DType.Float64);
        }

        using (new TensorScope()) Fill();
        foreach (Tensor tensor in model.StateDict().Values.Concat(optimizer.StateDict().Values)) Assert.DoesNotContain(double.NaN, tensor.ToArray<double>());

        static void Fill()
        {
            for (int i = 0; i < 100; i++) _ = Tensor.Full([12], double.NaN);
        }
    }

    [Fact]
    public void Spans_that_the_program_has_are_never_written_by_others()
    {
        ReadOnlySpan<float> span;
        using (new TensorScope()) span = Tensor.Full([500], 7f).AsReadOnlySpan<float>();
        using (new TensorScope()) _ = Tensor.Full([500], 8);
        Assert.Equal(7f, span[499]);
    }

    [Fact]
    public void A_loop_in_scopes_trains_to_the_same_bits()
    {
        byte[] plain = Train(batches => batches), scoped = Train(batches => batches.Scoped());
        Assert.Equal(plain, scoped);

        static byte[] Train(Func<DataLoader, IEnumerable<(Tensor Inputs, Tensor Targets)>> batches)
        {
            var generator = new Generator(3);
            Generator.Default.ManualSeed(1);
            var model = new Sequential(new Conv2d(1, 4, 3), new BatchNorm2d(4), new Relu(), new MaxPool2d(2), new Flatten(), new Dropout(0.2), new Linear(36, 5));
            var optimizer = new Adam(model.Parameters(), 0.01);
            var data = new TensorDataset(Tensor.Rand([50, 1, 8, 8], generator: generator), Tensor.RandInt(0, 5, [50], generator: generator));
            var loader = new DataLoader(data, 8, shuffle: true);
            double total = 0;
            for (int epoch = 0; epoch < 3; epoch++)
            {
                foreach ((Tensor x, Tensor y) in batches(loader))
                {
                    optimizer.ZeroGrad();
                    Tensor loss = F.CrossEntropy(model.Call(x), y);
                    loss.Backward();
                    ClipGrad.Norm(model.Parameters(), 1);
                    optimizer.Step();
                    total += loss.Item();
                }
            }

            return [.. BitConverter.GetBytes(total), .. model.StateDict().Values.SelectMany(t => System.Runtime.InteropServices.MemoryMarshal.AsBytes(t.ToArray<double>().AsSpan()).ToArray())];
        }
    }

    [Fact]
    public void A_loop_that_is_left_early_ends_its_scope()
    {
        Tensor? made = null;
        foreach (int turn in Enumerable.Range(0, 3).Scoped())
        {
            made = Tensor.Full([2], turn);
            if (turn == 1) break;
        }

        Assert.Null(TensorScope.Innermost);
        Assert.True(made!.Storage.IsEnded);
        Assert.Throws<ArgumentNullException>(() => TensorScopeExtensions.Scoped<int>(null!));
    }

    [Fact]
    public void An_outer_scope_ends_those_inside_it_and_ending_twice_is_nothing()
    {
        var outer = new TensorScope();
        var inner = new TensorScope();
        Tensor x = Tensor.Ones([2]);
        outer.Dispose();
        Assert.Null(TensorScope.Innermost);
        Assert.True(x.Storage.IsEnded);
        using var next = new TensorScope();
        Tensor y = Tensor.Ones([2]);
        inner.Dispose();
        outer.Dispose();
        Assert.Same(next, TensorScope.Innermost);
        Assert.Equal([1f, 1f], y.ToArray<float>());
    }

    [Fact]
    public void Another_thread_is_in_no_scope_and_one_that_it_ends_is_abandoned()
    {
        using var outer = new TensorScope();
        var scope = new TensorScope();
        Exception? error = null;
        Tensor? made = null;
        Tensor inside = Tensor.Ones([1000]);
        var thread = new Thread(() =>
        {
            made = Tensor.Ones([2]);
            error = Record.Exception(scope.Dispose);
        });
        thread.Start();
        thread.Join();
        Assert.IsType<TensorScopeException>(error);
        Assert.Null(made!.Storage.Scope);
        Assert.Same(outer, TensorScope.Innermost); // else this thread would keep all that it makes in it for good
        scope.Dispose();
        using (new TensorScope()) _ = Tensor.Zeros([1000]) + 5;
        outer.Dispose();
        Assert.Equal(1f, inside.ToArray<float>()[999]);
    }

    private static void CopyInto(Tensor x, Tensor source)
    {
        using GradModeScope mode = GradMode.NoGrad();
        x.Copy_(source);
    }

    [Fact]
    public void What_is_not_needed_goes_to_the_collector()
    {
        WeakReference large = Once(1_000_000);
        for (int i = 0; i < 200; i++) Once(1000);
        WeakReference fresh = Once(1000);
        using (new TensorScope())
        {
            GC.Collect();
            Assert.False(large.IsAlive); // it was not needed for long
            Assert.True(fresh.IsAlive);
        }

        GC.Collect();
        Assert.False(fresh.IsAlive); // no scope is open

        static WeakReference Once(int count)
        {
            using var scope = new TensorScope();
            return new WeakReference(Tensor.Zeros([count]).Raw.Data<float>());
        }
    }
}
