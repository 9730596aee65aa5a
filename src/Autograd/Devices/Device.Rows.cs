namespace Autograd.Devices;

/// <content>Reductions, and whole rows of the last dimension. A view without dimensions is one row of one element.</content>
public abstract partial class Device
{
    /// <summary>Reduces the marked dimensions.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">How elements are joined; associative, so that they may be joined in any order.</param>
    /// <param name="x">Of any dtype, with at least one element.</param>
    /// <param name="reduced">For each dimension, whether it is reduced.</param>
    /// <param name="y">Contiguous, of the same dtype; the reduced dimensions have size 1.</param>
    protected internal abstract void Reduce<TKernel>(TKernel kernel, View x, ReadOnlySpan<bool> reduced, View y)
        where TKernel : struct, IReduceKernel;

    /// <summary>
    /// The first largest (or smallest) element along a dimension and its index; the first NaN counts as more extreme than any number.
    /// </summary>
    /// <param name="largest">True looks for the largest.</param>
    /// <param name="x">Of any dtype, with at least one element.</param>
    /// <param name="dim">The dimension, from 0; 0 for a view without dimensions.</param>
    /// <param name="values">Contiguous, of the same dtype: the elements, in the row-major order of the other dimensions.</param>
    /// <param name="indices">Contiguous int64, of the same shape: where they are along the dimension.</param>
    protected internal abstract void ArgReduce(bool largest, View x, int dim, View values, View indices);

    /// <summary>Applies the kernel to each row.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">What is done with a row.</param>
    /// <param name="x">Contiguous and floating.</param>
    /// <param name="y">Contiguous, of the same dtype and shape.</param>
    protected internal abstract void Rows<TKernel>(TKernel kernel, View x, View y)
        where TKernel : struct, IRowKernel;

    /// <summary>Applies the kernel to each pair of rows.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">What is done with two rows.</param>
    /// <param name="a">Contiguous and floating.</param>
    /// <param name="b">Contiguous, of the same dtype and shape.</param>
    /// <param name="y">Contiguous, of the same dtype and shape.</param>
    protected internal abstract void RowPairs<TKernel>(TKernel kernel, View a, View b, View y)
        where TKernel : struct, IRowPairKernel;

    /// <summary>Running totals along each row.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">How the next element joins the total, and from which end of the row.</param>
    /// <param name="x">Contiguous; floating or int64.</param>
    /// <param name="y">
    /// Contiguous, of the same dtype and shape. The totals of float32 are kept in float64 and rounded as they are written.
    /// </param>
    protected internal abstract void Scan<TKernel>(TKernel kernel, View x, View y)
        where TKernel : struct, IScanKernel;

    /// <summary>Picks elements out of each row.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="kernel">What is picked.</param>
    /// <param name="x">Contiguous, of at least one dimension and any dtype.</param>
    /// <param name="values">Contiguous, of the same dtype, with as many elements in a row as are picked.</param>
    /// <param name="indices">Contiguous int64, of the shape of <paramref name="values"/>: where they were in the row.</param>
    protected internal abstract void IndexedRows<TKernel>(TKernel kernel, View x, View values, View indices)
        where TKernel : struct, IIndexedRowKernel;
}
