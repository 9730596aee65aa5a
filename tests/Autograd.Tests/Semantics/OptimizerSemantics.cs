using Autograd.Optim;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

/// <summary>One parameter that starts at 1, and given gradients: where each step leads.</summary>
public class OptimizerSemantics
{
    [Fact]
    [Semantics("sgd-momentum")]
    public void The_first_step_takes_the_gradient_undampened_and_the_later_ones_the_buffer()
    {
        Steps(p => new Sgd([p], 0.1), [1.0, 2], [0.9, 0.7]);
        Steps(p => new Sgd([p], 0.1, momentum: 0.9, dampening: 0.5), [1.0, 2], [0.9, 0.71]);
        Steps(p => new Sgd([p], 0.1, momentum: 0.9), [1.0, null, 2], [0.9, 0.9, 0.61]);
    }

    [Fact]
    [Semantics("sgd-weight-decay")]
    public void Sgd_adds_weight_decay_to_the_gradient() => Steps(p => new Sgd([p], 0.1, weightDecay: 0.5), [1.0, 2], [0.85, 0.6075]);

    [Fact]
    [Semantics("sgd-nesterov")]
    public void Nesterov_looks_ahead_and_needs_momentum_without_dampening()
    {
        Steps(p => new Sgd([p], 0.1, momentum: 0.9, nesterov: true), [1.0, 2], [0.81, 0.349]);
        Steps(p => new Sgd([p], 0.1, momentum: 0.9, weightDecay: 0.5, nesterov: true), [1.0, 2], [0.715, 0.1455749999999999]);
        Assert.Throws<ArgumentException>(() => new Sgd([Leaf(1)], 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => new Sgd([Leaf(1)], 0.1, momentum: 0.9, dampening: 0.1, nesterov: true));
    }

    [Fact]
    [Semantics("sgd-rate-outside")]
    public void The_learning_rate_stays_outside_the_buffer()
    {
        Tensor p = Leaf(1);
        var sgd = new Sgd([p], 0.1, momentum: 0.9);
        p.Grad = Tensor.Ones([1], DType.Float64);
        sgd.Step();
        sgd.Groups[0].Lr = 0.01;
        sgd.Step();
        Equal([0.881], p);
    }

    [Fact]
    [Semantics("adam")]
    public void Adam_adds_eps_outside_the_corrected_root_and_decays_through_the_gradient()
    {
        Steps(p => new Adam([p], 0.1), [1.0, 2], [0.900000001, 0.8034817990281663]);
        Steps(p => new Adam([p], 0.1, eps: 1), [1.0, 2], [0.95, 0.8908720105358283]);
        Steps(p => new Adam([p], 0.1, weightDecay: 0.5), [1.0, 2], [0.9000000006666666, 0.8015529213562756]);
        Steps(p => new Adam([p], 0.1, amsGrad: true), [2.0, 0.1], [0.9000000005, 0.8293599629360613]);
    }

    [Fact]
    [Semantics("adamw")]
    public void AdamW_shrinks_the_parameter_first_by_default_with_0_01()
    {
        Steps(p => new AdamW([p], 0.1), [1.0, 2], [0.899000001, 0.8015827990271663]);
        Steps(p => new AdamW([p], 0.1, weightDecay: 0.5), [1.0, 2], [0.850000001, 0.7109817989781663]);
        Steps(p => new AdamW([p], 0.1, amsGrad: true), [2.0, 0.1], [0.8990000005, 0.8274609629355613]);
    }

    [Fact]
    [Semantics("null-gradients-are-skipped")]
    public void A_parameter_without_gradient_is_skipped_and_its_count_stands() =>
        Steps(p => new Adam([p], 0.1), [1.0, null, 2], [0.900000001, 0.900000001, 0.8034817990281663]);

    [Fact]
    [Semantics("rmsprop")]
    public void RmsProp_adds_eps_outside_the_root_and_may_be_centred_with_momentum()
    {
        Steps(p => new RmsProp([p], 0.1), [1.0, 2], [9.99999903994464e-08, -0.8953228219915412]);
        Steps(p => new RmsProp([p], 0.1, eps: 1), [1.0, 2], [0.9090909090909091, 0.7456098184766341]);
        Steps(p => new RmsProp([p], 0.1, weightDecay: 0.5), [1.0, 2], [6.666666252375109e-08, -0.8014438056963598]);
        Steps(p => new RmsProp([p], 0.1, momentum: 0.9, centered: true), [1.0, 2], [-0.005037714249120796, -1.8130242996142267]);
    }

    [Fact]
    [Semantics("adagrad")]
    public void Adagrad_adds_1e_minus_10_outside_the_root()
    {
        Steps(p => new Adagrad([p], 0.1), [0.0, 1e-10], [1, 0.95]);
        Steps(p => new Adagrad([p], 0.1), [1.0, 2], [0.90000000001, 0.8105572809140085]);
        Steps(p => new Adagrad([p], 0.1, lrDecay: 0.5, weightDecay: 0.5), [1.0, 2], [0.9000000000066667, 0.8431432464035404]);
    }

    [Fact]
    [Semantics("clipping")]
    public void Clipping_scales_the_gradients_at_most_by_one_and_gives_the_norm_before()
    {
        Tensor p = Leaf(0, 0);
        p.Grad = Tensor.Create([3.0, 4]);
        Assert.Equal(5, ClipGrad.Norm([p], 1));
        Equal([0.599999880000024, 0.799999840000032], p.Grad, 1e-14);
        p.Grad = Tensor.Create([0.3, 0.4]);
        ClipGrad.Norm([p], 1);
        Equal([0.3, 0.4], p.Grad);
        p.Grad = Tensor.Create([3.0, -4]);
        ClipGrad.Value([p], 3.5);
        Equal([3, -3.5], p.Grad);
    }

    [Fact]
    [Semantics("clipping")]
    public void Clipping_takes_the_norm_over_all_parameters_and_any_order_of_norm()
    {
        Tensor p = Leaf(0, 0), q = Leaf(0), none = Leaf(0);
        p.Grad = Tensor.Create([3.0, -4]);
        q.Grad = Tensor.Create([12.0]);
        Assert.Equal(13, ClipGrad.Norm([p, none, q], 1));
        Equal([0.23076921301775288, -0.3076922840236705], p.Grad, 1e-14);
        Equal([0.9230768520710115], q.Grad, 1e-14);
        Assert.Null(none.Grad);
        p.Grad = Tensor.Create([3.0, -4]);
        Assert.Equal(4, ClipGrad.Norm([p], 1, double.PositiveInfinity));
        Equal([0.7499998125000469, -0.9999997500000625], p.Grad, 1e-14);
        p.Grad = Tensor.Create([3.0, -4]);
        Assert.Equal(7, ClipGrad.Norm([p], 1, 1));
        Equal([0.42857136734694745, -0.57142848979593], p.Grad, 1e-14);
        Assert.Equal(0, ClipGrad.Norm([none], 1));
    }

    private static void Steps(Func<Tensor, Optimizer> make, double?[] gradients, double[] expected)
    {
        Tensor p = Leaf(1);
        Optimizer optimizer = make(p);
        for (int i = 0; i < gradients.Length; i++)
        {
            p.Grad = gradients[i] is { } g ? Tensor.Create([g]) : null;
            optimizer.Step();
            Equal([expected[i]], p, 1e-12);
        }
    }
}
