using BenchmarkDotNet.Attributes;

namespace Autograd.Benchmarks.Micro;

/// <summary>What one small operation costs: applied, recorded, and walked back.</summary>
[MemoryDiagnoser]
public class OperationBenchmarks
{
    private readonly Tensor _x = Tensor.Randn([16]);
    private readonly Tensor _leaf = Tensor.Randn([16], requiresGrad: true);

    [Benchmark]
    public Tensor Apply() => _x * 1.01;

    [Benchmark]
    public Tensor Record() => _leaf * 1.01;

    [Benchmark]
    public Tensor ApplyPair() => _x + _x;

    [Benchmark]
    public Tensor RecordPair() => _leaf + _leaf;

    [Benchmark]
    public Tensor? RecordAndWalkBack()
    {
        Tensor y = _leaf;
        for (int i = 0; i < 50; i++) y = y * 1.01 + 0.1;
        y.Sum().Backward();
        Tensor? grad = _leaf.Grad;
        _leaf.Grad = null;
        return grad;
    }

    [Benchmark]
    public Tensor View() => _x.Unsqueeze(0);
}
