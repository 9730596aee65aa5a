using System.Numerics;

namespace Autograd.Devices;

/// <summary>Works on one matrix of a batch: a decomposition, or the solution of a linear system.</summary>
public interface IMatrixKernel
{
    /// <summary>Computes the results of one matrix. All matrices are row-major.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="a">The matrix to read.</param>
    /// <param name="rows">Its number of rows; may be 0.</param>
    /// <param name="columns">Its number of columns; may be 0.</param>
    /// <param name="first">The first result. A system's right-hand side is in it at first, and is replaced by the solution.</param>
    /// <param name="second">The second result, or empty.</param>
    /// <param name="third">The third result, or empty.</param>
    /// <returns>0, or the place, counted from 1, at which the matrix turned out not to be one that the kernel can work on.</returns>
    int Invoke<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> first, Span<T> second, Span<T> third)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;
}
