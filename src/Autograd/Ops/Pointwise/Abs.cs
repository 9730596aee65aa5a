using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The absolute value. Numbers of any dtype. Gradient: grad · sign(x), 0 at 0.</summary>
    public Tensor Abs() => new AbsOp().Apply(this);

    /// <summary>Replaces each element by its absolute value.</summary>
    public Tensor Abs_() => Engine.InPlace.Apply(new AbsOp(), this, this);
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
        /// The least integer has no positive counterpart and stays what it is, as in PyTorch; the library's primitive throws there.
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
