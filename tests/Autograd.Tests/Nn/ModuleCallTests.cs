using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Autograd.Nn;
using Autograd.Tests.Docs;
using Module = Autograd.Nn.Module;

namespace Autograd.Tests.Nn;

/// <summary>
/// A module has one verb: <c>Call</c>, which runs hooks and names the module in an error; nobody outside reaches <c>Forward</c>.
/// </summary>
public class ModuleCallTests
{
    private static readonly Tensor s_x = Tensor.Linspace(-1, 1, 12).Reshape(4, 3);

    public static TheoryData<string> Losses => [.. LossModules().Keys];

    [Fact]
    public void A_hook_on_a_layer_inside_the_documented_network_fires()
    {
        var net = new PyTorchToAutogradSnippets.TwoLayerNet(3, 8, 2);
        int before = 0, after = 0, backward = 0;
        foreach (Module child in net.Children())
        {
            var layer = (Linear)child;
            layer.RegisterForwardPreHook(_ => before++);
            layer.RegisterForwardHook((_, _) => after++);
            layer.RegisterFullBackwardHook((_, _) =>
            {
                backward++;
                return null;
            });
        }

        net.Call(s_x).Sum().Backward();
        Assert.Equal((2, 2, 2), (before, after, backward));
    }

    [Fact]
    public void An_error_inside_the_documented_network_names_the_innermost_layer()
    {
        var net = new Sequential(new PyTorchToAutogradSnippets.TwoLayerNet(3, 8, 2));
        var error = Assert.Throws<ShapeException>(() => net.Call(Tensor.Ones([2, 4])));
        Assert.Equal("0.linear1 (Linear)", error.ModulePath);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_hook_on_a_loss_fires_and_an_error_names_the_loss(string name)
    {
        (int before, int after, int backward) = (0, 0, 0);
        LossModules()[name](
            pair =>
            {
                pair.RegisterForwardPreHook(_ => before++);
                pair.RegisterForwardHook((_, _) => after++);
                pair.RegisterFullBackwardHook((_, _) =>
                {
                    backward++;
                    return null;
                });
            },
            triple =>
            {
                triple.RegisterForwardPreHook(_ => before++);
                triple.RegisterForwardHook((_, _) => after++);
                triple.RegisterFullBackwardHook((_, _) =>
                {
                    backward++;
                    return null;
                });
            });
        Assert.Equal((2, 1, 1), (before, after, backward)); // the refused call had its pre-hook too
    }

    [Fact]
    [RequiresUnreferencedCode("Reads the library's types.")]
    public void Forward_is_protected_in_every_module_and_every_module_has_a_Call()
    {
        Type[] modules = [.. typeof(Module).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Module)))];
        Assert.True(modules.Length > 80);
        foreach (Type type in modules)
        {
            const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
            foreach (MethodInfo method in type.GetMethods(All).Where(m => m.Name == "Forward"))
                Assert.True(method.IsFamily, $"{type.Name}.{method} is {method.Attributes}: it must be protected; only Call reaches it");
            if (type.IsAbstract || type.Name.StartsWith("ModuleList", StringComparison.Ordinal)) continue;
            Assert.Contains(type.GetMethods(), m => m.Name == "Call");
        }
    }

    [Fact]
    public void Overloads_with_more_arguments_run_hooks_and_name_the_module()
    {
        var seen = new List<string>();
        var attention = new MultiheadAttention(4, 2, batchFirst: true);
        Tensor q = Tensor.Randn([1, 3, 4]), padding = Tensor.Zeros([1, 3], DType.Bool);
        attention.RegisterForwardHook((inputs, outputs) => seen.Add($"attention {inputs.Input1.Shape} {outputs.Weights is null}"));
        attention.Call(q, q, q);
        attention.Call(q, q, q, padding, needWeights: false);
        var up = new ConvTranspose1d(1, 1, 3, stride: 2);
        up.RegisterForwardHook((_, y) => seen.Add($"up {y.Shape}"));
        up.Call(Tensor.Ones([1, 1, 4]));
        up.Call(Tensor.Ones([1, 1, 4]), 10);
        var back = new MaxUnpool1d(2);
        back.RegisterForwardHook((_, y) => seen.Add($"back {y.Shape}"));
        back.Call(Tensor.Ones([1, 1, 2]), Tensor.Create([0L, 2], [1, 1, 2]));
        back.Call(Tensor.Ones([1, 1, 2]), Tensor.Create([0L, 2], [1, 1, 2]), 5);
        Assert.Equal(
            ["attention [1, 3, 4] False", "attention [1, 3, 4] True", "up [1, 1, 9]", "up [1, 1, 10]", "back [1, 1, 4]", "back [1, 1, 5]"],
            seen);
        Assert.Equal("ConvTranspose1d", Path(() => up.Call(Tensor.Ones([1, 1, 4]), 20)));
        Assert.Equal("MultiheadAttention", Path(() => attention.Call(q, q, q, Tensor.Zeros([2, 3], DType.Bool))));
        Assert.Equal("MaxUnpool1d", Path(() => back.Call(Tensor.Ones([1, 1, 2]), Tensor.Zeros([1, 1, 3], DType.Int64), 5)));

        static string? Path(Func<object> call) => Assert.Throws<ShapeException>(call).ModulePath;
    }

    [Fact]
    public void What_changes_a_model_returns_it_under_its_own_type()
    {
        Net net = new Net().Eval();
        Assert.False(net.IsTraining);
        Linear layer = new Linear(3, 2).To(DType.Float64).Train().Freeze().Freeze(false).Apply(m => Init.Ones_(((Linear)m).Weight));
        Assert.Equal((DType.Float64, true, true), (layer.Weight.DType, layer.IsTraining, layer.Weight.RequiresGrad));
        Assert.Equal([4, 2], new Net().Eval().Call(s_x).Shape.ToArray());
        Module plain = net;
        Module same = plain.Train().To(DType.Float32).Freeze().Apply(_ => { }).Eval();
        Assert.Same(net, same);
        Assert.All(net.Modules(), m => Assert.False(m.IsTraining));
        Assert.Throws<ArgumentNullException>(() => ((Net)null!).Eval());
    }

    private static Dictionary<string, Action<Action<Loss>, Action<Module<Tensor, Tensor, Tensor, Tensor>>>> LossModules()
    {
        var all = new Dictionary<string, Action<Action<Loss>, Action<Module<Tensor, Tensor, Tensor, Tensor>>>>();
        Tensor x = s_x.To(DType.Float64), half = Tensor.Full([4, 3], 0.5, DType.Float64), signs = Tensor.Ones([4, 3], DType.Float64);
        Tensor classes = Tensor.Create([0L, 1, 2, 0]), one = Tensor.Ones([4], DType.Float64);
        Loss[] regressions =
        [
            new MseLoss(), new L1Loss(), new HuberLoss(), new SmoothL1Loss(), new BceWithLogitsLoss(), new KlDivLoss(), new PoissonNllLoss(),
        ];
        foreach (Loss loss in regressions) Pair(loss, x, half);
        foreach (Loss loss in (Loss[])[new HingeEmbeddingLoss(), new SoftMarginLoss()]) Pair(loss, x, signs);
        Pair(new BceLoss(), half.Clone(), half);
        Pair(new CrossEntropyLoss(), x, classes);
        Pair(new NllLoss(), x, classes);
        Triple(new CosineEmbeddingLoss(), x, half, one);
        Triple(new TripletMarginLoss(), x, half, x * 2);
        Triple(new MarginRankingLoss(), x, half, signs);
        Triple(new GaussianNllLoss(), x, half, half);
        return all;

        void Pair(Loss loss, Tensor input, Tensor target) => all.Add(loss.GetType().Name, (register, _) =>
        {
            register(loss);
            Run(loss.GetType().Name, i => loss.Call(i, target), input);
        });

        void Triple(Module<Tensor, Tensor, Tensor, Tensor> loss, Tensor first, Tensor second, Tensor third) =>
            all.Add(loss.GetType().Name, (_, register) =>
            {
                register(loss);
                Run(loss.GetType().Name, i => loss.Call(i, second, third), first);
            });

        static void Run(string name, Func<Tensor, Tensor> loss, Tensor input)
        {
            Tensor leaf = input.Clone();
            leaf.RequiresGrad = true;
            loss(leaf).Backward();
            Assert.Equal(name, Assert.ThrowsAny<AutogradException>(() => loss(Tensor.Ones([5, 7], DType.Float64))).ModulePath);
        }
    }

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Linear _linear;

        public Net() => _linear = AddModule("linear", new Linear(3, 2));

        protected override Tensor Forward(Tensor input) => _linear.Call(input);
    }
}
