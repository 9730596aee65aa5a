namespace Autograd.Benchmarks.Workloads;

/// <summary>Something both sides can do, made of the same random numbers.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Peer">The function of peers/pytorch.py that makes it.</param>
/// <param name="Size">The argument of both.</param>
/// <param name="Make">Makes our side; seeded with 0 before. The step returns what it computed.</param>
/// <param name="Target">At how many times PyTorch's speed the work is as fast as it should be.</param>
internal sealed record Workload(string Name, string Peer, int Size, Func<int, Func<Tensor>> Make, double Target = 1)
{
    /// <summary>Additions and multiplications of a step, where they are all that counts; else 0.</summary>
    public double Flops { get; init; }

    /// <summary>Part of the smoke test.</summary>
    public bool IsTiny { get; init; }

    /// <summary>Our side, from seed 0.</summary>
    public Func<Tensor> Start()
    {
        Generator.Default.ManualSeed(0);
        return Make(Size);
    }
}
