using Autograd.Nn;

namespace Autograd.Tests.Nn;

/// <summary>Hooks inside a nested model fire as often as PyTorch 1.13.1's: the numbers are what the same model gives there.</summary>
public class ModuleHookCountTests
{
    private static readonly Tensor s_target = Tensor.Create([0L, 1, 0, 1]);

    [Fact]
    public void With_an_input_that_requires_grad() => Check(Tensor.Randn([4, 3], requiresGrad: true), [
        ("", 1, 1, 1), ("body", 1, 1, 1), ("body.0", 1, 1, 1), ("body.0.a", 1, 1, 1), ("body.0.act", 2, 2, 2), ("body.1", 2, 2, 2),
        ("bil", 1, 1, 1), ("loss", 1, 1, 1)]);

    [Fact]
    public void With_an_input_that_does_not() => Check(Tensor.Randn([4, 3]), [
        ("", 1, 1, 1), ("body", 1, 1, 1), ("body.0", 1, 1, 1), ("body.0.a", 1, 1, 1), ("body.0.act", 2, 2, 1), ("body.1", 2, 2, 2),
        ("bil", 1, 1, 1), ("loss", 1, 1, 1)]);

    [Fact]
    public void Without_recording()
    {
        using GradModeScope mode = GradMode.NoGrad();
        Check(Tensor.Randn([4, 3]), [
            ("", 1, 1, 0), ("body", 1, 1, 0), ("body.0", 1, 1, 0), ("body.0.a", 1, 1, 0), ("body.0.act", 2, 2, 0), ("body.1", 2, 2, 0),
            ("bil", 1, 1, 0), ("loss", 1, 1, 0)]);
    }

    [Fact]
    public void Two_inputs_have_one_hook_with_both_gradients()
    {
        var layer = new Bilinear(2, 3, 2, dtype: DType.Float64);
        Tensor a = Tensor.Randn([4, 2], DType.Float64, requiresGrad: true), b = Tensor.Randn([4, 3], DType.Float64, requiresGrad: true);
        Tensor?[] plain = Autodiff.Grad([layer.Call(a, b).Sum()], [a, b, layer.Weight]);
        int calls = 0;
        HookHandle watch = layer.RegisterFullBackwardHook((inputs, output) =>
        {
            calls++;
            Assert.Equal(plain[0]!.ToArray<double>(), inputs.Input1!.ToArray<double>());
            Assert.Equal(plain[1]!.ToArray<double>(), inputs.Input2!.ToArray<double>());
            Assert.Equal([4, 2], output.Shape.ToArray());
            return null;
        });
        Tensor?[] watched = Autodiff.Grad([layer.Call(a, b).Sum()], [a, b, layer.Weight]);
        for (int i = 0; i < 3; i++) Assert.Equal(plain[i]!.ToArray<double>(), watched[i]!.ToArray<double>());
        Assert.Equal(1, calls);
        watch.Dispose();

        HookHandle idle = layer.RegisterFullBackwardHook((_, _) => null);
        GradCheck.Check(x => layer.Call(x[0], x[1]), [a, b]);
        GradCheck.CheckSecondOrder(x => layer.Call(x[0], x[1]), [a, b]);
        idle.Dispose();

        using HookHandle replace = layer.RegisterFullBackwardHook((inputs, _) => (inputs.Input1! * 10, null));
        Tensor?[] replaced = Autodiff.Grad([layer.Call(a, b).Sum()], [a, b]);
        Assert.Equal((plain[0]! * 10).ToArray<double>(), replaced[0]!.ToArray<double>());
        Assert.Equal(plain[1]!.ToArray<double>(), replaced[1]!.ToArray<double>());
    }

    [Fact]
    public void An_input_that_the_output_does_not_depend_on_has_zeros_and_one_without_grad_null()
    {
        var module = new First();
        var seen = new List<string>();
        using HookHandle hook = module.RegisterFullBackwardHook((inputs, _) =>
        {
            seen.Add($"{Numbers(inputs.Input1)} and {Numbers(inputs.Input2)}");
            return null;
        });
        Tensor a = Tensor.Ones([2], requiresGrad: true), b = Tensor.Ones([1, 1], DType.Float64, requiresGrad: true);
        module.Call(a, b).Sum().Backward();
        module.Call(a, b.Detach()).Sum().Backward();
        Assert.Equal(["2 2 and 0", "2 2 and null"], seen);

        static string Numbers(Tensor? grad) => grad is null ? "null" : string.Join(' ', grad.ToArray<double>());
    }

    [Fact]
    public void A_hook_must_return_gradients_that_fit()
    {
        var layer = new Bilinear(2, 3, 2);
        Tensor a = Tensor.Ones([4, 2], requiresGrad: true), b = Tensor.Ones([4, 3], requiresGrad: true);
        HookHandle turned = layer.RegisterFullBackwardHook((inputs, _) => (inputs.Input1!.T, null));
        var error = Assert.Throws<GraphException>(() => layer.Call(a, b).Sum().Backward());
        Assert.Contains("full_backward_hook", error.Message, StringComparison.Ordinal);
        turned.Dispose();
        HookHandle wide = layer.RegisterFullBackwardHook((inputs, _) => (null, inputs.Input2!.To(DType.Float64)));
        Assert.Throws<GraphException>(() => layer.Call(a, b).Sum().Backward());
        wide.Dispose();
        using HookHandle unasked = layer.RegisterFullBackwardHook((inputs, _) => (null, Tensor.Ones([4, 3])));
        Assert.Throws<GraphException>(() => layer.Call(a, b.Detach()).Sum().Backward());
    }

    [Fact]
    public void Attention_has_one_hook_with_the_gradients_of_query_key_value_and_both_outputs()
    {
        var attention = new MultiheadAttention(4, 2, batchFirst: true, dtype: DType.Float64);
        Tensor q = Tensor.Randn([1, 3, 4], DType.Float64, requiresGrad: true);
        Tensor k = Tensor.Randn([1, 2, 4], DType.Float64, requiresGrad: true);
        Tensor v = Tensor.Randn([1, 2, 4], DType.Float64);
        Tensor?[] plain = Autodiff.Grad([Weighed(attention.Call(q, k, v))], [q, k]);
        int calls = 0;
        using HookHandle hook = attention.RegisterFullBackwardHook((inputs, outputs) =>
        {
            calls++;
            Assert.Equal(plain[0]!.ToArray<double>(), inputs.Input1!.ToArray<double>());
            Assert.Equal(plain[1]!.ToArray<double>(), inputs.Input2!.ToArray<double>());
            Assert.Null(inputs.Input3);
            Assert.Equal([3.0], outputs.Weights!.ToArray<double>().Distinct());
            return (null, inputs.Input2 * 2, null);
        });
        Tensor?[] hooked = Autodiff.Grad([Weighed(attention.Call(q, k, v))], [q, k]);
        Assert.Equal(1, calls);
        Assert.Equal(plain[0]!.ToArray<double>(), hooked[0]!.ToArray<double>());
        Assert.Equal((plain[1]! * 2).ToArray<double>(), hooked[1]!.ToArray<double>());

        static Tensor Weighed((Tensor Output, Tensor? Weights) y) => y.Output.Square().Sum() + y.Weights!.Sum() * 3;
    }

    private static void Check(Tensor x, (string Name, int Before, int After, int Backward)[] expected)
    {
        var net = new Net();
        var loss = new CrossEntropyLoss();
        var counts = new Dictionary<string, int[]>();
        foreach ((string name, Module module) in net.NamedModules())
        {
            if (module is not Module<Tensor, Tensor> one) continue;
            Count(name, one.RegisterForwardPreHook, one.RegisterForwardHook, one.RegisterFullBackwardHook);
        }

        net.Bilinear.RegisterForwardPreHook(_ => CountsOf("bil")[0]++);
        net.Bilinear.RegisterForwardHook((_, _) => CountsOf("bil")[1]++);
        net.Bilinear.RegisterFullBackwardHook((_, _) =>
        {
            CountsOf("bil")[2]++;
            return null;
        });
        loss.RegisterForwardPreHook(_ => CountsOf("loss")[0]++);
        loss.RegisterForwardHook((_, _) => CountsOf("loss")[1]++);
        loss.RegisterFullBackwardHook((_, _) =>
        {
            CountsOf("loss")[2]++;
            return null;
        });
        Tensor value = loss.Call(net.Call(x), s_target);
        if (value.RequiresGrad) value.Backward();
        Assert.Equal(
            expected.OrderBy(e => e.Name, StringComparer.Ordinal),
            counts.Select(c => (c.Key, c.Value[0], c.Value[1], c.Value[2])).OrderBy(c => c.Key, StringComparer.Ordinal));

        int[] CountsOf(string name) => counts.TryGetValue(name, out int[]? found) ? found : counts[name] = new int[3];

        void Count(
            string name,
            Func<Action<Tensor>, HookHandle> before,
            Func<Action<Tensor, Tensor>, HookHandle> after,
            Func<Func<Tensor?, Tensor, Tensor?>, HookHandle> backward)
        {
            before(_ => CountsOf(name)[0]++);
            after((_, _) => CountsOf(name)[1]++);
            backward((_, _) =>
            {
                CountsOf(name)[2]++;
                return null;
            });
        }
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Linear _a;
        private readonly Autograd.Nn.Relu _act;

        public Block()
        {
            _a = AddModule("a", new Linear(3, 3));
            _act = AddModule("act", new Autograd.Nn.Relu());
        }

        protected override Tensor Forward(Tensor x) => _act.Call(_a.Call(x)) + _act.Call(x);
    }

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Sequential _body;
        private readonly Linear _shared;

        public Net()
        {
            _body = AddModule("body", new Sequential(new Block(), new Linear(3, 3)));
            _shared = AddModule("shared", (Linear)_body[1]);
            Bilinear = AddModule("bil", new Bilinear(3, 3, 2));
        }

        public Bilinear Bilinear { get; }

        protected override Tensor Forward(Tensor x) => Bilinear.Call(_shared.Call(_body.Call(x)), x);
    }

    private sealed class First : Module<Tensor, Tensor, Tensor>
    {
        protected override Tensor Forward(Tensor input1, Tensor input2) => input1 * 2;
    }
}
