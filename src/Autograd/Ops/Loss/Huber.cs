using System.Numerics;
using Autograd.Devices;

namespace Autograd;

/// <summary>x²/2 up to |x| = delta, delta · (|x| − delta/2) beyond. Gradient: grad · x, with x clamped to ±delta.</summary>
internal sealed class HuberOp(double delta) : UnaryOp<HuberOp.Kernel>(new Kernel(delta))
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * Saved(0).Clamp(-Arguments.Delta, Arguments.Delta);

    internal readonly struct Kernel(double delta) : IUnaryKernel
    {
        public double Delta { get; } = delta;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T bound = T.CreateTruncating(Delta), half = T.CreateTruncating(0.5);
            int i = 0;
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                // With c = min(|x|, delta), both cases are c · (|x| − c/2).
                Vector<T> v = Vector.Abs(new Vector<T>(x[i..])), limit = new(bound);
                Vector<T> c = Vector.ConditionalSelect(Vector.LessThan(v, limit), v, limit);
                (c * (v - c * half)).CopyTo(y[i..]);
            }

            for (; i < x.Length; i++)
            {
                T v = T.Abs(x[i]), c = v < bound ? v : bound;
                y[i] = c * (v - c * half);
            }
        }
    }
}
