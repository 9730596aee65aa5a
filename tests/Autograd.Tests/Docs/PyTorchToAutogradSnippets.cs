using Autograd.Data;
using Autograd.Metrics;
using Autograd.Nn;
using Autograd.Optim;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Docs;

/// <summary>The code of <c>docs/pytorch-to-autograd.md</c>, as it stands there, with what it says about the results checked.</summary>
[Collection(AloneCollection.Name)]
public class PyTorchToAutogradSnippets
{
    [Fact]
    public void Tensors()
    {
        Tensor x = Tensor.Arange(6).Reshape(2, 3).To(DType.Float32);
        Tensor row = x[0], last = x[^1], part = x[.., 1..3];
        part.Mul_(10);                      // a view: x changes too
        Tensor total = x.Sum(0);            // [3, 50, 70]
        (Tensor values, Tensor indices) = x.Max(1);

        Assert.Equal([0f, 10, 20], row.ToArray<float>());
        Assert.Equal([3f, 40, 50], last.ToArray<float>());
        Assert.Equal([3f, 50, 70], total.ToArray<float>());
        Assert.Equal([20f, 50], values.ToArray<float>());
        Assert.Equal([2L, 2], indices.ToArray<long>());
    }

    [Fact]
    public void Compound_assignment()
    {
        Tensor w = Tensor.Ones(2, 3, requiresGrad: true);
        (w * w).Sum().Backward();
        using (GradMode.NoGrad()) w -= 0.1 * w.Grad!;   // w itself: whoever holds it sees the step
        Tensor sum = 0;                                 // a number is whatever is added to it
        sum += w.Detach()[0];
        sum[0] *= 2;                                    // written into sum, once

        Assert.True(w.IsLeaf && w.RequiresGrad);
        Assert.All(w.ToArray<float>(), v => Assert.Equal(0.8f, v, 1e-6f));
        Assert.Equal([1.6f, 0.8f, 0.8f], sum.ToArray<float>().Select(v => MathF.Round(v, 5)));
    }

    [Fact]
    public void Gradients()
    {
        Tensor w = Tensor.Create([2.0, -1.0], requiresGrad: true);
        Tensor y = (w * w * w).Sum();
        Tensor first = Autodiff.Grad(y, w, createGraph: true);             // 3w²
        Tensor second = Autodiff.Grad(first.Sum(), w, retainGraph: true);  // 6w
        y.Backward();                                                      // w.Grad is 3w² now
        using (GradMode.NoGrad()) w.Sub_(w.Grad! * 0.1);

        Assert.Equal([12.0, 3], first.ToArray<double>());
        Assert.Equal([12.0, -6], second.ToArray<double>());
        Assert.Equal([12.0, 3], w.Grad!.ToArray<double>());
        Assert.Equal([2 - 12 * 0.1, -1 - 3 * 0.1], w.ToArray<double>());
    }

    [Fact]
    public void Modules_and_training()
    {
        var net = new TwoLayerNet(3, 8, 2);
        var data = new TensorDataset(Tensor.Randn([100, 3]), Tensor.RandInt(0, 2, [100]));
        var optimizer = new Adam(net.Parameters(), lr: 0.01);
        foreach ((Tensor inputs, Tensor targets) in new DataLoader(data, batchSize: 20, shuffle: true))
        {
            optimizer.ZeroGrad();
            F.CrossEntropy(net.Call(inputs), targets).Backward();
            optimizer.Step();
        }

        Assert.Equal(["linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias"], net.StateDict().Keys);
        Assert.All(net.Parameters(), p => Assert.NotNull(p.Grad));
    }

    [Fact]
    public void Schedules_clipping_accumulation_averages()
    {
        var net = new TwoLayerNet(3, 8, 2);
        Tensor samples = Tensor.Randn([20, 3]), labels = Tensor.RandInt(0, 2, [20]);
        var data = new TensorDataset(samples, labels);
        IReadOnlyList<Parameter> all = net.Parameters();
        IEnumerable<Tensor> body = all.Take(2), head = all.Skip(2);

        var optimizer = new AdamW([new AdamGroup(body), new AdamGroup(head, lr: 1e-2)], lr: 1e-3);
        var scheduler = new SequentialLR([new LinearLR(optimizer, 0.1, totalIters: 5), new CosineAnnealingLR(optimizer, tMax: 20)], milestones: [5]);
        var average = WeightAverage.Ema(net, decay: 0.9);
        const int parts = 4;                                               // one step for four batches
        for (int epoch = 0; epoch < 2; epoch++, scheduler.Step())
        {
            foreach ((int batch, (Tensor inputs, Tensor targets)) in new DataLoader(data, batchSize: 5, shuffle: true).Index())
            {
                (F.CrossEntropy(net.Call(inputs), targets) / parts).Backward();
                if ((batch + 1) % parts != 0) continue;
                ClipGrad.GroupNorms(optimizer, maxNorm: [1, 0.5]);         // or ClipGrad.Norm(net.Parameters(), 1): all together
                optimizer.Step();
                optimizer.ZeroGrad();
                average.Update();
            }
        }

        using (average.Use()) Accuracy.Score(labels, net.Call(samples).ArgMax(1));  // with the averaged weights

        Assert.Equal(2, average.Updates);
        GoldenJson.AssertClose([1e-3 * (0.1 + 0.9 * 2 / 5), 1e-2 * (0.1 + 0.9 * 2 / 5)], [.. optimizer.Groups.Select(g => g.Lr)], 1e-12, 0, "rates");
        GoldenJson.AssertClose([1e-3, 1e-2], [.. scheduler.BaseLrs], 0, 0, "base rates");
    }

    public sealed class TwoLayerNet : Module<Tensor, Tensor>
    {
        private readonly Linear _linear1, _linear2;

        public TwoLayerNet(int inputs, int hidden, int outputs)
        {
            _linear1 = AddModule("linear1", new Linear(inputs, hidden));
            _linear2 = AddModule("linear2", new Linear(hidden, outputs));
        }

        protected override Tensor Forward(Tensor x) => _linear2.Call(_linear1.Call(x).Relu());
    }
}
