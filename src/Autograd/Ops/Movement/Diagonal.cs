using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

public partial class Tensor
{
    /// <summary>A view of the diagonals of matrices, as the last dimension. Gradient: grad on the diagonal, 0 elsewhere.</summary>
    /// <param name="offset">Which diagonal: 0 for the main one, positive above it, negative below.</param>
    /// <param name="dim1">The dimension of the matrices' rows.</param>
    /// <param name="dim2">The dimension of their columns.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">The dimensions do not exist or are the same.</exception>
    public Tensor Diagonal(int offset = 0, int dim1 = 0, int dim2 = 1)
    {
        (int rows, int columns) = DiagonalOp.Plane("diagonal", Shape, dim1, dim2);
        return new DiagonalOp(Shape, offset, rows, columns).Apply(this);
    }

    /// <summary>Matrices of zeros with the last dimension on their diagonal. Gradient: grad on the diagonal.</summary>
    /// <param name="offset">Which diagonal: 0 for the main one, positive above it, negative below.</param>
    /// <param name="dim1">The dimension of the result that holds the matrices' rows.</param>
    /// <param name="dim2">The dimension that holds their columns.</param>
    /// <returns>The matrices.</returns>
    /// <exception cref="ShapeException">The tensor is a single number, or the dimensions do not exist or are the same.</exception>
    public Tensor DiagEmbed(int offset = 0, int dim1 = -2, int dim2 = -1)
    {
        if (Rank == 0) throw new ShapeException("diag_embed: a single number is not a diagonal; Reshape(1) it first");
        long grownSize = Shape[^1] + Math.Abs((long)offset);
        if (grownSize > Array.MaxLength)
        {
            throw new ShapeException(
                $"diag_embed: a diagonal at offset {offset} needs matrices of {grownSize} rows, more than a tensor can hold");
        }

        int size = (int)grownSize;
        Shape grown = [.. Shape.AsSpan()[..^1], size, size];
        (int rows, int columns) = DiagonalOp.Plane("diag_embed", grown, dim1, dim2);
        var sizes = new List<int>(Shape.ToArray()[..^1]);
        sizes.Insert(Math.Min(rows, columns), size);
        sizes.Insert(Math.Max(rows, columns), size);
        return new DiagEmbedOp(Shape.Adopt(sizes.ToArray()), offset, rows, columns).Apply(this);
    }

    /// <summary>
    /// The diagonal of a matrix, copied; or a matrix of zeros with a vector on its diagonal. Gradient: grad on the diagonal.
    /// </summary>
    /// <param name="offset">Which diagonal: 0 for the main one, positive above it, negative below.</param>
    /// <returns>The diagonal or the matrix.</returns>
    /// <exception cref="ShapeException">The tensor is neither a vector nor a matrix.</exception>
    public Tensor Diag(int offset = 0) => Rank switch
    {
        1 => DiagEmbed(offset),
        2 => Diagonal(offset).Clone(),
        _ => throw new ShapeException($"diag: takes a vector or a matrix, not {Shape}; Diagonal and DiagEmbed take more dimensions"),
    };

    /// <inheritdoc cref="Diagonal(int, int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="offset">Which diagonal: 0 for the main one, positive above it, negative below.</param>
    /// <param name="dim1">The dimension of the matrices' rows.</param>
    /// <param name="dim2">The dimension of their columns.</param>
    public static Tensor Diagonal(Tensor input, int offset = 0, int dim1 = 0, int dim2 = 1) => input.NotNull().Diagonal(offset, dim1, dim2);

    /// <inheritdoc cref="DiagEmbed(int, int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="offset">Which diagonal: 0 for the main one, positive above it, negative below.</param>
    /// <param name="dim1">The dimension of the result that holds the matrices' rows.</param>
    /// <param name="dim2">The dimension that holds their columns.</param>
    public static Tensor DiagEmbed(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) =>
        input.NotNull().DiagEmbed(offset, dim1, dim2);

    /// <inheritdoc cref="Diag(int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="offset">Which diagonal: 0 for the main one, positive above it, negative below.</param>
    public static Tensor Diag(Tensor input, int offset = 0) => input.NotNull().Diag(offset);
}

internal sealed class DiagonalOp(Shape from, int offset, int rows, int columns) : ViewOp
{
    /// <summary>Checks two dimensions, which must differ.</summary>
    /// <param name="op">The operation, for messages.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dim1">The dimension of the rows.</param>
    /// <param name="dim2">The dimension of the columns.</param>
    public static (int Rows, int Columns) Plane(string op, Shape shape, int dim1, int dim2)
    {
        (int rows, int columns) = (shape.NormalizeDim(op, dim1), shape.NormalizeDim(op, dim2));
        return rows != columns ? (rows, columns) : throw new ShapeException(
            $"{op}: a matrix has two dimensions, and {dim1} and {dim2} are the same dimension of shape {shape}");
    }

    /// <summary>The layout of the diagonals within that of the matrices.</summary>
    /// <param name="layout">The layout of the matrices.</param>
    /// <param name="offset">Which diagonal.</param>
    /// <param name="rows">The dimension of the rows.</param>
    /// <param name="columns">The dimension of the columns.</param>
    public static Layout Of(Layout layout, int offset, int rows, int columns)
    {
        long down = Math.Max(-(long)offset, 0), right = Math.Max((long)offset, 0); // int.MinValue has no opposite among the ints
        int length = (int)Math.Max(0, Math.Min(layout.Shape[rows] - down, layout.Shape[columns] - right));
        List<int> sizes = [], strides = [];
        for (int i = 0; i < layout.Shape.Rank; i++)
        {
            if (i == rows || i == columns) continue;
            sizes.Add(layout.Shape[i]);
            strides.Add(layout.Strides[i]);
        }

        sizes.Add(length);
        strides.Add(layout.Strides[rows] + layout.Strides[columns]);
        int start = length == 0 ? 0 : ((int)down * layout.Strides[rows]) + ((int)right * layout.Strides[columns]);
        return new Layout(Shape.Adopt(sizes.ToArray()), strides.ToArray(), layout.Offset + start);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => new DiagEmbedOp(from, offset, rows, columns).Apply(grad);

    protected override Shape InferShape(Shape input) => Of(Layout.Contiguous(input), offset, rows, columns).Shape;

    protected override Layout Move(Layout input, Shape output) => Of(input, offset, rows, columns);
}

/// <summary>Zeros with a tensor on the diagonals: the adjoint of <see cref="DiagonalOp"/>.</summary>
internal sealed class DiagEmbedOp(Shape to, int offset, int rows, int columns) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = to };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Tensor.Zeros(spec.Shape, spec.DType, device: inputs[0].Device);
        y.Device.Copy(inputs[0].Raw, new View(y.Storage, DiagonalOp.Of(y.Layout, offset, rows, columns)));
        return y;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => new DiagonalOp(to, offset, rows, columns).Apply(grad);
}
