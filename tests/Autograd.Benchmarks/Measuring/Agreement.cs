using Autograd.Benchmarks.Workloads;

namespace Autograd.Benchmarks.Measuring;

/// <summary>Shows that both sides do the same work: from the same seed, their first steps compute the same.</summary>
internal static class Agreement
{
    private const int Steps = 4;
    private const double Tolerance = 1e-3; // float32 sums in another order, four updates in a row

    /// <summary>Compares the sides, both just started from seed 0.</summary>
    /// <exception cref="InvalidDataException">They differ, so that their times would say nothing.</exception>
    public static void Check(Workload workload, Func<Tensor> step, PyTorch peer)
    {
        double[] theirs = peer.Values(Steps);
        for (int i = 0; i < Steps; i++)
        {
            double ours = step().Detach().To(DType.Float64).Abs().Mean().Item();
            if (!(Math.Abs(ours - theirs[i]) <= Tolerance * Math.Abs(theirs[i])))
                throw new InvalidDataException($"{workload.Name}: step {i + 1} computes {ours} here and {theirs[i]} in PyTorch; the sides do not do the same work");
        }
    }
}
