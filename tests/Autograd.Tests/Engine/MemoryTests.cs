using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Engine;

[Collection(AloneCollection.Name)]
public class MemoryTests
{
    [Fact]
    public void Ten_thousand_training_steps_keep_a_flat_working_set()
    {
        Tensor w = Tensor.Randn([64, 64], requiresGrad: true, generator: new Generator(0)), x = Tensor.Randn([16, 64], generator: new Generator(1));
        Train(1_000);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Train(10_000);
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(grown, long.MinValue, 1 << 20);

        void Train(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                w.Grad = null;
                x.MatMul(w).Tanh().Square().Mean().Backward();
                using (GradMode.NoGrad()) w.Sub_(w.Grad! * 0.01);
            }
        }
    }
}
