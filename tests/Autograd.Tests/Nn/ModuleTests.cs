using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Tests.Nn;

public sealed class ModuleTests
{
    [Fact]
    public void Names_are_joined_by_dots_in_order_of_registration()
    {
        var net = new Net();
        Assert.Equal(["scale", "body.0.weight", "body.0.bias", "body.2.weight", "body.2.bias"], net.NamedParameters().Select(p => p.Name));
        Assert.Equal(["mean", "scratch"], net.NamedBuffers().Select(b => b.Name));
        Assert.Equal(["", "body", "body.0", "body.1", "body.2"], net.NamedModules().Select(m => m.Name));
        Assert.Equal(["body"], net.NamedChildren.Select(m => m.Name));
        Assert.Equal(["scale", "mean", "body.0.weight", "body.0.bias", "body.2.weight", "body.2.bias"], net.StateDict().Keys);
        Assert.Equal(5, net.Parameters().Count);
        Assert.Same(net.Body, Assert.Single(net.Children()));
    }

    [Fact]
    public void The_list_of_parameters_is_kept_until_something_registers()
    {
        var chain = new Sequential(new Linear(2, 2));
        var outer = new Sequential(chain);
        IReadOnlyList<Parameter> before = outer.Parameters();
        Assert.Same(before, outer.Parameters());
        chain.Append(new Linear(2, 2));
        Assert.Equal(4, outer.Parameters().Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("taken")]
    public void Names_are_checked(string name)
    {
        var open = new Open();
        open.Module("taken", new Relu());
        Assert.Throws<ArgumentException>(() => open.Module(name, new Relu()));
        Assert.Throws<ArgumentException>(() => open.Parameter(name, Tensor.Ones([1])));
        Assert.Throws<ArgumentException>(() => open.Buffer(name, Tensor.Ones([1])));
        Assert.Single(open.NamedModules(), m => m.Name.Length > 0);
        Assert.Empty(open.StateDict());
    }

    [Fact]
    public void What_cannot_be_registered_is_refused()
    {
        var open = new Open();
        Assert.Throws<ArgumentNullException>(() => open.Module(null!, new Relu()));
        Assert.Throws<ArgumentNullException>(() => open.Module("x", null!));
        Assert.Throws<ArgumentException>(() => open.Module("self", open));
        Assert.Throws<ArgumentException>(() => open.Module("around", new Sequential(new Around(open))));
        Assert.Throws<DTypeException>(() => open.Parameter("count", Tensor.Arange(3)));
        Assert.Throws<GraphException>(() => open.Buffer("trained", Tensor.Ones([1], requiresGrad: true)));
        Assert.Empty(open.NamedChildren);
    }

    [Fact]
    public void A_parameter_is_a_leaf_that_shares_the_values_but_not_their_history()
    {
        var open = new Open();
        Tensor values = Tensor.Ones([2], requiresGrad: true) * 3;
        Parameter parameter = open.Parameter("p", values);
        Assert.True(parameter.IsLeaf && parameter.RequiresGrad);
        Assert.Equal([3, 3], parameter.ToArray<int>());
        Assert.False(open.Parameter("frozen", Tensor.Ones([1]), requiresGrad: false).RequiresGrad);
    }

    [Fact]
    public void Tied_weights_are_walked_once_and_saved_under_both_names()
    {
        var open = new Open();
        Parameter first = open.Parameter("a", Tensor.Ones([2]));
        Assert.Same(first, open.Parameter("b", first));
        var shared = new Linear(2, 2);
        open.Module("x", shared);
        open.Module("y", shared);
        Assert.Equal(["a", "x.weight", "x.bias"], open.NamedParameters().Select(p => p.Name));
        Assert.Equal(["a", "b", "x.weight", "x.bias", "y.weight", "y.bias"], open.StateDict().Keys);
        Assert.Equal(2, open.Modules().Count);
        open.LoadStateDict(open.StateDict());
    }

    [Fact]
    public void Train_and_eval_reach_every_module()
    {
        var net = new Net();
        Assert.All(net.Modules(), m => Assert.True(m.IsTraining));
        net.Eval();
        Assert.All(net.Modules(), m => Assert.False(m.IsTraining));
        net.Train();
        Assert.All(net.Modules(), m => Assert.True(m.IsTraining));
    }

    [Fact]
    public void Apply_goes_from_the_inside_out()
    {
        var seen = new List<string>();
        new Net().Apply(m => seen.Add(m.GetType().Name));
        Assert.Equal(["Linear", "Relu", "Linear", "Sequential", "Net"], seen);
    }

    [Fact]
    public void ZeroGrad_forgets_or_fills()
    {
        var layer = new Linear(2, 1);
        layer.Call(Tensor.Ones([1, 2])).Sum().Backward();
        Tensor held = layer.Weight.Grad!;
        layer.ZeroGrad(setToNull: false);
        Assert.Same(held.GetType(), layer.Weight.Grad!.GetType());
        Assert.Equal([0, 0], layer.Weight.Grad.ToArray<int>());
        Assert.Equal([0, 0], held.ToArray<int>());
        layer.ZeroGrad();
        Assert.Null(layer.Weight.Grad);
        layer.ZeroGrad(setToNull: false);
        Assert.Null(layer.Weight.Grad);
    }

    [Fact]
    public void A_frozen_module_is_not_recorded_and_thaws()
    {
        var layer = new Linear(2, 1);
        layer.Freeze();
        Assert.False(layer.Call(Tensor.Ones([1, 2])).RequiresGrad);
        layer.Freeze(frozen: false);
        Assert.True(layer.Call(Tensor.Ones([1, 2])).RequiresGrad);
    }

    [Fact]
    public void To_converts_inside_the_same_parameters()
    {
        var net = new Net();
        net.Call(Tensor.Ones([1, 3])).Sum().Backward();
        Parameter weight = net.NamedParameters()[1].Parameter;
        float[] values = weight.ToArray<float>(), grads = weight.Grad!.ToArray<float>();
        net.To(DType.Float64);
        Assert.Same(weight, net.NamedParameters()[1].Parameter);
        Assert.All(net.Parameters(), p => Assert.Equal(DType.Float64, p.DType));
        Assert.Equal(DType.Float64, net.Mean.DType);
        Assert.Equal(DType.Int64, net.Scratch.DType);
        Assert.Equal(values, weight.ToArray<float>());
        Assert.Equal(grads, weight.Grad!.ToArray<float>());
        Assert.True(weight.IsLeaf && weight.RequiresGrad);
        net.Call(Tensor.Ones([1, 3], DType.Float64)).Sum().Backward();
        Assert.Throws<DTypeException>(() => net.To(DType.Int64));
        Assert.Throws<DTypeException>(() => net.Call(Tensor.Ones([1, 3])));
    }

    [Fact]
    public void A_graph_from_before_to_is_refused()
    {
        var layer = new Linear(3, 2);
        Tensor loss = layer.Call(Tensor.Ones([1, 3], requiresGrad: true)).Sum(), sum = (layer.Bias! + 1).Sum();
        layer.To(DType.Float64);
        Assert.Throws<GraphException>(() => loss.Backward());
        Assert.Throws<GraphException>(() => sum.Backward());
        Assert.Null(layer.Bias!.Grad);
    }

    [Fact]
    public void A_state_dict_goes_around_and_converts()
    {
        Net from = new(), to = new();
        to.To(DType.Float64);
        var x = Tensor.Randn([4, 3]);
        OrderedDictionary<string, Tensor> state = from.StateDict();
        Assert.All(state.Values, t => Assert.False(t.RequiresGrad));
        IncompatibleKeys keys = to.LoadStateDict(state);
        Assert.Empty(keys.Missing);
        Assert.Empty(keys.Unexpected);
        GoldenJson.AssertClose(from.Call(x).ToArray<double>(), to.Call(x.To(DType.Float64)).ToArray<double>(), 1e-5, 1e-6, "output");
        Init.Zeros_(from.NamedParameters()[1].Parameter);
        Assert.Equal(new double[12], state["body.0.weight"].ToArray<double>());
    }

    [Fact]
    public void Strict_loading_lists_everything_and_changes_nothing()
    {
        var net = new Net();
        float[][] before = [.. net.StateDict().Values.Select(t => t.ToArray<float>())];
        var state = new Dictionary<string, Tensor>
        {
            ["scale"] = Tensor.Zeros([1]),
            ["body.0.weight"] = Tensor.Zeros([3, 4]),
            ["body.0.bias"] = Tensor.Zeros([4]),
            ["extra"] = Tensor.Zeros([1]),
        };
        string message = Assert.Throws<StateDictException>(() => net.LoadStateDict(state)).Message;
        Assert.Contains("missing mean, body.2.weight, body.2.bias", message);
        Assert.Contains("unexpected extra", message);
        Assert.Contains("body.0.weight is [4, 3] in the module and [3, 4] in the state dict", message);
        Assert.Throws<StateDictException>(() => net.LoadStateDict(state, strict: false));
        Assert.Equal(before, net.StateDict().Values.Select(t => t.ToArray<float>()));

        state.Remove("body.0.weight");
        IncompatibleKeys keys = net.LoadStateDict(state, strict: false);
        Assert.Equal(["mean", "body.0.weight", "body.2.weight", "body.2.bias"], keys.Missing);
        Assert.Equal(["extra"], keys.Unexpected);
        Assert.Equal(0, net.NamedParameters()[0].Parameter.Item());
    }

    [Fact]
    public void A_load_that_would_stop_half_way_changes_nothing()
    {
        var layer = new Linear(3, 2);
        float[] weight = layer.Weight.ToArray<float>(), bias = layer.Bias!.ToArray<float>();
        Tensor ended;
        using (new TensorScope()) ended = Tensor.Ones([2]) * 3;
        foreach (Tensor? wrong in (Tensor?[])[null, ended, Tensor.Ones([3])])
        {
            var state = new Dictionary<string, Tensor> { ["weight"] = Tensor.Zeros([2, 3]), ["bias"] = wrong! };
            foreach (bool strict in (bool[])[true, false])
                Assert.Contains("bias is ", Assert.Throws<StateDictException>(() => layer.LoadStateDict(state, strict)).Message);
            Assert.Equal(weight, layer.Weight.ToArray<float>());
            Assert.Equal(bias, layer.Bias.ToArray<float>());
        }

        var open = new Open();
        open.Parameter("a", Tensor.Ones([2]));
        open.Buffer("b", Tensor.Ones([1]).Expand(2));
        Assert.Contains("b was expanded", Assert.Throws<StateDictException>(() => open.LoadStateDict(new Dictionary<string, Tensor>
        {
            ["a"] = Tensor.Zeros([2]),
            ["b"] = Tensor.Zeros([2]),
        })).Message);
        Assert.Equal([1f, 1f], open.Parameters()[0].ToArray<float>());
    }

    [Fact]
    public void Loading_counts_as_a_change_so_that_an_old_graph_is_refused()
    {
        var layer = new Linear(3, 2);
        Tensor loss = layer.Call(Tensor.Ones([1, 3], requiresGrad: true)).Sum();
        layer.LoadStateDict(new Linear(3, 2).StateDict());
        Assert.Throws<GraphException>(() => loss.Backward());
    }

    [Fact]
    public void A_module_prints_as_a_tree()
    {
        Sequential model = [new Conv2d(1, 4, 3, padding: Padding2d.Same), new Sequential(new Linear(3, 2, bias: false)), new Dropout(0.25)];
        Assert.Equal(
            """
            Sequential(
              (0): Conv2d(1, 4, kernelSize: (3, 3), stride: (1, 1), padding: same)
              (1): Sequential(
                (0): Linear(inFeatures: 3, outFeatures: 2, bias: false)
              )
              (2): Dropout(p: 0.25)
            )
            """,
            model.ToString());
        Assert.Equal("ModuleList()", new ModuleList<Linear>().ToString());
    }

    [Fact]
    public void Containers_index_and_count()
    {
        var relu = new Relu();
        Sequential chain = [new Linear(3, 2), relu];
        Assert.Equal(2, chain.Count);
        Assert.Same(relu, chain[1]);
        Assert.Equal(chain.Modules().Skip(1), chain);
        Tensor x = Tensor.Ones([1, 3]);
        Assert.Same(x, new Sequential().Call(x));
        var list = new ModuleList<Linear>(new Linear(1, 1)).Append(new Linear(1, 1));
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias"], list.NamedParameters().Select(p => p.Name));
        Assert.Equal(2, list.Count);
    }

    [Fact]
    public void An_optimizer_keeps_training_a_converted_module()
    {
        var layer = new Linear(2, 1);
        var optimizer = new Adam(layer.Parameters());
        for (int i = 0; i < 2; i++)
        {
            layer.Call(Tensor.Ones([1, 2], layer.Weight.DType)).Sum().Backward();
            double before = layer.Bias!.Item();
            optimizer.Step();
            Assert.NotEqual(before, layer.Bias.Item());
            layer.To(DType.Float64);
        }
    }

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Parameter _scale;

        public Net()
        {
            _scale = AddParameter("scale", Tensor.Ones([1]));
            Mean = AddBuffer("mean", Tensor.Zeros([2]));
            Scratch = AddBuffer("scratch", Tensor.Arange(3), persistent: false);
            Body = AddModule("body", new Sequential(new Linear(3, 4), new Relu(), new Linear(4, 2)));
        }

        public Tensor Mean { get; }

        public Tensor Scratch { get; }

        public Sequential Body { get; }

        protected override Tensor Forward(Tensor input) => Body.Call(input) * _scale + Mean;
    }

    private sealed class Open : Module
    {
        public Module Module(string name, Module module) => AddModule(name, module);

        public Parameter Parameter(string name, Tensor values, bool requiresGrad = true) => AddParameter(name, values, requiresGrad);

        public Tensor Buffer(string name, Tensor values) => AddBuffer(name, values);
    }

    private sealed class Around : Module<Tensor, Tensor>
    {
        public Around(Module inner) => AddModule("inner", inner);

        protected override Tensor Forward(Tensor input) => input;
    }
}
