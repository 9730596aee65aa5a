using Autograd.Engine;

namespace Autograd;

/// <summary>How two shapes become one: aligned at the last dimension, a size of 1 (or a missing dimension) repeats.</summary>
internal static class Broadcasting
{
    /// <summary>The shape both broadcast to.</summary>
    public static Shape Shapes(string op, Shape a, Shape b) => a == b ? a : Join(op, a, b, matrix: 0);

    /// <summary>The shape both broadcast to, without their last two dimensions.</summary>
    public static Shape Batches(string op, Shape a, Shape b) => Join(op, a, b, matrix: 2);

    /// <summary>Both operands in one dtype and one shape, and on one device where one is a single number of the processor's.</summary>
    public static (Tensor First, Tensor Second) Align(string op, Tensor a, Tensor b, DType type)
    {
        Shape shape = Shapes(op, a.Shape, b.Shape);
        Placement.Join(ref a, ref b);
        return (To(op, a.To(type), shape), To(op, b.To(type), shape));
    }

    /// <summary>One operand in a given shape, as a view with stride 0 where it repeats.</summary>
    public static Tensor To(string op, Tensor x, Shape shape)
    {
        if (x.Shape == shape) return x;
        return CanExpand(x.Shape, shape)
            ? new BroadcastToOp(shape).Apply(x)
            : throw new ShapeException($"{op}: a tensor of shape {x.Shape} cannot be broadcast to {shape}: {Reason(x.Shape, shape)}");
    }

    /// <summary>True where the first shape broadcasts to the second.</summary>
    public static bool CanExpand(Shape from, Shape to)
    {
        if (from.Rank > to.Rank) return false;
        for (int i = 1; i <= from.Rank; i++)
        {
            if (from[^i] != to[^i] && from[^i] != 1) return false;
        }

        return true;
    }

    /// <summary>True where the two shapes broadcast to one.</summary>
    public static bool CanJoin(Shape a, Shape b)
    {
        for (int i = 1; i <= Math.Min(a.Rank, b.Rank); i++)
        {
            if (a[^i] != b[^i] && a[^i] != 1 && b[^i] != 1) return false;
        }

        return true;
    }

    /// <summary>
    /// Memory for a pointwise result, in the order of the first operand that has no gaps and repeats nothing, as in PyTorch.
    /// </summary>
    public static Tensor OutputFor(Tensor a, Tensor b, DType dtype) =>
        a.IsContiguous ? a.UninitializedLike(dtype) : (a.Layout.MemoryOrder() is null ? b : a).UninitializedResult(dtype);

    private static Shape Join(string op, Shape a, Shape b, int matrix)
    {
        int rank = Math.Max(a.Rank, b.Rank) - matrix;
        int[] dims = new int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int x = i + matrix <= a.Rank ? a[^(i + matrix)] : 1, y = i + matrix <= b.Rank ? b[^(i + matrix)] : 1;
            if (x != y && x != 1 && y != 1)
                throw new ShapeException(
                    $"{op}: the size of a ({x}) must match the size of b ({y}) at dimension {rank - i}, shapes {a} and {b}");
            dims[rank - i] = x == 1 ? y : x;
        }

        return Shape.Adopt(dims);
    }

    private static string Reason(Shape from, Shape to)
    {
        if (from.Rank > to.Rank) return $"it has {from.Rank} dimensions, the other {to.Rank}";
        int at = 1;
        while (from[^at] == to[^at] || from[^at] == 1) at++;
        return $"its size {from[^at]} at dimension {from.Rank - at} is neither 1 nor {to[^at]}";
    }
}
