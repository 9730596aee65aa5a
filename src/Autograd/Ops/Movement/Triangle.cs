namespace Autograd;

public partial class Tensor
{
    /// <summary>The lower triangle of each matrix in the last two dimensions, 0 elsewhere. Gradient: grad in the triangle.</summary>
    /// <param name="diagonal">The last diagonal that is kept: 0 the main one, above it positive.</param>
    /// <exception cref="ShapeException">The tensor has fewer than two dimensions.</exception>
    public Tensor Tril(int diagonal = 0) => MaskedFill(Above("tril", diagonal), 0);

    /// <summary>Fills each matrix with 0 above a diagonal.</summary>
    /// <inheritdoc cref="Tril"/>
    public Tensor Tril_(int diagonal = 0) => MaskedFill_(Above("tril_", diagonal), 0);

    /// <summary>The upper triangle of each matrix in the last two dimensions, 0 elsewhere. Gradient: grad in the triangle.</summary>
    /// <param name="diagonal">The first diagonal that is kept: 0 the main one, above it positive.</param>
    /// <exception cref="ShapeException">The tensor has fewer than two dimensions.</exception>
    public Tensor Triu(int diagonal = 0) => MaskedFill(Below("triu", diagonal), 0);

    /// <summary>Fills each matrix with 0 below a diagonal.</summary>
    /// <inheritdoc cref="Triu"/>
    public Tensor Triu_(int diagonal = 0) => MaskedFill_(Below("triu_", diagonal), 0);

    private Tensor Above(string op, int diagonal) => Offsets(op) > diagonal;

    private Tensor Below(string op, int diagonal) => Offsets(op) < diagonal;

    /// <summary>Column minus row: which diagonal each place of a matrix lies on.</summary>
    private Tensor Offsets(string op) =>
        Rank >= 2
            ? Arange(Shape[^1]) - Arange(Shape[^2]).Unsqueeze(1)
            : throw new ShapeException($"{op}: a triangle is part of a matrix, and the shape {Shape} has fewer than two dimensions");
}
