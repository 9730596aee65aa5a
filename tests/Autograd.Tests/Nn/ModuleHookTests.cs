using Autograd.Nn;

namespace Autograd.Tests.Nn;

public class ModuleHookTests
{
    private static readonly Tensor s_x = Tensor.Create(new float[,] { { 1, 2 }, { 3, 4 } });

    private static Tensor Point() => Tensor.Create([1.0, -2], requiresGrad: true);

    [Fact]
    public void Forward_hooks_see_and_replace_in_the_order_of_registration()
    {
        var module = new Autograd.Nn.Relu();
        var log = new List<string>();
        HookHandle pre = module.RegisterForwardPreHook(x => log.Add($"pre {x.Sum().Item()}"));
        HookHandle replaceIn = module.RegisterForwardPreHook(x => x * 10);
        HookHandle post = module.RegisterForwardHook((x, y) => log.Add($"post {x.Sum().Item()} {y.Sum().Item()}"));
        HookHandle replaceOut = module.RegisterForwardHook((x, y) => y + x);
        Assert.Equal([20.0, -20], module.Call(Tensor.Create([1.0, -2])).ToArray<double>());
        Assert.Equal(["pre -1", "post -10 10"], log);
        foreach (HookHandle handle in (HookHandle[])[pre, replaceIn, post, replaceOut, post]) handle.Dispose();
        Assert.Equal([1.0, 0], module.Call(Tensor.Create([1.0, -2])).ToArray<double>());
        Assert.Equal(2, log.Count);
    }

    [Fact]
    public void A_chain_calls_its_modules_with_their_hooks()
    {
        Sequential chain = [new Linear(2, 3), new Autograd.Nn.Relu()];
        int calls = 0;
        using HookHandle hook = chain[1].RegisterForwardHook((_, _) => calls++);
        chain.Call(s_x);
        chain.Call(s_x);
        Assert.Equal(2, calls);
    }

    /// <summary>C# takes each of these for a function that returns a tensor, made of the counter's number.</summary>
    [Fact]
    public void A_hook_that_counts_in_one_expression_changes_nothing()
    {
        var module = new Autograd.Nn.Relu();
        int calls = 0;
        using HookHandle before = module.RegisterForwardPreHook(_ => calls++);
        using HookHandle after = module.RegisterForwardHook((_, _) => calls++);
        using HookHandle nothing = module.RegisterForwardHook((_, _) => null!);
        using HookHandle backward = module.RegisterFullBackwardHook((_, _) => calls++);
        Tensor x = Point();
        Tensor y = module.Call(x);
        Assert.Equal([1.0, 0], y.ToArray<double>());
        y.Sum().Backward();
        Assert.Equal([1.0, 0], x.Grad!.ToArray<double>());
        Assert.Equal(3, calls);
    }

    [Fact]
    public void A_hook_may_take_itself_off()
    {
        var module = new Identity();
        int calls = 0;
        HookHandle? hook = null;
        hook = module.RegisterForwardPreHook(_ =>
        {
            calls++;
            hook!.Dispose();
        });
        module.Call(s_x);
        module.Call(s_x);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_full_backward_hook_sees_both_gradients_and_may_replace_the_inputs()
    {
        var module = new Autograd.Nn.Relu();
        Tensor x = Point();
        var seen = new List<double[]>();
        HookHandle watch = module.RegisterFullBackwardHook((gradInput, gradOutput) =>
        {
            seen.Add(gradInput!.ToArray<double>());
            seen.Add(gradOutput.ToArray<double>());
            return null;
        });
        HookHandle replace = module.RegisterFullBackwardHook((gradInput, _) => gradInput! * 100);
        (module.Call(x * 1) * Tensor.Create([3.0, 5])).Sum().Backward();
        Assert.Equal([[3.0, 0], [3.0, 5]], seen);
        Assert.Equal([300.0, 0], x.Grad!.ToArray<double>());
        watch.Dispose();
        replace.Dispose();
        module.Call(x * 1).Sum().Backward();
        Assert.Equal(2, seen.Count);
        Assert.Equal([301.0, 0], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Each_call_has_its_own_pair_of_gradients()
    {
        var module = new Identity();
        Tensor x = Point();
        var pairs = new List<(double, double)>();
        using HookHandle hook = module.RegisterFullBackwardHook((gradInput, gradOutput) =>
        {
            pairs.Add((gradInput![0].Item(), gradOutput[0].Item()));
            return null;
        });
        (module.Call(x) * 2 + module.Call(module.Call(x)) * 3 + x * 100).Sum().Backward();
        Assert.Equal([(3.0, 3.0), (3.0, 3.0), (2.0, 2.0)], pairs);
        Assert.Equal(105.0, x.Grad![0].Item());
    }

    [Fact]
    public void Where_the_input_takes_no_gradient_the_hook_sees_the_outputs_alone()
    {
        var module = new Linear(2, 1);
        Tensor? input = s_x, output = null;
        HookHandle hook = module.RegisterFullBackwardHook((gradInput, gradOutput) =>
        {
            (input, output) = (gradInput, gradOutput);
            return null;
        });
        module.Call(s_x).Sum().Backward();
        Assert.Null(input);
        Assert.Equal([1f, 1f], output!.ToArray<float>());
        Assert.NotNull(module.Weight.Grad);
        hook.Dispose();
        using HookHandle bad = module.RegisterFullBackwardHook((_, gradOutput) => gradOutput);
        Assert.Throws<GraphException>(() => module.Call(s_x).Sum().Backward());
    }

    [Fact]
    public void Backward_hooks_do_not_change_values_gradients_or_second_order()
    {
        Sequential chain = [new Linear(2, 3, dtype: DType.Float64), new Autograd.Nn.Sigmoid()];
        Tensor x = Tensor.Randn([2, 2], DType.Float64, requiresGrad: true, generator: new Generator(0));
        double[] without = chain.Call(x).ToArray<double>();
        using HookHandle first = chain[0].RegisterFullBackwardHook((_, _) => null);
        using HookHandle second = chain.RegisterFullBackwardHook((_, _) => null);
        Assert.Equal(without, chain.Call(x).ToArray<double>());
        GradCheck.Check(chain.Call, x);
        GradCheck.CheckSecondOrder(chain.Call, x);
        using GradModeScope mode = GradMode.NoGrad();
        Assert.False(chain.Call(x).RequiresGrad);
    }
}
