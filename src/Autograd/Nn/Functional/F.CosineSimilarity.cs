namespace Autograd.Nn;

public static partial class F
{
    /// <summary>
    /// The cosine of the angle between vectors: Σ x1·x2 / (max(|x1|, eps) · max(|x2|, eps)) along a dimension. The two broadcast.
    /// </summary>
    /// <param name="x1">The first vectors. Floating.</param>
    /// <param name="x2">The second.</param>
    /// <param name="dim">The dimension along which the vectors run.</param>
    /// <param name="eps">The smallest length to divide by.</param>
    /// <returns>The common shape without the dimension. Gradient: as in PyTorch, the bound eps does not affect it.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dimension does not exist.</exception>
    /// <exception cref="DTypeException">The tensors are not floating.</exception>
    public static Tensor CosineSimilarity(Tensor x1, Tensor x2, int dim = 1, double eps = 1e-8)
    {
        x1.NotNull();
        x2.NotNull();
        DType type = Promotion.ResultType(x1, x2);
        if (!type.IsFloating())
            throw new DTypeException($"cosine_similarity: not defined for {type.Text()}; convert with To(DType.Float32)");
        (x1, x2) = Broadcasting.Align("cosine_similarity", x1, x2, type);
        return ((x1 / Length(x1, dim, eps)) * (x2 / Length(x2, dim, eps))).Sum(dim);
    }

    private static Tensor Length(Tensor x, int dim, double eps)
    {
        Tensor squared = x.Square().Sum(dim, keepDim: true);
        if (!Scaling.AreFinite(squared))
        {
            // The squares exceed the dtype's range: factor the largest element out of each vector.
            Tensor factor = Scaling.Largest(x, Dims.Mark("cosine_similarity", x.Shape, [dim]));
            squared = (x / factor).Square().Sum(dim, keepDim: true);
            using (GradMode.NoGrad()) squared.Copy_(squared.Maximum((eps / factor).Square()));
            return squared.Sqrt() * factor;
        }

        // The lower bound applies to the value alone, so that the gradient is still that of a length (as in PyTorch 1.13).
        using (GradMode.NoGrad()) squared.Clamp_(min: eps * eps);
        return squared.Sqrt();
    }
}
