namespace Autograd.Devices;

/// <content>Batches of matrices: decompositions and linear systems.</content>
public abstract partial class Device
{
    /// <summary>Applies the kernel to each matrix of a batch.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">What is done with a matrix.</param>
    /// <param name="a">[…, rows, columns], contiguous and floating; the leading dimensions are the batch, of any size.</param>
    /// <param name="first">Contiguous, of the same dtype and batch: the first result, which may also be an operand.</param>
    /// <param name="second">The second result, like the first; null if there is none.</param>
    /// <param name="third">The third result, like the first; null if there is none.</param>
    /// <returns>
    /// The first matrix, in row-major order of the batch, for which the kernel returned a place, and that place; −1 and 0 if there is none.
    /// </returns>
    protected internal abstract (int Matrix, int Place) Matrices<TKernel>(
        TKernel kernel, View a, View first, View? second = null, View? third = null)
        where TKernel : struct, IMatrixKernel;
}
