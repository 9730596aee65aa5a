using System.Numerics;

namespace Autograd.Numerics;

/// <summary>
/// The length of the blocks to pass to <c>TensorPrimitives</c> where its result for an element depends on the neighbouring elements.
/// </summary>
/// <remarks>
/// Its sine and cosine use a shorter polynomial if a whole vector is near 0. It splits longer rows into vectors from the first aligned
/// address, so that the last bit would depend on an array's address; up to eight vectors it splits from the start.
/// </remarks>
internal static class FixedBlocks
{
    /// <summary>The number of elements in a block: eight vectors.</summary>
    public static int Length<T>() => Vector<T>.Count * 8;
}
