using Autograd.Nn;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Engine;

[Collection(AloneCollection.Name)] // dropout draws from the default generator
public class CheckpointTests
{
    private static Tensor Leaf(params double[] values) => Tensor.Create(values, requiresGrad: true);

    [Fact]
    public void Values_and_gradients_are_those_of_the_plain_call_and_the_function_runs_twice()
    {
        int calls = 0;
        Tensor x = Leaf(0.5, -1), w = Leaf(2, 3);
        Tensor plain = Block([x, w]);
        Tensor?[] expected = Autodiff.Grad([plain.Sum()], [x, w]);
        calls = 0;
        Tensor y = Autodiff.Checkpoint(Block, [x, w]);
        Assert.Equal(plain.ToArray<double>(), y.ToArray<double>());
        y.Sum().Backward();
        Assert.Equal(2, calls);
        Assert.Equal(expected[0]!.ToArray<double>(), x.Grad!.ToArray<double>());
        Assert.Equal(expected[1]!.ToArray<double>(), w.Grad!.ToArray<double>());
        Assert.True(GradMode.IsEnabled);

        Tensor Block(Tensor[] v)
        {
            calls++;
            return (v[0] * v[1]).Sigmoid().Exp() * v[0];
        }
    }

    [Fact]
    public void Tensors_that_the_function_holds_get_their_gradients()
    {
        Tensor x = Tensor.Create([1.0, 2]), w = Leaf(3, 4); // the input itself takes no gradient
        Autodiff.Checkpoint(v => (v * w).Exp(), x).Sum().Backward();
        Assert.Equal([Math.Exp(3), 2 * Math.Exp(8)], w.Grad!.ToArray<double>());
    }

    [Fact]
    public void Nothing_between_input_and_output_is_kept()
    {
        Tensor x = Tensor.Ones([64], requiresGrad: true);
        (Tensor y, WeakReference hidden) = Run();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(hidden.IsAlive);
        y.Backward();
        Assert.NotNull(x.Grad);

        (Tensor, WeakReference) Run()
        {
            WeakReference? inside = null;
            Tensor result = Autodiff.Checkpoint(
                v =>
                {
                    Tensor h = v.Exp();
                    inside ??= new WeakReference(h.Storage);
                    return (h * h).Sum();
                },
                x);
            return (result, inside!);
        }
    }

    [Fact]
    public void Dropout_has_the_same_mask_and_the_stream_goes_on_as_if_nothing_had_happened()
    {
        var generator = new Generator(3);
        var dropout = new Dropout(0.5);
        Tensor x = Tensor.Ones([100], DType.Float64, requiresGrad: true);
        Generator.Default.ManualSeed(1);
        Tensor plain = Block(x);
        Tensor expected = Autodiff.Grad(plain.Sum(), x);
        double next = Generator.Default.NextDouble(), own = generator.NextDouble();

        Generator.Default.ManualSeed(1);
        generator.ManualSeed(3);
        Tensor y = Autodiff.Checkpoint(Block, x, generator);
        Assert.Equal(plain.ToArray<double>(), y.ToArray<double>());
        y.Sum().Backward();
        Assert.Equal(expected.ToArray<double>(), x.Grad!.ToArray<double>());
        Assert.Equal(next, Generator.Default.NextDouble());
        Assert.Equal(own, generator.NextDouble());

        Tensor Block(Tensor v) => dropout.Call(F.Dropout(v * 3, 0.2, generator: generator)).Square();
    }

    [Fact]
    public void Checkpoints_may_stand_in_checkpoints()
    {
        Tensor x = Leaf(0.5, -1), w = Leaf(2, 3);
        Tensor?[] expected = Autodiff.Grad([((x * w).Exp().Sin() * w).Sum()], [x, w]);
        int inner = 0;
        Tensor y = Autodiff.Checkpoint(
            v => Autodiff.Checkpoint(
                u =>
                {
                    inner++;
                    return (u[0] * u[1]).Exp().Sin();
                },
                [v[0], v[1]]) * v[1],
            [x, w]);
        y.Sum().Backward();
        Assert.Equal(expected[0]!.ToArray<double>(), x.Grad!.ToArray<double>());
        Assert.Equal(expected[1]!.ToArray<double>(), w.Grad!.ToArray<double>());
        Assert.True(inner >= 2);
    }

    [Fact]
    public void Gradients_of_gradients_work()
    {
        Tensor x = Leaf(0.3, 0.7);
        GradCheck.Check(v => Autodiff.Checkpoint(u => u.Sigmoid() * u.Exp(), v), x);
        GradCheck.CheckSecondOrder(v => Autodiff.Checkpoint(u => u.Sigmoid() * u.Exp(), v), x);
    }

    [Fact]
    public void Several_outputs_and_retained_graphs()
    {
        Tensor x = Leaf(0.3, 0.7);
        Tensor[] y = Autodiff.Checkpoint(v => [v[0].Exp(), v[0].Sin()], [x]);
        (y[0].Sum() + y[1].Sum()).Backward(retainGraph: true);
        double[] once = x.Grad!.ToArray<double>();
        (y[0].Sum() + y[1].Sum()).Backward();
        Assert.Equal(once.Select(g => 2 * g), x.Grad!.ToArray<double>());
        Assert.Contains("retainGraph", Assert.Throws<GraphException>(() => y[0].Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_NoGrad_it_is_a_plain_call()
    {
        using GradModeScope mode = GradMode.NoGrad();
        Assert.False(Autodiff.Checkpoint(v => v.Exp(), Leaf(1)).RequiresGrad);
    }

    [Fact]
    public void Forward_mode_goes_through() =>
        Assert.Equal(Math.Exp(1) * 3, Autodiff.Jvp(x => Autodiff.Checkpoint(v => v.Exp(), x), Tensor.Create([1.0]), Tensor.Create([3.0])).Tangent.Item(), 12);

    [Fact]
    public void A_function_that_takes_gradients_itself()
    {
        Tensor x = Leaf(0.5, -1), w = Leaf(2, 3);
        Tensor?[] expected = Autodiff.Grad([Slope(x).Sum() + (x * w).Sum()], [x, w]);
        (Autodiff.Checkpoint(Slope, x).Sum() + (x * w).Sum()).Backward();
        GoldenJson.AssertClose(expected[0]!.ToArray<double>(), x.Grad!.ToArray<double>(), 1e-12, 0, "x");
        GoldenJson.AssertClose(expected[1]!.ToArray<double>(), w.Grad!.ToArray<double>(), 1e-12, 0, "w");

        Tensor Slope(Tensor v)
        {
            Tensor y = (v * w).Sin().Sum();
            return Autodiff.Grad(y, v, createGraph: true).Square() * w;
        }
    }

    [Fact]
    public void A_function_that_does_not_repeat_itself_is_an_error()
    {
        int calls = 0;
        Tensor y = Autodiff.Checkpoint(v => calls++ == 0 ? v.Exp().Sin() : v.Exp(), Leaf(1));
        Assert.Contains("checkpoint", Assert.Throws<GraphException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
        calls = 0;
        y = Autodiff.Checkpoint(v => (calls++ == 0 ? v : v[..1]).Exp(), Leaf(1, 2));
        Assert.Contains("float64[2]", Assert.Throws<GraphException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
        Assert.True(GradMode.IsEnabled);
    }

    [Fact]
    public void An_input_or_parameter_changed_since_is_an_error()
    {
        Tensor x = Tensor.Create([1.0, 2]), w = Leaf(3, 4);
        Tensor y = Autodiff.Checkpoint(v => v * w, x);
        x.Add_(1);
        Assert.Contains("add_", Assert.Throws<GraphException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
        x = Leaf(1, 2);
        y = Autodiff.Checkpoint(v => v * w, x);
        using (GradMode.NoGrad()) w.Mul_(2);
        Assert.Contains("mul_", Assert.Throws<GraphException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_overwritten_inside_the_function_is_an_error()
    {
        Tensor y = Autodiff.Checkpoint(
            v =>
            {
                Tensor s = v.Sigmoid();
                s.Add_(1);
                return s;
            },
            Leaf(1));
        Assert.Contains("add_", Assert.Throws<GraphException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
    }
}
