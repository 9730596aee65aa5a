using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Applies an operation to this tensor, an index and a source. A scalar among them counts as a vector of one element, as in PyTorch.
    /// </summary>
    private Tensor ApplyIndexed(Op op, Tensor index, Tensor source) => AreVectors(index, source)
        ? op.Apply([AsVector(this), AsVector(index), AsVector(source)]).Reshape(Shape).AsResult()
        : op.Apply([this, index, source]);

    /// <summary>Applies such an operation in place.</summary>
    private Tensor ApplyIndexed_(Op op, Tensor index, Tensor source)
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
