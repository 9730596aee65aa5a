using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Numerics;

/// <summary>
/// Combines a stream of equally long rows of partial results pairwise, like the carries of a binary counter: a sum's rounding error then
/// grows with the logarithm of the number of rows, and the order depends on that number alone.
/// </summary>
/// <typeparam name="T">The type of a number.</typeparam>
/// <param name="levels">Memory for <see cref="Levels"/> rows.</param>
/// <param name="width">The length of a row.</param>
internal ref struct PairwiseSums<T>(Span<T> levels, int width)
    where T : unmanaged
{
    private readonly Span<T> _levels = levels;
    private uint _count;

    /// <summary>The rows of memory that this number of parts takes.</summary>
    public static int Levels(int parts) => BitOperations.Log2((uint)Math.Max(parts, 1)) + 1;

    /// <summary>Where the next part is to be written; <see cref="Push"/> then takes it over.</summary>
    public readonly Span<T> Next => Level(BitOperations.TrailingZeroCount(~_count));

    /// <summary>Takes over the part in <see cref="Next"/>.</summary>
    /// <param name="add">Adds its second argument to its first.</param>
    public void Push<TAdd>(TAdd add)
        where TAdd : struct, IAddRows<T>
    {
        int level = BitOperations.TrailingZeroCount(~_count++);
        Span<T> sum = Level(level);
        for (int lower = 0; lower < level; lower++) add.Add(sum, Level(lower));
    }

    /// <summary>Combines what is left into a row; at least one part must have been pushed.</summary>
    /// <param name="total">Receives the result.</param>
    /// <param name="add">Adds its second argument to its first.</param>
    public readonly void Total<TAdd>(Span<T> total, TAdd add)
        where TAdd : struct, IAddRows<T>
    {
        bool isFirst = true;
        for (uint left = _count; left != 0; left &= left - 1, isFirst = false)
        {
            Span<T> part = Level(BitOperations.TrailingZeroCount(left));
            if (isFirst) part.CopyTo(total);
            else add.Add(total, part);
        }
    }

    private readonly Span<T> Level(int level) => _levels.Slice(level * width, width);
}

/// <summary>How two rows of partial results are combined.</summary>
internal interface IAddRows<T>
{
    /// <summary>Adds <paramref name="other"/> to <paramref name="sum"/>.</summary>
    void Add(Span<T> sum, ReadOnlySpan<T> other);
}

/// <summary>The sum of two rows of numbers.</summary>
internal readonly struct AddingNumbers<T> : IAddRows<T>
    where T : unmanaged, INumber<T>
{
    public void Add(Span<T> sum, ReadOnlySpan<T> other) => TensorPrimitives.Add(sum, other, sum);
}
