using Autograd.Memory;

namespace Autograd;

public partial class Tensor
{
    /// <summary>A view with the dimensions in another order. Gradient: permuted back.</summary>
    /// <param name="dims">Every dimension once, in the new order.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">A dimension is missing, named twice, or does not exist.</exception>
    public Tensor Permute(params ReadOnlySpan<int> dims)
    {
        bool[] seen = new bool[Rank];
        int[] order = new int[dims.Length];
        for (int i = 0; i < dims.Length; i++)
        {
            order[i] = Shape.NormalizeDim("permute", dims[i]);
            if (seen[order[i]]) throw new ShapeException($"permute: dimension {dims[i]} appears twice in {Shape.Text(dims)}");
            seen[order[i]] = true;
        }

        if (order.Length != Rank)
            throw new ShapeException($"permute: {Shape.Text(dims)} must name each of the {Rank} dimensions of shape {Shape} once");
        return new PermuteOp(order).Apply(this).WithCallName("transpose");
    }

    /// <summary>A view with two dimensions exchanged. Gradient: exchanged back.</summary>
    /// <param name="dim0">The first dimension.</param>
    /// <param name="dim1">The second.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">A dimension does not exist.</exception>
    public Tensor Transpose(int dim0, int dim1)
    {
        if (Rank == 0 && (dim0 is 0 or -1) && (dim1 is 0 or -1)) return this;
        int a = Shape.NormalizeDim("transpose", dim0), b = Shape.NormalizeDim("transpose", dim1);
        int[] order = new int[Rank];
        for (int i = 0; i < order.Length; i++) order[i] = i == a ? b : i == b ? a : i;
        return new PermuteOp(order).Apply(this).WithCallName("transpose");
    }

    /// <summary>A view with all dimensions in reverse order: the transpose of a matrix. Gradient: reversed back.</summary>
    /// <remarks>For batches of matrices, use <c>Transpose(-2, -1)</c>, which transposes each.</remarks>
    public Tensor T
    {
        get
        {
            if (Rank < 2) return this;
            int[] order = new int[Rank];
            for (int i = 0; i < order.Length; i++) order[i] = order.Length - 1 - i;
            return new PermuteOp(order).Apply(this);
        }
    }

    /// <inheritdoc cref="Permute(ReadOnlySpan{int})"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">Every dimension once, in the new order.</param>
    public static Tensor Permute(Tensor input, params ReadOnlySpan<int> dims) => input.NotNull().Permute(dims);

    /// <inheritdoc cref="Transpose(int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim0">The first dimension.</param>
    /// <param name="dim1">The second.</param>
    public static Tensor Transpose(Tensor input, int dim0, int dim1) => input.NotNull().Transpose(dim0, dim1);
}

internal sealed class PermuteOp(int[] order) : ViewOp
{
    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        int[] back = new int[order.Length];
        for (int i = 0; i < order.Length; i++) back[order[i]] = i;
        return new PermuteOp(back).Apply(grad);
    }

    protected override Shape InferShape(Shape input)
    {
        int[] dims = new int[order.Length];
        for (int i = 0; i < dims.Length; i++) dims[i] = input[order[i]];
        return Shape.Adopt(dims);
    }

    protected override Layout Move(Layout input, Shape output)
    {
        int[] strides = new int[order.Length];
        for (int i = 0; i < strides.Length; i++) strides[i] = input.Strides[order[i]];
        return new Layout(output, strides, input.Offset);
    }
}
