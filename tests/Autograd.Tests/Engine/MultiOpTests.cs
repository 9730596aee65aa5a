using Autograd.CustomOps;
using Autograd.Nn;

namespace Autograd.Tests.Engine;

/// <summary>Operations with several outputs: several with a gradient, or one and what was found beside it.</summary>
public class MultiOpTests
{
    private static Tensor X => Tensor.Create([3.0, -1, 0.5], requiresGrad: true);

    private static Tensor Y => Tensor.Create([4.0, 2, -0.25], requiresGrad: true);

    [Fact]
    public void Each_output_alone_and_both_together_have_their_gradients()
    {
        Tensor x = X, y = Y;
        (Tensor r, Tensor angle) = PolarOp.Of(x, y);
        Assert.Equal(5, r[0].Item<double>(), 12);
        Near(x / r, Autodiff.Grad(r.Sum(), x, retainGraph: true));
        Near(-y / r.Square(), Autodiff.Grad(angle.Sum(), x, retainGraph: true));
        Near(x / r.Square() * 3 + y / r, Autodiff.Grad((r + angle * 3).Sum(), y, retainGraph: true));
        Tensor?[] both = Autodiff.Grad([r.Sum(), angle.Sum()], [x, y]);
        Near(x / r - y / r.Square(), both[0]!);
        Near(y / r + x / r.Square(), both[1]!);
    }

    [Fact]
    public void Gradients_agree_with_differences_to_second_order()
    {
        GradCheck.Check(p => PolarOp.Of(p[0], p[1]).Radius, [X, Y]);
        GradCheck.Check(p => PolarOp.Of(p[0], p[1]).Angle, [X, Y]);
        GradCheck.CheckSecondOrder(Mixed, [X, Y]);

        static Tensor Mixed(Tensor[] p)
        {
            (Tensor r, Tensor angle) = PolarOp.Of(p[0], p[1]);
            return r * angle.Sin() + r.Square() * angle;
        }
    }

    [Fact]
    public void Forward_mode_gives_the_tangents_of_all_outputs()
    {
        Func<Tensor[], Tensor[]> polar = p => new PolarOp().ApplyAll(p[0], p[1]);
        Tensor[] at = [X, Y], along = [Tensor.Create([1.0, 2, 3]), Tensor.Create([-1.0, 0, 2])];
        (_, Tensor[] tangents) = Autodiff.Jvp(polar, at, along);
        (Tensor x, Tensor y) = (at[0].Detach(), at[1].Detach());
        Tensor r = (x.Square() + y.Square()).Sqrt();
        Near((x * along[0] + y * along[1]) / r, tangents[0]);
        Near((x * along[1] - y * along[0]) / r.Square(), tangents[1]);
    }

    [Fact]
    public void Hooks_retained_gradients_and_changes_in_place_belong_to_one_output()
    {
        Tensor x = X, y = Y;
        (Tensor r, Tensor angle) = PolarOp.Of(x, y);
        r.RetainGrad();
        int seen = 0;
        angle.RegisterHook(g =>
        {
            seen++;
            return g * 10;
        });
        (r * 2 + angle).Sum().Backward();
        Assert.Equal(1, seen);
        Assert.Equal([2.0, 2, 2], r.Grad!.ToArray<double>());
        Near(x / r * 2 - y / r.Square() * 10, x.Grad!);

        Tensor u = X, v = Y;
        (r, angle) = PolarOp.Of(u, v);
        angle.Mul_(2); // not saved: it may change
        angle.Sum().Backward();
        Near(-v / r.Square() * 2, u.Grad!);
        (r, _) = PolarOp.Of(u, v);
        r.Mul_(2); // saved
        Assert.Contains("polar", Assert.Throws<GraphException>(() => r.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_saved_tensor_hooks_and_anomaly_mode_go_along()
    {
        Tensor x = X, y = Y, expected = Autodiff.Grad(Loss(x, y), x);
        Near(expected, Autodiff.Grad(Autodiff.Checkpoint(p => Loss(p[0], p[1]), [x, y]), x));
        var packed = new List<TensorSpec>();
        Tensor loss;
        using (SavedTensorHooks.Use(Pack, t => t)) (loss, _) = PolarOp.Of(x, y);
        Assert.Equal(3, packed.Count);
        Near(x / loss, Autodiff.Grad(loss.Sum(), x));

        Tensor zero = Tensor.Create([0.0], requiresGrad: true);
        using (AnomalyMode.Detect())
        {
            (Tensor r, Tensor angle) = PolarOp.Of(zero, Tensor.Create([0.0]));
            Assert.Contains("polar", Assert.Throws<AnomalyException>(() => (r + angle).Backward()).Message, StringComparison.Ordinal);
        }

        static Tensor Loss(Tensor x, Tensor y)
        {
            (Tensor r, Tensor angle) = PolarOp.Of(x, y);
            return (r * angle).Sum();
        }

        Tensor Pack(Tensor t)
        {
            packed.Add(new TensorSpec(t.Shape, t.DType));
            return t;
        }
    }

    [Fact]
    public void A_second_pass_needs_retainGraph_and_an_error_leaves_nothing_behind()
    {
        Tensor x = X, y = Y;
        (Tensor r, Tensor angle) = PolarOp.Of(x, y);
        using (GradientHook failing = r.RegisterHook(_ => throw new InvalidOperationException("mine")))
            Assert.Throws<InvalidOperationException>(() => (r * 2 + angle * 3).Sum().Backward(retainGraph: true));
        Assert.Null(x.Grad);
        (r * 2 + angle * 3).Sum().Backward();
        Near(x / r * 2 - y / r.Square() * 3, x.Grad!);
        Assert.Contains("retainGraph", Assert.Throws<GraphException>(() => angle.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_gives_the_first_output_and_the_names_are_the_operations()
    {
        (Tensor r, Tensor angle) = PolarOp.Of(X, Y);
        Assert.Equal(("polar", "polar"), (r.GradFn, angle.GradFn));
        Tensor alone = new PolarOp().Apply(X, Tensor.Create([4.0]));
        Assert.Equal(5, alone[0].Item<double>(), 12);
        Assert.Equal("polar", alone.GradFn);
        Assert.Contains("output 1 of polar", GraphExport.ToMermaid(angle), StringComparison.Ordinal);
        Assert.False(PolarOp.Of(X.Detach(), Y.Detach()).Angle.RequiresGrad);
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Assert.Equal(
            "polar: this operation takes 2 inputs, but was applied to 1",
            Assert.Throws<GraphException>(() => new PolarOp().ApplyAll(X)).Message);
        Assert.Equal(
            "odd: its ForwardAll returned 1 outputs, but its InferAll promised 2",
            Assert.Throws<GraphException>(() => new OddOp { Returned = 1 }.ApplyAll(X)).Message);
        Assert.Equal(
            "odd: its ForwardAll returned float64[3] for output 1, but its InferAll promised int64[3]",
            Assert.Throws<GraphException>(() => new OddOp().ApplyAll(X)).Message);
        Assert.Equal(
            "odd: its InferAll returned no output; an operation has at least one",
            Assert.Throws<GraphException>(() => new OddOp { Inferred = 0 }.ApplyAll(X)).Message);
    }

    /// <summary>Indices, maxima and statistics are saved like any other tensor: hooks see them, and they are freed with the graph.</summary>
    [Fact]
    public void Side_outputs_are_saved_seen_and_freed()
    {
        Tensor image = Tensor.Randn([2, 3, 4, 4], requiresGrad: true, generator: new Generator(1)), classes = Tensor.Create([0L, 1]);
        Check(() => F.MaxPool2d(image, 2), new TensorSpec([2, 3, 2, 2], DType.Int64));
        Check(() => image.Max(1).Values, new TensorSpec([2, 1, 4, 4], DType.Int64));
        Check(() => image.Sort(-1).Values, new TensorSpec([2, 3, 4, 4], DType.Int64));
        Check(() => F.CrossEntropy(image.Reshape(2, 48), classes), new TensorSpec([2], DType.Float32), count: 2);
        foreach (DType dtype in (DType[])[DType.Float32, DType.Float64]) // the mean, and the deviation
        {
            Check(() => F.BatchNorm(image, null, null, training: true), new TensorSpec([3], dtype));
            Check(() => F.LayerNorm(image, [4]), new TensorSpec([24], dtype));
        }


        static void Check(Func<Tensor> run, TensorSpec expected, int count = 1)
        {
            (Tensor result, List<WeakReference> memory) = Record(run, expected);
            Assert.Equal(count, memory.Count);
            Collect();
            Assert.All(memory, m => Assert.True(m.IsAlive));
            Walk(result);
            Collect();
            Assert.All(memory, m => Assert.False(m.IsAlive));
            GC.KeepAlive(result);
        }

        static (Tensor, List<WeakReference>) Record(Func<Tensor> run, TensorSpec expected)
        {
            List<WeakReference> memory = [];
            using EngineScope hooks = SavedTensorHooks.Use(Pack, t => t);
            return (run(), memory);

            Tensor Pack(Tensor t)
            {
                if (t.Spec == expected) memory.Add(new WeakReference(t.Storage));
                return t;
            }
        }

        static void Walk(Tensor result) => result.Backward(result.OnesLike());

        static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
    }

    [Fact]
    public void Side_outputs_that_were_changed_are_not_used()
    {
        Tensor x = Tensor.Create([3.0, 1, 2], requiresGrad: true);
        (Tensor values, Tensor indices) = x.Sort();
        indices.Zero_();
        Assert.Contains("sort", Assert.Throws<GraphException>(() => values.Sum().Backward()).Message, StringComparison.Ordinal);
        Assert.False(indices.RequiresGrad);
    }

    private static void Near(Tensor expected, Tensor actual) =>
        Assert.Equal(expected.Detach().ToArray<double>(), actual.Detach().ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);

    private sealed class OddOp : MultiOp
    {
        public int Inferred { get; init; } = 2;

        public int Returned { get; init; } = 2;

        protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs) =>
            new[] { inputs[0], inputs[0] with { DType = DType.Int64 } }[..Inferred];

        protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs) =>
            new[] { inputs[0] * 1, inputs[0] * 1 }[..Returned];

        protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
        {
        }
    }
}
