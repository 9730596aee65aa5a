using Autograd.CustomOps;

namespace Autograd.Tests.Docs;

/// <summary>The calls of docs/adding-an-optimizer.md: an optimizer written by a user, who sees the public library alone.</summary>
public class AddingAnOptimizerSnippets
{
    [Fact]
    public void An_optimizer_of_ones_own()
    {
        Tensor w = Tensor.Create([1.0, -2], requiresGrad: true), b = Tensor.Create([0.5], requiresGrad: true);
        var signum = new Signum([new SignumGroup([w]), new SignumGroup([b], lr: 0.5) { WeightDecay = 0 }], lr: 0.25, weightDecay: 0.1);
        (w.Square().Sum() + b.Sum()).Backward();
        signum.Step(); // w is 1 − 0.25 · (1 + 0.1 · 1) and −2 + 0.25 · (1 + 0.1 · 2); b is 0.5 − 0.5 · 1

        GoldenJson.AssertClose([0.725, -1.7], w.ToArray<double>(), 1e-12, 0, "w");
        Assert.Equal([0.0], b.ToArray<double>());
    }

    [Fact]
    public void Everything_else_comes_with_it()
    {
        Tensor p = Tensor.Create([1f, -2, 3], requiresGrad: true);
        p.Grad = Tensor.Create([0.5f, -1, 0]);
        Signum from = new([new SignumGroup([p]) { Beta = 0.5 }], weightDecay: 0.125), to = new([new SignumGroup([p])]);
        from.Step();
        OrderedDictionary<string, Tensor> state = from.StateDict();
        Assert.Equal(
            ["state.0.step", "state.0.exp_avg", "param_groups.0.lr", "param_groups.0.beta", "param_groups.0.weight_decay"],
            state.Keys);
        to.LoadStateDict(state);
        Assert.Equal((1e-4, 0.5, 0.125), (to.Groups[0].Lr, to.Groups[0].Beta, to.Groups[0].WeightDecay));
        Assert.Throws<ArgumentOutOfRangeException>(() => to.Groups[0].Beta = 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Signum([new SignumGroup([p])], weightDecay: -1));

        long before = GC.GetAllocatedBytesForCurrentThread();
        from.Step();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 0);
    }
}
