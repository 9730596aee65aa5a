namespace Autograd.Examples.ReluFit.Lineage;

/// <summary>Random data and random weights to begin with: PyTorch's own numbers for the same seed.</summary>
internal sealed class LineageProblem
{
    public const int Batch = 64, Inputs = 1000, Hidden = 100, Outputs = 10;
    public const double LearningRate = 1e-6, AdamLearningRate = 1e-4;

    public LineageProblem(ulong seed, DType dtype)
    {
        Generator = new Generator(seed);
        DType = dtype;
        X = Tensor.Randn([Batch, Inputs], dtype, generator: Generator);
        Y = Tensor.Randn([Batch, Outputs], dtype, generator: Generator);
        W1 = Tensor.Randn([Inputs, Hidden], dtype, generator: Generator);
        W2 = Tensor.Randn([Hidden, Outputs], dtype, generator: Generator);
    }

    /// <summary>Where more random numbers come from.</summary>
    public Generator Generator { get; }

    public DType DType { get; }

    /// <summary>[64, 1000].</summary>
    public Tensor X { get; }

    /// <summary>[64, 10].</summary>
    public Tensor Y { get; }

    /// <summary>[1000, 100]: to copy, not to change.</summary>
    public Tensor W1 { get; }

    /// <summary>[100, 10]: to copy, not to change.</summary>
    public Tensor W2 { get; }

    /// <summary>The five forms, from the same start. The last draws weights of its own, so that it must come last.</summary>
    public ILineageForm[] Forms() =>
    [
        DType == DType.Float32 ? new ArraysByHand<float>(this) : new ArraysByHand<double>(this),
        new TensorsByHand(this),
        new AutogradByHand(this),
        new SequentialSgd(this),
        new ModuleAdam(this),
    ];
}
