using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The absolute value. Any numeric dtype. Gradient: grad · sign(x), 0 at 0.</summary>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">The tensor is bool.</exception>
    /// <exception cref="DTypeException">The tensor is bool.</exception>
    public Tensor Abs() => new AbsOp().Apply(this);

    /// <summary>Replaces each element by its absolute value.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Abs_() => Engine.InPlace.Apply(new AbsOp(), this, this);

    /// <inheritdoc cref="Abs()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Abs(Tensor input) => input.NotNull().Abs();
}

internal sealed class AbsOp : NumericUnaryOp<AbsOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * Saved(0).Sign();

    internal readonly struct Kernel : INumericUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            if (Element<T>.IsInt64) Wrap(MemoryMarshal.Cast<T, long>(x), MemoryMarshal.Cast<T, long>(y));
            else if (Element<T>.IsInt32) Wrap(MemoryMarshal.Cast<T, int>(x), MemoryMarshal.Cast<T, int>(y));
            else TensorPrimitives.Abs(x, y);
        }

        /// <summary>
        /// The lowest integer has no positive counterpart and is unchanged, as in PyTorch; TensorPrimitives.Abs throws there.
        /// </summary>
        private static void Wrap<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>
        {
            int i = 0;
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) Vector.Abs(new Vector<T>(x[i..])).CopyTo(y[i..]);
            for (; i < x.Length; i++) y[i] = x[i] < T.Zero ? T.Zero - x[i] : x[i];
        }
    }
}
