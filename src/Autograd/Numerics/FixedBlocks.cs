using System.Numerics;

namespace Autograd.Numerics;

/// <summary>
/// How much of a row to hand to <c>TensorPrimitives</c> where its result for an element depends on the elements beside it.
/// </summary>
/// <remarks>
/// Its sine and cosine take a shorter polynomial where all of a vector is near 0. Longer rows it cuts into vectors from the first aligned
/// address on, so that the last bit would depend on where an array happens to lie; up to eight vectors it cuts from the start.
/// </remarks>
internal static class FixedBlocks
{
    public static int Length<T>() => Vector<T>.Count * 8;
}
