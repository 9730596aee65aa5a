using Autograd.Optim;

namespace Autograd.Tests.Optim;

public sealed class LbfgsTests
{
    /// <summary>
    /// PyTorch's points and number of evaluations: the second step ends where the loss changes by less than the tolerance.
    /// </summary>
    [Fact]
    public void Rosenbrocks_valley_ends_at_its_minimum()
    {
        Tensor x = Tensor.Create([-1.2, 1], requiresGrad: true);
        var optimizer = new Lbfgs([x], lineSearch: LineSearch.StrongWolfe);
        int calls = 0;
        double first = optimizer.Step(Closure).Item();
        Assert.Equal(24.2, first, 1e-12);
        GoldenJson.AssertClose([0.38062264334648777, 0.12491013187293636], x.ToArray<double>(), 1e-9, 0, "after one step");
        Assert.Equal(25, calls);
        optimizer.Step(Closure);
        GoldenJson.AssertClose([0.9999814210791366, 0.9999619651810989], x.ToArray<double>(), 1e-9, 0, "after two");
        Assert.Equal(44, calls);

        Tensor Closure()
        {
            calls++;
            optimizer.ZeroGrad();
            Tensor loss = (1 - x[0]).Square() + 100 * (x[1] - x[0].Square()).Square();
            loss.Backward();
            return loss;
        }
    }

    [Fact]
    public void A_step_without_a_closure_is_one_iteration_from_the_gradients_there()
    {
        Tensor one = Leaf(), other = Leaf();
        Lbfgs plain = new([one], lr: 0.1), closed = new([other], lr: 0.1, maxIter: 1);
        for (int i = 0; i < 4; i++)
        {
            plain.ZeroGrad();
            Loss(one).Backward();
            plain.Step();
            closed.Step(() =>
            {
                closed.ZeroGrad();
                Tensor loss = Loss(other);
                loss.Backward();
                return loss;
            });
            Assert.Equal(other.ToArray<double>(), one.ToArray<double>());
        }

        Assert.NotEqual(Leaf().ToArray<double>(), one.ToArray<double>());
        static Tensor Loss(Tensor x) => (x.Square().Square() + x).Sum();
    }

    [Fact]
    public void Arguments_and_parameters_are_checked()
    {
        Tensor p = Leaf();
        Assert.Throws<ArgumentException>(() => new Lbfgs([]));
        Assert.Throws<DTypeException>(() => new Lbfgs([p, Tensor.Ones([1], requiresGrad: true)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs([p], maxIter: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs([p], maxEval: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs([p], historySize: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs([p], toleranceGrad: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs([p], lineSearch: (LineSearch)7));
        Assert.Equal(25, new Lbfgs([p]).Groups[0].MaxEval);
    }

    [Fact]
    public void A_state_dict_that_does_not_fit_changes_nothing()
    {
        Tensor p = Leaf();
        var optimizer = new Lbfgs([p], lr: 0.5);
        for (int i = 0; i < 3; i++) optimizer.Step(() => Square(optimizer, p));
        OrderedDictionary<string, Tensor> good = optimizer.StateDict(), bad = optimizer.StateDict();
        bad["state.0.d"] = Tensor.Ones([9]);
        bad["param_groups.0.max_iter"] = Tensor.Scalar(2.5);
        bad.Remove("state.0.t");
        string message = Assert.Throws<StateDictException>(() => optimizer.LoadStateDict(bad)).Message;
        Assert.Contains("state.0.d is [9], and must be [3]", message);
        Assert.Contains("max_iter must be a whole number", message);
        Assert.Contains("state.0.t is missing", message);
        Assert.Equal(good.Keys, optimizer.StateDict().Keys);
        var other = new Lbfgs([p]);
        Assert.DoesNotContain(other.StateDict().Keys, key => key.StartsWith("state", StringComparison.Ordinal));
        optimizer.LoadStateDict(other.StateDict());
        Assert.Equal(other.StateDict().Keys, optimizer.StateDict().Keys);
    }

    [Fact]
    public void Steps_in_scopes_remember_what_they_need()
    {
        Tensor p = Leaf(), q = Leaf();
        Lbfgs scoped = new([p], lr: 0.3, maxIter: 3, lineSearch: LineSearch.StrongWolfe);
        Lbfgs plain = new([q], lr: 0.3, maxIter: 3, lineSearch: LineSearch.StrongWolfe);
        for (int i = 0; i < 4; i++)
        {
            using (new TensorScope()) scoped.Step(() => Square(scoped, p));
            plain.Step(() => Square(plain, q));
        }

        Assert.Equal(q.ToArray<double>(), p.ToArray<double>());
    }

    [Fact]
    public void Every_optimizer_takes_a_closure()
    {
        Tensor p = Leaf();
        var sgd = new Sgd([p], lr: 0.25);
        using (GradMode.NoGrad()) Assert.Equal(5.25, sgd.Step(() => Square(sgd, p)).Item());
        Assert.Equal([0.5, -1, 0.25], p.ToArray<double>());
    }

    private static Tensor Square(Optimizer optimizer, Tensor x)
    {
        optimizer.ZeroGrad();
        Tensor loss = x.Square().Sum();
        loss.Backward();
        return loss;
    }

    private static Tensor Leaf() => Tensor.Create([1, -2, 0.5], requiresGrad: true);
}
