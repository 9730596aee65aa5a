using BenchmarkDotNet.Attributes;

namespace Autograd.Benchmarks.Micro;

/// <summary>Products by shape, the transposed ones of a backward pass too.</summary>
[MemoryDiagnoser]
public class ProductBenchmarks
{
    private Tensor _a = Tensor.Zeros([]);
    private Tensor _b = Tensor.Zeros([]);
    private Tensor _bTransposed = Tensor.Zeros([]);
    private Tensor _aTransposed = Tensor.Zeros([]);

    /// <summary>Rows, inner size, columns.</summary>
    [Params("16,16,16", "64,1000,100", "100,784,100", "100,100,10", "512,512,512")]
    public string Shape { get; set; } = string.Empty;

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = Array.ConvertAll(Shape.Split(','), int.Parse);
        _a = Tensor.Randn([sizes[0], sizes[1]]);
        _b = Tensor.Randn([sizes[1], sizes[2]]);
        _aTransposed = Tensor.Randn([sizes[1], sizes[0]]).T;
        _bTransposed = Tensor.Randn([sizes[2], sizes[1]]).T;
    }

    [Benchmark(Baseline = true)]
    public Tensor Straight() => _a.MatMul(_b);

    [Benchmark]
    public Tensor LeftTransposed() => _aTransposed.MatMul(_b);

    [Benchmark]
    public Tensor RightTransposed() => _a.MatMul(_bTransposed);
}
