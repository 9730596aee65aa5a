namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Views of equal parts along a dimension; the last one may be smaller, and there may be fewer than asked for. Gradient: to each part
    /// its own.
    /// </summary>
    /// <param name="chunks">The number of parts.</param>
    /// <param name="dim">The dimension to split.</param>
    /// <returns>The views.</returns>
    /// <exception cref="ShapeException">The number is below 1, or the dimension does not exist.</exception>
    public Tensor[] Chunk(int chunks, int dim = 0)
    {
        if (chunks < 1) throw new ShapeException($"chunk: the number of chunks must be at least 1, not {chunks}");
        int at = Shape.NormalizeDim("chunk", dim), size = (int)(((long)Shape[at] + chunks - 1) / chunks);
        if (size > 0) return Split(size, at);
        var none = new Tensor[chunks];
        for (int i = 0; i < chunks; i++) none[i] = Narrow(at, 0, 0);
        return none;
    }

    /// <summary>Views of parts of one size along a dimension; the last one may be smaller. Gradient: to each part its own.</summary>
    /// <param name="size">The size of a part.</param>
    /// <param name="dim">The dimension to split.</param>
    /// <returns>The views.</returns>
    /// <exception cref="ShapeException">The size is below 1 (0 is allowed for a dimension of size 0), or the dimension does not
    /// exist.</exception>
    public Tensor[] Split(int size, int dim = 0)
    {
        int at = Shape.NormalizeDim("split", dim), length = Shape[at];
        if (size < 0 || (size == 0 && length > 0))
            throw new ShapeException($"split: parts of dimension {at}, shape {Shape}, must have at least 1 element, not {size}");
        var parts = new Tensor[length == 0 ? 1 : ((length - 1) / size) + 1];
        for (int i = 0; i < parts.Length; i++) parts[i] = Narrow(at, i * size, Math.Min(size, length - (i * size)));
        return parts;
    }

    /// <summary>Views of parts of given sizes along a dimension. Gradient: to each part its own.</summary>
    /// <param name="sizes">The size of each part.</param>
    /// <param name="dim">The dimension to split.</param>
    /// <returns>The views.</returns>
    /// <exception cref="ShapeException">The sizes do not add up to the dimension's, or one is negative.</exception>
    public Tensor[] Split(ReadOnlySpan<int> sizes, int dim = 0)
    {
        int at = Shape.NormalizeDim("split", dim), start = 0;
        long sum = 0;
        foreach (int size in sizes)
        {
            if (size < 0) throw new ShapeException($"split: a size cannot be negative: {Shape.Text(sizes)}");
            sum += size;
        }

        if (sum != Shape[at])
            throw new ShapeException(
                $"split: the sizes {Shape.Text(sizes)} add up to {sum}, and dimension {at} of shape {Shape} has {Shape[at]}");
        var parts = new Tensor[sizes.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Narrow(at, start, sizes[i]);
            start += sizes[i];
        }

        return parts;
    }

    /// <summary>A view at each index of a dimension, which is dropped. Gradient: to each view its own.</summary>
    /// <param name="dim">The dimension.</param>
    /// <returns>The views.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor[] Unbind(int dim = 0)
    {
        int at = Shape.NormalizeDim("unbind", dim);
        var parts = new Tensor[Shape[at]];
        for (int i = 0; i < parts.Length; i++) parts[i] = Select(at, i);
        return parts;
    }

    /// <inheritdoc cref="Chunk(int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="chunks">The number of parts.</param>
    /// <param name="dim">The dimension to split.</param>
    public static Tensor[] Chunk(Tensor input, int chunks, int dim = 0) => input.NotNull().Chunk(chunks, dim);

    /// <inheritdoc cref="Split(int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="size">The size of a part.</param>
    /// <param name="dim">The dimension to split.</param>
    public static Tensor[] Split(Tensor input, int size, int dim = 0) => input.NotNull().Split(size, dim);

    /// <inheritdoc cref="Split(ReadOnlySpan{int}, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="sizes">The size of each part.</param>
    /// <param name="dim">The dimension to split.</param>
    public static Tensor[] Split(Tensor input, ReadOnlySpan<int> sizes, int dim = 0) => input.NotNull().Split(sizes, dim);

    /// <inheritdoc cref="Unbind(int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension.</param>
    public static Tensor[] Unbind(Tensor input, int dim = 0) => input.NotNull().Unbind(dim);
}
