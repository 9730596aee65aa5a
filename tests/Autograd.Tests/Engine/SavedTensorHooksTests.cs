namespace Autograd.Tests.Engine;

public class SavedTensorHooksTests
{
    private static Tensor Leaf(params double[] values) => Tensor.Create(values, requiresGrad: true);

    [Fact]
    public void What_is_saved_is_packed_and_unpacked_and_the_gradient_is_the_same()
    {
        var kept = new List<byte[]>();
        Tensor x = Leaf(0.5, -1), y;
        using (SavedTensorHooks.Use(Pack, Unpack)) y = x.Exp() * x;
        Assert.Equal(3, kept.Count); // exp's output, and both factors
        y.Sum().Backward();
        Assert.Equal(x.Detach().ToArray<double>().Select(v => Math.Exp(v) * (1 + v)), x.Grad!.ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);

        (int, Shape) Pack(Tensor t)
        {
            Assert.False(t.RequiresGrad);
            Assert.False(GradMode.IsEnabled);
            kept.Add([.. t.ToArray<double>().SelectMany(BitConverter.GetBytes)]);
            return (kept.Count - 1, t.Shape);
        }

        Tensor Unpack((int Index, Shape Shape) packed) =>
            Tensor.Create<double>([.. kept[packed.Index].Chunk(8).Select(b => BitConverter.ToDouble(b))], packed.Shape);
    }

    [Fact]
    public void Gradients_of_gradients_go_through_the_graph_of_the_saved_tensors()
    {
        static Tensor Smaller(Tensor v)
        {
            using EngineScope hooks = SavedTensorHooks.Use(t => t.Clone(), t => t);
            return v.Sigmoid() * v.Exp();
        }

        GradCheck.Check(Smaller, Leaf(0.3, -0.2));
        GradCheck.CheckSecondOrder(Smaller, Leaf(0.3, -0.2));
    }

    [Fact]
    public void Smaller_copies_give_approximate_gradients()
    {
        Tensor x = Leaf(0.1), y;
        using (SavedTensorHooks.Use(t => t.To(DType.Float32), t => t.To(DType.Float64))) y = x.Sin();
        y.Backward();
        Assert.Equal(Math.Cos(0.1f), x.Grad!.Item());
    }

    [Fact]
    public void The_memory_of_a_packed_tensor_may_go()
    {
        Tensor x = Leaf(1, 2);
        (Tensor y, WeakReference storage) = Run();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(storage.IsAlive);
        y.Backward();

        (Tensor, WeakReference) Run()
        {
            using EngineScope hooks = SavedTensorHooks.Use(t => t.ToArray<double>(), a => Tensor.Create(a));
            Tensor h = x.Exp();
            return ((h * h).Sum(), new WeakReference(h.Storage));
        }
    }

    [Fact]
    public void A_change_in_place_after_saving_is_an_error_where_memory_is_shared_and_harmless_where_it_is_not()
    {
        Tensor x = Leaf(1), shared, copied;
        using (SavedTensorHooks.Use(t => t, t => t)) shared = x.Sigmoid();
        using (SavedTensorHooks.Use(t => t.Clone(), t => t)) copied = x.Sigmoid();
        shared.Add_(1);
        copied.Add_(1);
        string message = Assert.Throws<GraphException>(() => shared.Backward()).Message;
        foreach (string part in (string[])["sigmoid", "add_", "version 0", "version 1"]) Assert.Contains(part, message, StringComparison.Ordinal);
        copied.Backward();
        Assert.Equal(0.19661193324148185, x.Grad!.Item(), 12);
    }

    [Fact]
    public void Bad_functions_are_named()
    {
        Tensor x = Leaf(1, 2), y;
        using (SavedTensorHooks.Use(t => t.Zero_(), t => t))
            Assert.Contains("zero_", Assert.Throws<GraphException>(() => x.Exp()).Message, StringComparison.Ordinal);
        using (SavedTensorHooks.Use(t => t[..1], t => t)) y = x.Exp();
        Assert.Contains("float64[1]", Assert.Throws<GraphException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
        using (SavedTensorHooks.Use<Tensor?>(t => null, t => t!)) y = x.Exp();
        Assert.Contains("null", Assert.Throws<GraphException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_packed_is_reported_before_anything_is_written()
    {
        foreach (Func<Tensor, Tensor> change in (Func<Tensor, Tensor>[])[y => y.Sigmoid_(), y => y.Exp_(), y => y.Tanh_(), y => y.Mul_(Leaf(2.0))])
        {
            Tensor y = Leaf(0.5) * 1;
            using (SavedTensorHooks.Use<Tensor>(_ => throw new IOException("no room"), t => t)) Assert.Throws<IOException>(() => change(y));
            Assert.Equal((0.5, 0), (y.Item(), y.Version));
        }
    }

    [Fact]
    public void The_innermost_scope_counts_and_changes_in_place_are_packed_too()
    {
        int outer = 0, inner = 0;
        Tensor x = Leaf(0.5);
        using (SavedTensorHooks.Use(Count(() => outer++), t => t))
        {
            Tensor y = x * 1;
            using (SavedTensorHooks.Use(Count(() => inner++), t => t)) y.Sigmoid_();
            y.Exp().Backward();
        }

        Assert.Equal((1, 1), (outer, inner));
        double s = 1 / (1 + Math.Exp(-0.5));
        Assert.Equal(Math.Exp(s) * s * (1 - s), x.Grad!.Item(), 12);
        x.Exp();
        Assert.Equal((1, 1), (outer, inner));

        static Func<Tensor, Tensor> Count(Action count) => t =>
        {
            count();
            return t;
        };
    }
}
