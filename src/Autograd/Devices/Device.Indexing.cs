namespace Autograd.Devices;

/// <content>Reading and writing where an index says. A wrong index is found before anything is written.</content>
public abstract partial class Device
{
    /// <summary>y[…, i, …] = x[…, index[…, i, …], …] along a dimension.</summary>
    /// <param name="op">The operation, for a message.</param>
    /// <param name="x">Of any dtype.</param>
    /// <param name="dim">The dimension, from 0.</param>
    /// <param name="index">
    /// Contiguous int64, of the rank of <paramref name="x"/>, in the other dimensions no larger. Checked here: see <see
    /// cref="OutOfRange"/>.
    /// </param>
    /// <param name="y">Contiguous, of the dtype of <paramref name="x"/> and the shape of <paramref name="index"/>.</param>
    protected internal abstract void Gather(string op, View x, int dim, View index, View y);

    /// <summary>
    /// target[…, index[…, i, …], …] = source[…, i, …] along a dimension, in row-major order of the index: the last one stays.
    /// </summary>
    /// <param name="op">The operation, for a message.</param>
    /// <param name="target">Of any dtype; changed.</param>
    /// <param name="dim">The dimension, from 0.</param>
    /// <param name="index">
    /// Contiguous int64, of the rank of <paramref name="target"/>, in the other dimensions no larger. Checked here.
    /// </param>
    /// <param name="source">
    /// Of the dtype of <paramref name="target"/> and, in every dimension, at least the size of <paramref name="index"/>.
    /// </param>
    protected internal abstract void Scatter(string op, View target, int dim, View index, View source);

    /// <summary>target[…, index[…, i, …], …] += source[…, i, …] along a dimension, in row-major order of the index.</summary>
    /// <inheritdoc cref="Scatter"/>
    protected internal abstract void ScatterAdd(string op, View target, int dim, View index, View source);

    /// <summary>
    /// target[…, index[…, i, …], …] = kernel.Combine(itself, source[…, i, …]) along a dimension, in row-major order of the index.
    /// </summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="op">The operation, for a message.</param>
    /// <param name="kernel">How an element joins what is there.</param>
    /// <param name="target">Of any dtype; changed.</param>
    /// <param name="dim">The dimension, from 0.</param>
    /// <param name="index">
    /// Contiguous int64, of the rank of <paramref name="target"/>, in the other dimensions no larger. Checked here.
    /// </param>
    /// <param name="source">
    /// Of the dtype of <paramref name="target"/> and, in every dimension, at least the size of <paramref name="index"/>.
    /// </param>
    protected internal abstract void ScatterReduce<TKernel>(string op, TKernel kernel, View target, int dim, View index, View source)
        where TKernel : struct, IReduceKernel;

    /// <summary>Whole slices: y[…, i, …] = x[…, index[i], …].</summary>
    /// <param name="op">The operation, for a message.</param>
    /// <param name="x">Of any dtype.</param>
    /// <param name="dim">The dimension, from 0.</param>
    /// <param name="index">Contiguous int64 of one dimension. Checked here.</param>
    /// <param name="y">Contiguous, of the dtype of <paramref name="x"/>.</param>
    protected internal abstract void IndexSelect(string op, View x, int dim, View index, View y);

    /// <summary>Whole slices: target[…, index[i], …] += source[…, i, …], in order of i.</summary>
    /// <param name="op">The operation, for a message.</param>
    /// <param name="target">Of any dtype; changed.</param>
    /// <param name="dim">The dimension, from 0.</param>
    /// <param name="index">Contiguous int64 of one dimension. Checked here.</param>
    /// <param name="source">Of the dtype of <paramref name="target"/>.</param>
    protected internal abstract void IndexAdd(string op, View target, int dim, View index, View source);

    /// <summary>Parts of a tensor: y[o, p, i] = x[o, at[p], i].</summary>
    /// <param name="x">Of any dtype.</param>
    /// <param name="indexed">For each dimension, whether a position addresses it.</param>
    /// <param name="place">How many of the other dimensions are o; i are those after them.</param>
    /// <param name="at">Contiguous int64: for each p, the row-major position among the indexed dimensions. Checked before.</param>
    /// <param name="y">
    /// Contiguous, of the dtype of <paramref name="x"/>; its dimensions are o, those of <paramref name="at"/>, and i.
    /// </param>
    protected internal abstract void ReadParts(View x, ReadOnlySpan<bool> indexed, int place, View at, View y);

    /// <summary>The opposite of <see cref="ReadParts"/>: target[o, at[p], i] = source[o, p, i], in order of p.</summary>
    /// <param name="target">Of any dtype; changed.</param>
    /// <param name="indexed">For each dimension, whether a position addresses it.</param>
    /// <param name="place">How many of the other dimensions are o; i are those after them.</param>
    /// <param name="at">Contiguous int64: for each p, the row-major position among the indexed dimensions. Checked before.</param>
    /// <param name="source">Of the dtype of <paramref name="target"/>; its dimensions are o, those of <paramref name="at"/>, and i.</param>
    protected internal abstract void WriteParts(View target, ReadOnlySpan<bool> indexed, int place, View at, View source);

    /// <summary>target[o, at[p], i] += source[o, p, i], in order of p.</summary>
    /// <inheritdoc cref="WriteParts"/>
    protected internal abstract void AddToParts(View target, ReadOnlySpan<bool> indexed, int place, View at, View source);

    /// <summary>The row-major positions of the elements that are not 0 (or are true), ascending. A NaN is not 0.</summary>
    /// <param name="x">Of any dtype.</param>
    protected internal abstract long[] NonZero(View x);

    /// <summary>The error for an index that names no element.</summary>
    /// <param name="op">The operation.</param>
    /// <param name="index">The index.</param>
    /// <param name="dim">The dimension that it addresses.</param>
    /// <param name="size">The size of that dimension.</param>
    protected internal static TensorIndexException OutOfRange(string op, long index, int dim, int size) =>
        new($"{op}: index {index} is out of range for dimension {dim} with size {size}");
}
