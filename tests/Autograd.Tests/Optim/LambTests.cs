using Autograd.Optim;

namespace Autograd.Tests.Optim;

/// <summary>What only LAMB does: the length of its step is a share of the whole parameter's.</summary>
public sealed class LambTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void A_step_is_as_long_as_the_rates_share_of_the_parameter(double weightDecay, bool maximize)
    {
        foreach (double size in (double[])[1e-3, 1, 1e3])
        {
            Tensor start = Random(1, 3, 4) * size, p = Leaf(start.Clone());
            p.Grad = Random(2, 3, 4);
            new Lamb([p], lr: 0.25, weightDecay: weightDecay, maximize: maximize).Step();
            Assert.Equal(0.25, ((p.Detach() - start).Norm() / start.Norm()).Item(), 1e-12);
        }
    }

    [Fact]
    public void Tensors_have_lengths_of_their_own()
    {
        Tensor small = Leaf(Tensor.Full([4], 0.5, DType.Float64)), large = Leaf(Tensor.Full([4], 8, DType.Float64));
        small.Grad = large.Grad = Tensor.Ones([4], DType.Float64);
        new Lamb([small, large], lr: 0.5, weightDecay: 0).Step();
        Assert.All(small.ToArray<double>(), x => Assert.Equal(0.25, x, 1e-12));
        Assert.All(large.ToArray<double>(), x => Assert.Equal(4, x, 1e-12));
    }

    /// <summary>A bias that starts as zeros must be able to leave them.</summary>
    [Fact]
    public void A_parameter_of_zeros_takes_the_step_of_Adam()
    {
        Tensor lamb = Leaf(Tensor.Zeros([5], DType.Float64)), adam = Leaf(Tensor.Zeros([5], DType.Float64));
        lamb.Grad = adam.Grad = Random(1, 5);
        new Lamb([lamb], lr: 0.1).Step();
        new Adam([adam], lr: 0.1, eps: 1e-6).Step();
        Assert.All(lamb.ToArray<double>().Zip(adam.ToArray<double>()), pair => Assert.Equal(pair.Second, pair.First, 1e-14));
        Assert.All(lamb.ToArray<double>(), x => Assert.NotEqual(0, x));
    }

    [Fact]
    public void An_update_of_zeros_leaves_the_parameter()
    {
        Tensor p = Leaf(Tensor.Ones([3])), none = Leaf(Tensor.Ones([0]));
        (p.Grad, none.Grad) = (Tensor.Zeros([3]), Tensor.Zeros([0]));
        new Lamb([p, none], weightDecay: 0).Step();
        Assert.Equal([1, 1, 1], p.ToArray<int>());
    }

    /// <summary>A large parameter is updated in parts, by several threads; this is the formula over all of it at once.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(100_003)]
    public void Steps_are_those_of_the_formula_in_tensor_operations(int length)
    {
        Tensor p = Leaf(Random(1, length)), m = Tensor.Zeros([length], DType.Float64), v = m.Clone(), x = p.Detach().Clone();
        var optimizer = new Lamb([p], lr: 0.1, betas: (0.8, 0.9), eps: 1e-3, weightDecay: 0.2);
        var generator = new Generator(3);
        for (int t = 1; t <= 3; t++)
        {
            Tensor g = Tensor.Randn([length], DType.Float64, generator: generator);
            p.Grad = g;
            optimizer.Step();
            m = (m * 0.8) + (g * 0.2);
            v = (v * 0.9) + (g.Square() * 0.1);
            Tensor u = ((m / (1 - Math.Pow(0.8, t))) / ((v / (1 - Math.Pow(0.9, t))).Sqrt() + 1e-3)) + (x * 0.2);
            x -= u * (0.1 * x.Norm() / u.Norm());
        }

        Assert.Equal(0, (p.Detach() - x).Abs().Max().Item(), 1e-12);
    }

    [Fact]
    public void A_transposed_parameter_takes_the_same_step()
    {
        Tensor start = Random(1, 3, 4), grad = Random(2, 3, 4), plain = Leaf(start.Clone()), turned = Leaf(start.T.Clone().T);
        Assert.False(turned.IsContiguous);
        (plain.Grad, turned.Grad) = (grad, grad.T.Clone().T);
        Lamb one = new([plain]), other = new([turned]);
        for (int i = 0; i < 2; i++)
        {
            one.Step();
            other.Step();
        }

        Assert.Equal(0, (plain.Detach() - turned.Detach()).Abs().Max().Item(), 1e-15);
        Assert.NotEqual(start.ToArray<double>(), plain.ToArray<double>());
    }

    [Fact]
    public void A_parameter_without_gradient_is_left_alone_and_its_count_stands()
    {
        Tensor with = Leaf(Tensor.Ones([2])), without = Leaf(Tensor.Ones([2]));
        with.Grad = Tensor.Ones([2]);
        var lamb = new Lamb([with, without]);
        lamb.Step();
        lamb.Step();
        Assert.Equal([1, 1], without.ToArray<int>());
        Assert.Equal(0, without.Version);
        OrderedDictionary<string, Tensor> state = lamb.StateDict();
        Assert.Equal(2, state["state.0.step"].Item());
        Assert.Equal(
            [
                "state.0.step", "state.0.exp_avg", "state.0.exp_avg_sq", "param_groups.0.lr", "param_groups.0.beta1", "param_groups.0.beta2",
                "param_groups.0.eps", "param_groups.0.weight_decay", "param_groups.0.maximize",
            ],
            state.Keys);
    }

    [Fact]
    public void State_made_in_a_scope_stays()
    {
        Tensor p = Leaf(Tensor.Ones([3, 4]));
        var lamb = new Lamb([p]);
        for (int i = 0; i < 3; i++)
        {
            using var scope = new TensorScope();
            p.Grad = Tensor.Ones([3, 4]);
            lamb.Step();
        }

        Assert.All(lamb.StateDict().Values, tensor => Assert.All(tensor.ToArray<double>(), x => Assert.True(double.IsFinite(x))));
        Assert.Equal(Math.Pow(1 - 1e-3, 3), p.Detach()[0, 0].Item(), 1e-6); // shrinks by lr at every step, as all its elements are equal
    }

    [Fact]
    public void Groups_inherit_and_hyper_parameters_are_checked()
    {
        Tensor[] p = [Leaf(Tensor.Ones([1]))];
        var lamb = new Lamb([new LambGroup(p) { WeightDecay = 0 }, new LambGroup([Leaf(Tensor.Ones([1]))], lr: 0.5)], lr: 0.25, betas: (0.5, 0.75), eps: 0.125);
        Assert.Equal([(0.25, 0.0), (0.5, 0.01)], lamb.Groups.Select(g => (g.Lr, g.WeightDecay)));
        Assert.All(lamb.Groups, g => Assert.Equal(((0.5, 0.75), 0.125, false), (g.Betas, g.Eps, g.Maximize)));
        LambGroup defaults = new Lamb(new LambGroup(p)).Groups[0];
        Assert.Equal((1e-3, (0.9, 0.999), 1e-6, 0.01), (defaults.Lr, defaults.Betas, defaults.Eps, defaults.WeightDecay));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lamb(p, lr: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lamb(p, betas: (1, 0.9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lamb(p, betas: (0.9, double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lamb(p, eps: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lamb(p, weightDecay: double.PositiveInfinity));
    }

    private static Tensor Random(ulong seed, params int[] sizes) => Tensor.Randn(Shape.Create(sizes), DType.Float64, generator: new Generator(seed));

    private static Tensor Leaf(Tensor values)
    {
        Tensor leaf = values.Detach();
        leaf.RequiresGrad = true; // shares the memory of the values: what compares with them keeps a copy
        return leaf;
    }
}
