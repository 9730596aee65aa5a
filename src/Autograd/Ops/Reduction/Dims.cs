namespace Autograd;

/// <summary>The dimensions of a reduction.</summary>
internal static class Dims
{
    /// <summary>Marks the given dimensions; if none are given, marks all.</summary>
    public static bool[] Mark(string op, Shape shape, ReadOnlySpan<int> dims)
    {
        bool[] marked = new bool[shape.Rank];
        if (dims.Length == 0)
        {
            Array.Fill(marked, true);
            return marked;
        }

        foreach (int dim in dims)
        {
            if (shape.Rank == 0 && (dim == 0 || dim == -1)) continue; // PyTorch accepts dimension 0 of a zero-dimensional tensor
            int at = shape.NormalizeDim(op, dim);
            if (marked[at]) throw new ShapeException($"{op}: dimension {at} appears twice in {Shape.Text(dims)}");
            marked[at] = true;
        }

        return marked;
    }

    /// <summary>Drops the reduced dimensions, of size 1, from a result, unless they are to be kept.</summary>
    public static Tensor Finish(Tensor result, bool[] reduced, bool keepDim)
    {
        if (keepDim || result.Rank == 0) return result;
        Span<int> kept = stackalloc int[result.Rank];
        int count = 0;
        for (int i = 0; i < reduced.Length; i++)
        {
            if (!reduced[i]) kept[count++] = result.Shape[i];
        }

        if (count == result.Rank) return result;
        Tensor dropped = result.View(kept[..count]).AsResult();
        return result.GradFn is { } op ? dropped.WithCallName(op) : dropped;
    }

    /// <summary>The number of elements reduced to one.</summary>
    public static int Count(Shape shape, bool[] reduced)
    {
        int count = 1;
        for (int i = 0; i < reduced.Length; i++)
        {
            if (reduced[i]) count *= shape[i];
        }

        return count;
    }

    /// <summary>The spec after a reduction that keeps its dimensions with size 1.</summary>
    public static TensorSpec Keep(TensorSpec input, bool[] reduced)
    {
        int[] dims = input.Shape.ToArray();
        for (int i = 0; i < dims.Length; i++)
        {
            if (reduced[i]) dims[i] = 1;
        }

        return input with { Shape = Shape.Adopt(dims) };
    }
}
