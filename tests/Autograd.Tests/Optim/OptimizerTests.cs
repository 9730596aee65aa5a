using Autograd.Optim;

namespace Autograd.Tests.Optim;

public sealed class OptimizerTests
{
    internal static readonly Func<Tensor[], Optimizer>[] All =
    [
        p => new Sgd(p, lr: 0.1, momentum: 0.9), p => new Adam(p, amsGrad: true), p => new AdamW(p),
        p => new RmsProp(p, momentum: 0.9, centered: true), p => new Adagrad(p), p => new Adadelta(p), p => new Adamax(p), p => new NAdam(p), p => new RAdam(p), p => new Rprop(p), p => new Asgd(p),
        p => new Lion(p),
    ];

    /// <summary>What does not update each element by itself, in one kernel: tested in <see cref="MatrixOptimizerTests"/>, <see cref="LambTests"/> and <see cref="LbfgsTests"/>.</summary>
    internal static readonly Type[] Apart = [typeof(Adafactor), typeof(Lamb), typeof(Lbfgs), typeof(Muon)];

    [Fact]
    public void A_parameter_without_gradient_is_left_alone_and_its_count_stands()
    {
        foreach (Func<Tensor[], Optimizer> make in All)
        {
            Tensor with = Leaf(2), without = Leaf(2);
            Optimizer optimizer = make([with, without]);
            with.Grad = Tensor.Ones([2]);
            optimizer.Step();
            optimizer.Step();
            Assert.Equal([1, 1], without.ToArray<int>());
            Assert.Equal(0, without.Version);
            OrderedDictionary<string, Tensor> state = optimizer.StateDict();
            Assert.Equal(2, state["state.0.step"].Item());
            Assert.DoesNotContain("state.1.step", state.Keys);
        }
    }

    [Fact]
    public void A_step_is_a_change_in_place_that_an_old_graph_notices()
    {
        Tensor p = Leaf(2), loss = (p * p).Sum();
        p.Grad = Tensor.Ones([2]);
        var optimizer = new Sgd([p], lr: 0.1);
        optimizer.Step();
        Assert.Contains("optimizer's step", Assert.Throws<GraphException>(() => loss.Backward()).Message);
        Assert.True(p.IsLeaf && p.RequiresGrad);
    }

    [Fact]
    public void Transposed_gradients_and_parameters_are_read_in_their_order()
    {
        foreach (Func<Tensor[], Optimizer> make in All)
        {
            Tensor values = Tensor.Randn([3, 4]), grads = Tensor.Randn([4, 3]);
            Tensor plain = values.Clone(), turned = values.T.Clone().T;
            Assert.False(turned.IsContiguous);
            foreach (Tensor p in (Tensor[])[plain, turned])
            {
                Tensor leaf = p.Detach();
                leaf.RequiresGrad = true;
                leaf.Grad = ReferenceEquals(p, plain) ? grads.T : grads.T.Clone();
                Optimizer optimizer = make([leaf]);
                optimizer.Step();
                optimizer.Step();
            }

            Assert.Equal(plain.ToArray<float>(), turned.ToArray<float>());
            Assert.NotEqual(values.ToArray<float>(), plain.ToArray<float>());
        }
    }

    [Fact]
    public void A_large_parameter_is_updated_as_a_small_one()
    {
        foreach (Func<Tensor[], Optimizer> make in All)
        {
            Tensor large = Tensor.Ones([100_003], requiresGrad: true), small = Leaf(1);
            large.Grad = Tensor.Full([100_003], 0.5f);
            small.Grad = Tensor.Full([1], 0.5f);
            Optimizer optimizer = make([large, small]);
            for (int i = 0; i < 3; i++) optimizer.Step();
            Assert.All(large.ToArray<float>(), x => Assert.Equal(small.Item<float>(), x));
        }
    }

    [Fact]
    public void Groups_have_their_own_hyper_parameters()
    {
        Tensor slow = Leaf(1), fast = Leaf(1), late = Leaf(1);
        foreach (Tensor p in (Tensor[])[slow, fast, late]) p.Grad = Tensor.Ones([1]);
        var optimizer = new Sgd(new SgdGroup([slow], lr: 0.25), new SgdGroup([fast], lr: 0.5));
        optimizer.AddGroup(new SgdGroup([late], lr: 1));
        optimizer.Groups[1].Lr = 2;
        optimizer.Step();
        Assert.Equal([0.75, -1, 0], [slow.Item(), fast.Item(), late.Item()]);
        Assert.Throws<ArgumentException>(() => optimizer.AddGroup(new SgdGroup([fast], lr: 1)));
        Assert.Equal(3, optimizer.Groups.Count);
    }

    [Fact]
    public void A_group_inherits_what_it_does_not_set()
    {
        var decays = new AdamW(new AdamGroup([Leaf(1)]));
        Assert.Equal((1e-3, 0.01, 1e-8), (decays.Groups[0].Lr, decays.Groups[0].WeightDecay, decays.Groups[0].Eps));
        Assert.Equal(0, new Adam(new AdamGroup([Leaf(1)])).Groups[0].WeightDecay);

        var optimizer = new AdamW([new AdamGroup([Leaf(1)], lr: 0.5), new AdamGroup([Leaf(1)]) { WeightDecay = 0, AmsGrad = false }],
            lr: 0.25, betas: (0.5, 0.75), weightDecay: 0.125, amsGrad: true);
        optimizer.AddGroup(new AdamGroup([Leaf(1)]) { Betas = (0, 0) });
        Assert.Equal([0.5, 0.25, 0.25], optimizer.Groups.Select(g => g.Lr));
        Assert.Equal([0.125, 0, 0.125], optimizer.Groups.Select(g => g.WeightDecay));
        Assert.Equal([true, false, true], optimizer.Groups.Select(g => g.AmsGrad));
        Assert.Equal([(0.5, 0.75), (0.5, 0.75), (0.0, 0.0)], optimizer.Groups.Select(g => g.Betas));

        Assert.Equal(0.3, new Sgd([new SgdGroup([Leaf(1)])], lr: 0.3).Groups[0].Lr);
        Assert.Contains("Lr has no default", Assert.Throws<ArgumentException>(() => new Sgd(new SgdGroup([Leaf(1)]))).Message);
        Assert.Throws<ArgumentException>(() => new Sgd([new SgdGroup([Leaf(1)]) { Nesterov = true }], lr: 0.1));
        Assert.True(new Sgd([new SgdGroup([Leaf(1)]) { Nesterov = true }], lr: 0.1, momentum: 0.9).Groups[0].Nesterov);
        Assert.Throws<ArgumentException>(() => new Adam(new AdamGroup([])));
    }

    [Fact]
    public void Hyper_parameters_are_checked()
    {
        Tensor[] p = [Leaf(1)];
        foreach (double wrong in (double[])[-1, double.NaN, double.PositiveInfinity])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(p, wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(p, 0.1, momentum: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(p, 0.1, weightDecay: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(p, wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(p, eps: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(p, weightDecay: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(p, betas: (wrong, 0.9)));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(p, betas: (0.9, wrong)));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(p, betas: (1, 0.9)));
        foreach (double wrong in (double[])[-1, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(p, alpha: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(p, momentum: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad(p, lrDecay: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad(p, initialAccumulatorValue: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adadelta(p, rho: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new Adamax(p, eps: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new NAdam(p, momentumDecay: wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new RAdam(p, weightDecay: wrong));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new Rprop(p, etas: (0, 1.2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Asgd(p, lambd: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Asgd(p, t0: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lion(p, betas: (1, 0.9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lion(p, weightDecay: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rprop(p, etas: (0.5, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rprop(p, stepSizes: (-1, 1)));
        Assert.Throws<ArgumentException>(() => new Rprop(p, stepSizes: (2, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adadelta(p, rho: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(p, 0.1, dampening: double.NaN));
        Assert.Throws<ArgumentException>(() => new Sgd(p, 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => new Sgd(p, 0.1, momentum: 0.9, dampening: 0.1, nesterov: true));
        var optimizer = new Sgd(p, 0.1);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Groups[0].Lr = -1);
        Assert.Equal(0.1, optimizer.Groups[0].Lr);
    }

    [Fact]
    public void Parameters_are_checked()
    {
        Tensor p = Leaf(2);
        Assert.Throws<ArgumentException>(() => new Sgd([], 0.1));
        Assert.Throws<ArgumentException>(() => new Sgd());
        Assert.Throws<ArgumentException>(() => new Sgd([p, p], 0.1));
        Assert.Throws<ArgumentException>(() => new Adam(new AdamGroup([p]), new AdamGroup([p])));
        Assert.Throws<GraphException>(() => new Adam([p * 2]));
        Assert.Throws<GraphException>(() => new Adam([Tensor.Ones([1]).Expand(3)]));
        Assert.Throws<DTypeException>(() => new Adam([Tensor.Arange(3)]));
    }

    [Fact]
    public void ZeroGrad_forgets_or_fills()
    {
        Tensor p = Leaf(2);
        var optimizer = new Sgd([p], 0.1);
        p.Grad = Tensor.Ones([2]);
        optimizer.ZeroGrad(setToNull: false);
        Assert.Equal([0, 0], p.Grad!.ToArray<int>());
        optimizer.ZeroGrad();
        Assert.Null(p.Grad);
    }

    [Fact]
    public void The_state_dict_has_PyTorchs_names()
    {
        Tensor p = Leaf(2);
        p.Grad = Tensor.Ones([2]);
        var adam = new Adam([p], amsGrad: true);
        adam.Step();
        Assert.Equal(
            [
                "state.0.step", "state.0.exp_avg", "state.0.exp_avg_sq", "state.0.max_exp_avg_sq",
                "param_groups.0.lr", "param_groups.0.beta1", "param_groups.0.beta2", "param_groups.0.eps",
                "param_groups.0.weight_decay", "param_groups.0.amsgrad", "param_groups.0.maximize",
            ],
            adam.StateDict().Keys);
        Assert.Equal(1e-3, adam.StateDict()["param_groups.0.lr"].Item());
    }

    [Fact]
    public void A_state_dict_that_does_not_fit_lists_everything_and_changes_nothing()
    {
        Tensor p = Leaf(2);
        p.Grad = Tensor.Ones([2]);
        var adam = new Adam([p], lr: 0.1);
        adam.Step();
        OrderedDictionary<string, Tensor> good = adam.StateDict(), bad = adam.StateDict();
        bad["param_groups.0.lr"] = Tensor.Scalar(5);
        bad["state.0.exp_avg"] = Tensor.Ones([3]);
        bad.Remove("param_groups.0.eps");
        bad.Add("state.1.step", Tensor.Scalar(1));
        string message = Assert.Throws<StateDictException>(() => adam.LoadStateDict(bad)).Message;
        Assert.Contains("param_groups.0.eps is missing", message);
        Assert.Contains("state.0.exp_avg is [3]", message);
        Assert.Contains("state.1.step is not expected", message);
        bad = adam.StateDict();
        bad["param_groups.0.lr"] = Tensor.Scalar(-5);
        Assert.Contains("param_groups.0.lr must be a finite number of at least 0, not -5", Assert.Throws<StateDictException>(() => adam.LoadStateDict(bad)).Message);
        Assert.Equal(0.1, adam.Groups[0].Lr);
        Assert.Equal(good["state.0.exp_avg"].ToArray<float>(), adam.StateDict()["state.0.exp_avg"].ToArray<float>());
    }

    public static TheoryData<string, double[]?, string> WrongNumbers() => new()
    {
        { "state.0.step", [-1], "state.0.step must be a whole number" },
        { "state.0.step", [1.5], "state.0.step must be a whole number" },
        { "state.0.step", [double.NaN], "state.0.step must be a whole number" },
        { "state.0.step", [double.PositiveInfinity], "state.0.step must be a whole number" },
        { "state.0.step", [1e300], "state.0.step must be a whole number" },
        { "state.0.step", [1, 2], "state.0.step is float64[2]: it must be one number" },
        { "state.0.step", null, "state.0.step is null" },
        { "state.0.exp_avg", null, "state.0.exp_avg is null" },
        { "param_groups.0.maximize", [2], "param_groups.0.maximize must be 0 or 1, not 2" },
        { "param_groups.0.amsgrad", [0.5], "param_groups.0.amsgrad must be 0 or 1, not 0.5" },
        { "param_groups.0.amsgrad", [double.NaN], "param_groups.0.amsgrad must be 0 or 1, not NaN" },
        { "param_groups.0.eps", [double.NaN], "param_groups.0.eps must be a finite number of at least 0, not NaN" },
        { "param_groups.0.beta2", [1], "param_groups.0.beta2 must be at least 0 and below 1, not 1" },
        { "param_groups.0.lr", null, "param_groups.0.lr is null" },
    };

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public void A_number_that_cannot_be_is_refused_and_nothing_changes(string name, double[]? numbers, string message)
    {
        Tensor p = Leaf(2);
        p.Grad = Tensor.Ones([2]);
        Adam adam = new([p], lr: 0.1), other = new([p], lr: 0.2, maximize: true);
        adam.Step();
        for (int i = 0; i < 3; i++) other.Step();
        OrderedDictionary<string, Tensor> wrong = other.StateDict(), before = Copy(adam.StateDict());
        wrong[name] = numbers is null ? null! : Tensor.Create(numbers, numbers.Length == 1 ? Shape.Create([]) : Shape.Create([numbers.Length]));
        string complaint = Assert.Throws<StateDictException>(() => adam.LoadStateDict(wrong)).Message;
        Assert.EndsWith("does not fit this Adam: " + message, complaint[..Math.Min(complaint.Length, complaint.IndexOf(message, StringComparison.Ordinal) + message.Length)]);
        Assert.DoesNotContain(";", complaint);
        OrderedDictionary<string, Tensor> after = adam.StateDict();
        Assert.Equal(before.Keys, after.Keys);
        foreach ((string key, Tensor value) in before) Assert.Equal(value.ToArray<double>(), after[key].ToArray<double>());

        static OrderedDictionary<string, Tensor> Copy(OrderedDictionary<string, Tensor> state) => new(state.Select(s => KeyValuePair.Create(s.Key, s.Value.Clone())));
    }

    [Fact]
    public void Hyper_parameters_that_contradict_each_other_are_refused_in_a_state_dict()
    {
        var sgd = new Sgd([Leaf(1)], lr: 0.1, momentum: 0.9, nesterov: true);
        OrderedDictionary<string, Tensor> state = sgd.StateDict();
        state["param_groups.0.momentum"] = Tensor.Scalar(0);
        Assert.Contains("param_groups.0: sgd: nesterov needs momentum", Assert.Throws<StateDictException>(() => sgd.LoadStateDict(state)).Message);
        Assert.Equal(0.9, sgd.Groups[0].Momentum);
    }

    [Fact]
    public void A_state_dict_with_values_that_cannot_be_is_refused_and_changes_nothing()
    {
        Tensor p = Leaf(2);
        p.Grad = Tensor.Ones([2]);
        var adam = new Adam([p], lr: 0.1);
        adam.Step();
        float[] moment = adam.StateDict()["state.0.exp_avg"].ToArray<float>();
        Tensor ended, endedStep;
        using (new TensorScope()) (ended, endedStep) = (Tensor.Ones([2]) * 3, Tensor.Ones([]) * 3);
        (string Name, Tensor? Value)[] wrong =
        [
            ("state.0.step", Tensor.Scalar(-1.0)), ("state.0.step", Tensor.Scalar(1.5)), ("state.0.step", Tensor.Scalar(double.NaN)),
            ("state.0.step", Tensor.Scalar(1e300, DType.Float64)), ("state.0.step", Tensor.Ones([2])), ("state.0.step", null), ("state.0.step", endedStep),
            ("state.0.exp_avg", null), ("state.0.exp_avg", ended), ("param_groups.0.lr", null), ("param_groups.0.lr", endedStep),
            ("param_groups.0.amsgrad", Tensor.Scalar(2)), ("param_groups.0.amsgrad", Tensor.Scalar(double.NaN)),
        ];
        foreach ((string name, Tensor? value) in wrong)
        {
            OrderedDictionary<string, Tensor> bad = adam.StateDict();
            bad[name] = value!;
            Assert.Contains(name, Assert.Throws<StateDictException>(() => adam.LoadStateDict(bad)).Message);
            OrderedDictionary<string, Tensor> now = adam.StateDict();
            Assert.Equal(moment, now["state.0.exp_avg"].ToArray<float>());
            Assert.Equal((1, 0.1, 0), (now["state.0.step"].Item(), now["param_groups.0.lr"].Item(), now["param_groups.0.amsgrad"].Item()));
        }

        adam.LoadStateDict(adam.StateDict());
    }

    [Fact]
    public void Loading_copies_the_state()
    {
        Tensor p = Leaf(2);
        p.Grad = Tensor.Ones([2]);
        Adam from = new([p]), to = new([p]);
        from.Step();
        OrderedDictionary<string, Tensor> state = from.StateDict();
        to.LoadStateDict(state);
        from.Step();
        Assert.NotEqual(state["state.0.exp_avg"].ToArray<float>(), to.StateDict()["state.0.exp_avg"].ToArray<float>());
    }

    [Fact]
    public void Steps_allocate_nothing_after_the_first()
    {
        foreach (Func<Tensor[], Optimizer> make in All)
        {
            Tensor[] parameters = [.. Enumerable.Range(0, 20).Select(_ => Leaf(50))];
            foreach (Tensor p in parameters) p.Grad = Tensor.Ones([50]);
            Optimizer optimizer = make(parameters);
            for (int i = 0; i < 3; i++) optimizer.Step();
            long before = GC.GetAllocatedBytesForCurrentThread();
            optimizer.Step();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void A_formula_of_ones_own_is_one_class()
    {
        Tensor p = Leaf(3);
        p.Grad = Tensor.Create([2f, -3, 0]);
        new SignDescent(new SgdGroup([p], lr: 0.5)).Step();
        Assert.Equal([0.5f, 1.5f, 1], p.ToArray<float>());
    }

    private static Tensor Leaf(int size) => Tensor.Ones([size], requiresGrad: true);

    private sealed class SignDescent(SgdGroup group) : Optimizer<SgdGroup>(group)
    {
        protected override IReadOnlyList<string> StateNames => [];

        protected override void Update(SgdGroup group, Tensor parameter, Tensor gradient, ParameterState state) =>
            parameter.Sub_(gradient.Sign() * group.Lr);
    }
}
