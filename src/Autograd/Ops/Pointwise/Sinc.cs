using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The normalized sinc, sin(πx) / (πx); 1 at 0, NaN at infinities. Floating result. Gradient: grad · (cos(πx) − sinc(x)) / x; 0 at 0.
    /// </summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Sinc() => new SincOp().Apply(this);

    /// <summary>Replaces each element by its normalized sinc.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Sinc_() => Engine.InPlace.Apply(new SincOp(), this, this);

    /// <inheritdoc cref="Sinc()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Sinc(Tensor input) => input.NotNull().Sinc();
}

/// <summary>
/// The derivative of sin(πx) / (πx) of the given order; order 0 is the function. The VJP uses the next order, so the function can be
/// differentiated at 0 any number of times.
/// </summary>
internal sealed class SincOp(int order = 0) : UnaryOp<SincOp.Kernel>(new Kernel(order))
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * new SincOp(Arguments.Order + 1).Apply(Saved(0));

    internal readonly struct Kernel(int order) : IUnaryKernel
    {
        public int Order { get; } = order;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            if (Order == 0)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    T angle = T.Pi * x[i];
                    y[i] = T.IsZero(angle) ? T.One : T.Sin(angle) / angle;
                }

                return;
            }

            double factor = Math.Pow(Math.PI, Order);
            for (int i = 0; i < x.Length; i++)
                y[i] = T.CreateTruncating(factor * Derivative(Math.PI * double.CreateTruncating(x[i]), Order));
        }

        /// <summary>The n-th derivative of sin(t) / t.</summary>
        private static double Derivative(double t, int order)
        {
            if (double.IsInfinity(t)) return double.NaN; // as from the quotient in PyTorch
            if (Math.Abs(t) < order + 1) return Series(t, order);
            // t · f = sin t, differentiated n times: t · f⁽ⁿ⁾ + n · f⁽ⁿ⁻¹⁾ = sin⁽ⁿ⁾ t. Near 0 the difference would cancel.
            (double sin, double cos) = Math.SinCos(t);
            double f = sin / t;
            for (int n = 1; n <= order; n++) f = ((n % 4) switch { 0 => sin, 1 => cos, 2 => -sin, _ => -cos } - n * f) / t;
            return f;
        }

        /// <summary>Σ (−1)ᵏ t²ᵏ⁻ⁿ / ((2k − n)! · (2k + 1)), the terms of sin(t) / t differentiated one by one.</summary>
        private static double Series(double t, int order)
        {
            int k = (order + 1) / 2;
            double term = ((k % 2) == 0 ? 1 : -1) * (order % 2 == 0 ? 1 : t), sum = 0;
            for (; ; k++)
            {
                double next = sum + term / (2 * k + 1);
                if (next == sum && Math.Abs(term) < 1) return sum;
                sum = next;
                int power = 2 * k - order;
                term *= -t * t / ((power + 1.0) * (power + 2.0));
            }
        }
    }
}
