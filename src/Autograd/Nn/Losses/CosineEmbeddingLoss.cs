namespace Autograd.Nn;

/// <summary>How far the directions of two vectors are from what a target says: see <see cref="F.CosineEmbeddingLoss"/>.</summary>
/// <param name="margin">The cosine that unlike pairs may have.</param>
/// <param name="reduction">How the losses are reduced.</param>
public sealed class CosineEmbeddingLoss(double margin = 0, Reduction reduction = Reduction.Mean) : Module<Tensor, Tensor, Tensor, Tensor>
{
    /// <summary>How the losses are reduced.</summary>
    public Reduction Reduction { get; } = reduction;

    /// <summary>Computes the loss: a single number, unless the reduction is <see cref="Reduction.None"/>.</summary>
    /// <param name="input1">[batch, size], or [size] for one pair. Floating.</param>
    /// <param name="input2">A tensor of as many dimensions; the sizes broadcast.</param>
    /// <param name="target">1 for a pair that should be alike, −1 for one that should not: [batch], or [].</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    protected override Tensor Forward(Tensor input1, Tensor input2, Tensor target) =>
        F.CosineEmbeddingLoss(input1, input2, target, margin, Reduction);
}
