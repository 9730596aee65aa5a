using Autograd.Memory;

namespace Autograd.Devices;

/// <summary>Where tensors live and their kernels run. Autodiff sees nothing below this seam.</summary>
/// <remarks>
/// A device works on views (storage, shape, strides) and never sees a gradient. Shapes and dtypes have been checked before it is
/// called; outputs are freshly allocated and contiguous unless a member says otherwise. What a device lacks it refuses by name.
/// </remarks>
public abstract class Device
{
    private protected Device()
    {
    }

    /// <summary>The processor and its memory: the device of every tensor that does not ask for another.</summary>
    public static Device Cpu { get; } = new Cpu.CpuDevice();

    /// <summary>The name, as in <c>cpu</c>.</summary>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal abstract Storage Allocate(DType dtype, int length, bool zeroed);

    internal abstract void Fill(View y, Scalar value);

    /// <summary>Copies element by element between any two layouts of the same shape, converting the dtype.</summary>
    internal abstract void Copy(View x, View y);

    /// <summary>Writes 0 below (or, of the lower triangle, above) a diagonal of each matrix in the last two dimensions; y may lie in any way.</summary>
    internal abstract void KeepTriangle(bool upper, int diagonal, View y);

    internal abstract void Unary<TKernel>(TKernel kernel, View x, View y)
        where TKernel : struct, IUnaryKernel;

    internal abstract void NumericUnary<TKernel>(TKernel kernel, View x, View y)
        where TKernel : struct, INumericUnaryKernel;

    internal abstract void Binary<TKernel>(TKernel kernel, View a, View b, View y)
        where TKernel : struct, IBinaryKernel;

    internal abstract void NumericBinary<TKernel>(TKernel kernel, View a, View b, View y)
        where TKernel : struct, INumericBinaryKernel;

    internal abstract void Compare<TKernel>(TKernel kernel, View a, View b, View y)
        where TKernel : struct, ICompareKernel;

    /// <summary>y = condition ? a : b, for any dtype.</summary>
    internal abstract void Where(View condition, View a, View b, View y);

    /// <summary>Reduces the marked dimensions; y has size 1 there. No reduced dimension is empty.</summary>
    internal abstract void Reduce<TKernel>(TKernel kernel, View x, ReadOnlySpan<bool> reduced, View y)
        where TKernel : struct, IReduceKernel;

    /// <summary>The first largest (or smallest) element along a dimension and its index; NaN counts as the extreme.</summary>
    internal abstract void ArgReduce(bool largest, View x, int dim, View values, View indices);

    /// <summary>Applies the kernel to each row of a contiguous view's last dimension.</summary>
    internal abstract void Rows<TKernel>(TKernel kernel, View x, View y)
        where TKernel : struct, IRowKernel;

    /// <summary>Applies the kernel to each pair of rows of two contiguous views' last dimension.</summary>
    internal abstract void RowPairs<TKernel>(TKernel kernel, View a, View b, View y)
        where TKernel : struct, IRowPairKernel;

    /// <summary>Running totals along each row of a contiguous view's last dimension.</summary>
    internal abstract void Scan<TKernel>(TKernel kernel, View x, View y)
        where TKernel : struct, IScanKernel;

    /// <summary>Picks elements out of each row of a contiguous view's last dimension; values and indices have one shape.</summary>
    internal abstract void IndexedRows<TKernel>(TKernel kernel, View x, View values, View indices)
        where TKernel : struct, IIndexedRowKernel;

    /// <summary>c = a · b over the last two dimensions, with equal leading dimensions; c may hold a start value to add to.</summary>
    internal abstract void MatMul(View a, View b, View c, bool accumulate);

    internal abstract void Conv2d(in Conv2dGeometry geometry, View x, View weight, View? bias, View y);

    internal abstract void Conv2dInputGrad(in Conv2dGeometry geometry, View gradOutput, View weight, View gradInput);

    internal abstract void Conv2dWeightGrad(in Conv2dGeometry geometry, View x, View gradOutput, View gradWeight);

    internal abstract void AvgPool2d(in Pool2dGeometry geometry, bool countIncludePad, int? divisor, View x, View y);

    internal abstract void AvgPool2dGrad(in Pool2dGeometry geometry, bool countIncludePad, int? divisor, View gradOutput, View gradInput);

    internal abstract void MaxPool2d(in Pool2dGeometry geometry, View x, View y, View indices);

    /// <summary>y[..., i, ...] = x[..., index[..., i, ...], ...] along a dimension. All contiguous; indices are checked here.</summary>
    internal abstract void Gather(string op, View x, int dim, View index, View y);

    /// <summary>target[..., index[..., i, ...], ...] = source[..., i, ...] along a dimension, in scan order: the last one stays.</summary>
    internal abstract void Scatter(string op, View target, int dim, View index, View source);

    /// <summary>target[..., index[..., i, ...], ...] += source[..., i, ...] along a dimension, in scan order.</summary>
    internal abstract void ScatterAdd(string op, View target, int dim, View index, View source);

    /// <summary>target[..., index[..., i, ...], ...] = combined(itself, source[..., i, ...]) along a dimension, in scan order. Bools are 0 and 1.</summary>
    internal abstract void ScatterReduce<TKernel>(string op, TKernel kernel, View target, int dim, View index, View source)
        where TKernel : struct, IReduceKernel;

    /// <summary>Whole slices: y[..., i, ...] = x[..., index[i], ...]. The index has one dimension.</summary>
    internal abstract void IndexSelect(string op, View x, int dim, View index, View y);

    /// <summary>Whole slices: target[..., index[i], ...] += source[..., i, ...], in order of i.</summary>
    internal abstract void IndexAdd(string op, View target, int dim, View index, View source);

    /// <summary>
    /// Parts of a tensor: y[o, p, i] = x[o, at[p], i]. A place in <paramref name="at"/> is the row-major position among the indexed
    /// dimensions, checked before; o are the first <paramref name="place"/> of the other dimensions and i those after them.
    /// </summary>
    internal abstract void ReadParts(View x, ReadOnlySpan<bool> indexed, int place, View at, View y);

    /// <summary>The opposite of <see cref="ReadParts"/>: target[o, at[p], i] = source[o, p, i], in order of p. The target may lie in any way.</summary>
    internal abstract void WriteParts(View target, ReadOnlySpan<bool> indexed, int place, View at, View source);

    /// <summary>target[o, at[p], i] += source[o, p, i], in order of p.</summary>
    internal abstract void AddToParts(View target, ReadOnlySpan<bool> indexed, int place, View at, View source);

    /// <summary>The row-major positions of the elements that are not 0 (or true), ascending.</summary>
    internal abstract long[] NonZero(View x);

    /// <summary>y[n, …] = −weight[t] · x[n, t, …] for the classes t = target[n, …], 0 for the ignored one; or one number, their sum. Classes are checked here.</summary>
    /// <returns>The sum of the weights (1 without weights) of the classes that were not ignored.</returns>
    internal abstract double NllLoss(View x, View target, View? weight, long ignoreIndex, bool sum, View y);

    /// <summary>The adjoint: x[n, t, …] = −weight[t] · grad[n, …] / divisor, all else 0. The gradient may be one number for all places.</summary>
    internal abstract void NllLossGrad(View grad, View target, View? weight, long ignoreIndex, double divisor, View x);

    /// <summary>Normalises, then scales by the weight and adds the bias, where they are given. Everything contiguous; the mean and, in float64, the root of the biased variance, one of each a group, are written too.</summary>
    internal abstract void Normalize(in NormGeometry geometry, View x, View? weight, View? bias, double eps, View y, View mean, View deviation);

    /// <summary>The gradients of <see cref="Normalize"/> that are asked for, in one go.</summary>
    internal abstract void NormalizeGrad(
        in NormGeometry geometry, View grad, View x, View? weight, View mean, View deviation, double eps, View? gradInput, View? gradWeight, View? gradBias);

    /// <summary>
    /// The cross-entropy of each row of logits with its class: ln Σ eˣ − x[class], times the class's weight; 0 for the ignored class. Classes
    /// are checked here. For the gradient, each row's maximum and Σ eˣ⁻ᵐᵃˣ.
    /// </summary>
    /// <returns>The sum of the weights (1 without weights) of the classes that were not ignored.</returns>
    internal abstract double CrossEntropy(View x, View target, View? weight, long ignoreIndex, View losses, View max, View sum);

    /// <summary>weight[class] · grad / divisor · (softmax − one-hot), a row at a time. The gradient may be one number for all rows.</summary>
    internal abstract void CrossEntropyGrad(
        View grad, View x, View target, View? weight, long ignoreIndex, double divisor, View max, View sum, View gradInput);

    internal abstract void Uniform(Generator generator, View y, double from, double to);

    /// <summary>Normal numbers, in blocks or one by one: PyTorch fills views that are not contiguous so.</summary>
    internal abstract void Normal(Generator generator, View y, double mean, double std, bool inBlocks);

    internal abstract void Exponential(Generator generator, View y, double rate);

    internal abstract void RandInt(Generator generator, View y, long low, long high);

    /// <summary>Whole numbers from 0 to the largest that the dtype holds (of floating ones: up to which it holds all); bools are drawn as 0 or 1.</summary>
    internal abstract void RandInt(Generator generator, View y);

    internal abstract void Bernoulli(Generator generator, View y, double p);

    /// <summary>Each with a probability of its own; both contiguous and of one floating dtype.</summary>
    internal abstract void Bernoulli(Generator generator, View p, View y);

    /// <summary>One optimizer step in place; all views are contiguous and of one dtype, unused states are null.</summary>
    internal abstract void Update<TKernel>(TKernel kernel, View parameter, View gradient, View? state0, View? state1, View? state2)
        where TKernel : struct, IUpdateKernel;
}
