using Autograd.Nn;
using Autograd.Tests.Devices;

namespace Autograd.Tests.Engine;

/// <summary>Independent work, an item a thread.</summary>
[Collection("threads")]
public sealed class ParallelismTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Every_item_is_done_once_and_gives_what_it_gives_alone(int threads) => ParallelForTests.WithThreads(threads, () =>
    {
        var model = new Sequential(new Linear(784, 100), new Sigmoid(), new Linear(100, 10));
        Tensor[] x = [.. Enumerable.Range(0, 9).Select(i => Tensor.Rand([200, 784], generator: new Generator((ulong)i)))];
        var together = new float[x.Length][];
        Parallelism.For(x.Length, i =>
        {
            using var scope = new TensorScope();
            together[i] = model.Call(x[i]).ToArray<float>();
        });
        for (int i = 0; i < x.Length; i++) Assert.Equal(model.Call(x[i]).ToArray<float>(), together[i]);
    });

    [Fact]
    public void Items_have_the_callers_modes_and_leave_none_behind() => ParallelForTests.WithThreads(3, () =>
    {
        var enabled = new bool[50];
        var inference = new bool[50];
        Tensor leaf = Tensor.Ones([2], requiresGrad: true);
        using (GradMode.InferenceMode()) Parallelism.For(50, Note);
        Assert.DoesNotContain(true, enabled);
        Assert.DoesNotContain(false, inference);
        Parallelism.For(50, Note);
        Assert.DoesNotContain(false, enabled);
        Assert.DoesNotContain(true, inference);

        void Note(int i)
        {
            Thread.Sleep(1); // so that every thread has its turn
            (enabled[i], inference[i]) = ((leaf * 2).RequiresGrad, GradMode.IsInference);
        }
    });

    [Fact]
    public void An_items_scope_is_its_own() => ParallelForTests.WithThreads(3, () =>
    {
        using var scope = new TensorScope();
        var made = new Tensor[50];
        Tensor leaf = Tensor.Ones([300], requiresGrad: true);
        Parallelism.For(50, i =>
        {
            Thread.Sleep(1);
            Assert.Null(TensorScope.Innermost); // on the caller's thread too
            using var own = new TensorScope();
            (leaf * 2).Sum().Backward(); // the leaf is of the caller's scope: so is its gradient
            made[i] = TensorScope.Keep(Tensor.Full([300], i));
        });
        Assert.Same(scope, TensorScope.Innermost);
        Assert.Equal(100f, leaf.Grad!.ToArray<float>()[0]);
        scope.Dispose();
        for (int i = 0; i < 50; i++) Assert.Equal(i, made[i].ToArray<float>()[299]);
    });

    [Fact]
    public void The_first_error_is_thrown_and_wrong_arguments_are_refused()
    {
        Assert.Throws<ShapeException>(() => Parallelism.For(5, i => Tensor.Ones([i]).View([7])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.For(-1, _ => { }));
        Assert.Throws<ArgumentNullException>(() => Parallelism.For(1, null!));
        Parallelism.For(0, _ => Assert.Fail("there is no item"));
        int done = 0;
        Parallelism.For(2, _ => Parallelism.For(3, _ => Interlocked.Increment(ref done)));
        Assert.Equal(6, done);
    }
}
