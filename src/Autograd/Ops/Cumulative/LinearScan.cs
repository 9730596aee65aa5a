using System.Numerics;
using Autograd.Devices;

namespace Autograd;

/// <summary>
/// The linear recurrence hᵢ = bᵢ + aᵢ·hᵢ₋₁ along the last dimension (in reverse, with hᵢ₊₁), used only in gradients. Its own gradients are
/// recurrences of the same kind in the opposite direction.
/// </summary>
internal sealed class LinearScanOp(bool reverse) : RowPairOp<LinearScanOp.Kernel>(new Kernel(reverse))
{
    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(Needs(0) ? output : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        if (grad.Numel == 0) return grad;
        Tensor flow = new LinearScanOp(!reverse).Apply(Shifted.By(Saved(0), ahead: !reverse, fill: 0), grad);
        return input == 1 ? flow : flow * Shifted.By(Saved(1), ahead: reverse, fill: 0);
    }

    internal readonly struct Kernel(bool reverse) : IRowPairKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            int step = reverse ? -1 : 1, first = reverse ? y.Length - 1 : 0;
            T h = y[first] = b[first];
            for (int i = first + step; (uint)i < (uint)y.Length; i += step) y[i] = h = b[i] + a[i] * h;
        }
    }
}

/// <summary>Shifts rows by one element along the last dimension, which must not be empty.</summary>
internal static class Shifted
{
    /// <summary>
    /// If ahead, each element is replaced by the next one, else by the previous one. The vacated element is filled with a number.
    /// </summary>
    public static Tensor By(Tensor x, bool ahead, Scalar fill)
    {
        int n = x.Shape[^1];
        int[] sizes = x.Shape.ToArray();
        sizes[^1] = 1;
        Tensor left = Tensor.Full(Shape.Adopt(sizes), fill, x.DType, device: x.Device), rest = x.Narrow(-1, ahead ? 1 : 0, n - 1);
        return ahead ? Tensor.Cat([rest, left], -1) : Tensor.Cat([left, rest], -1);
    }
}
