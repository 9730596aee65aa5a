using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The lower triangle of each matrix in the last two dimensions, 0 elsewhere. Gradient: grad in the triangle.</summary>
    /// <param name="diagonal">The last diagonal that is kept: 0 for the main one, positive above it.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ShapeException">The tensor has fewer than two dimensions.</exception>
    public Tensor Tril(int diagonal = 0) => TriangleOp.Of("tril", this, upper: false, diagonal).Apply(this);

    /// <summary>Fills each matrix with 0 above a diagonal.</summary>
    /// <inheritdoc cref="Tril(int)"/>
    public Tensor Tril_(int diagonal = 0) => Triangle_(TriangleOp.Of("tril_", this, upper: false, diagonal));

    /// <summary>The upper triangle of each matrix in the last two dimensions, 0 elsewhere. Gradient: grad in the triangle.</summary>
    /// <param name="diagonal">The first diagonal that is kept: 0 for the main one, positive above it.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ShapeException">The tensor has fewer than two dimensions.</exception>
    public Tensor Triu(int diagonal = 0) => TriangleOp.Of("triu", this, upper: true, diagonal).Apply(this);

    /// <summary>Fills each matrix with 0 below a diagonal.</summary>
    /// <inheritdoc cref="Triu(int)"/>
    public Tensor Triu_(int diagonal = 0) => Triangle_(TriangleOp.Of("triu_", this, upper: true, diagonal));

    private Tensor Triangle_(TriangleOp op)
    {
        if (!Layout.MayOverlap) return InPlace.Apply(op, this, this);
        // In an expanded matrix an element becomes 0 if any of its repetitions does.
        return MaskedFill_(op.Fresh().Apply(Ones(Shape, DType.Bool)).Eq(0), 0);
    }

    /// <inheritdoc cref="Tril(int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="diagonal">The last diagonal that is kept: 0 for the main one, positive above it.</param>
    public static Tensor Tril(Tensor input, int diagonal = 0) => input.NotNull().Tril(diagonal);

    /// <inheritdoc cref="Triu(int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="diagonal">The first diagonal that is kept: 0 for the main one, positive above it.</param>
    public static Tensor Triu(Tensor input, int diagonal = 0) => input.NotNull().Triu(diagonal);
}

internal sealed class TriangleOp(bool upper, int diagonal) : Op
{
    public override string Name => upper ? "triu" : "tril";

    /// <summary>The operation for a tensor, which must have at least two dimensions.</summary>
    /// <param name="op">The operation's name, for messages.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="upper">True keeps the upper triangle.</param>
    /// <param name="diagonal">The diagonal that bounds the triangle.</param>
    public static TriangleOp Of(string op, Tensor x, bool upper, int diagonal) =>
        x.Rank >= 2
            ? new TriangleOp(upper, diagonal)
            : throw new ShapeException($"{op}: a triangle is part of a matrix, and the shape {x.Shape} has fewer than two dimensions");

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = inputs[0].CopyData();
        y.Device.KeepTriangle(upper, diagonal, y.Raw);
        return y;
    }

    protected internal override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target) =>
        target.Device.KeepTriangle(upper, diagonal, target.Raw);

    protected internal override Tensor Vjp(int input, Tensor grad) => new TriangleOp(upper, diagonal).Apply(grad);
}
