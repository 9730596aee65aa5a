using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Applies an operation of a tensor, an index and a source. Where one of them is a single number, it counts as a vector of one, as in
    /// PyTorch.
    /// </summary>
    private Tensor AtIndex(Op op, Tensor index, Tensor source) => AreVectors(index, source)
        ? op.Apply([AsVector(this), AsVector(index), AsVector(source)]).Reshape(Shape).AsResult()
        : op.Apply([this, index, source]);

    /// <summary>The same, written into this tensor.</summary>
    private Tensor AtIndex_(Op op, Tensor index, Tensor source)
    {
        if (!AreVectors(index, source)) return InPlace.Apply(op, this, this, index, source);
        Tensor vector = AsVector(this);
        InPlace.Apply(op, vector, vector, AsVector(index), AsVector(source));
        return this;
    }

    private bool AreVectors(Tensor index, Tensor source) =>
        Rank <= 1 && index.Rank <= 1 && source.Rank <= 1 && (Rank == 0 || index.Rank == 0 || source.Rank == 0);

    private static Tensor AsVector(Tensor x) => x.Rank == 0 ? x.Unsqueeze(0) : x;
}
