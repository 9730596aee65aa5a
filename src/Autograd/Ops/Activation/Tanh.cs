using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The hyperbolic tangent. Floating result. Gradient: grad · (1 − y²).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Tanh() => new TanhOp().Apply(this);

    /// <summary>Replaces each element by its hyperbolic tangent.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Tanh_() => Engine.InPlace.Apply(new TanhOp(), this, this);

    /// <inheritdoc cref="Tanh()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Tanh(Tensor input) => input.NotNull().Tanh();
}

internal sealed class TanhOp : UnaryOp<TanhOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => new TanhGradOp().Apply(grad, Saved(0));

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => Exponential.Tanh(x, y);
    }
}

/// <summary>grad · (1 − y²) in one pass.</summary>
internal sealed class TanhGradOp : BinaryOp<TanhGradOp.Kernel>
{
    protected override void Keep(Tensor grad, Tensor y, Tensor output)
    {
        Save(Needs(1) ? grad : null);
        Save(y);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0 ? new TanhGradOp().Apply(grad, Saved(1)) : grad * Saved(0) * Saved(1) * -2;

    internal readonly struct Kernel : IBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> y, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            int i = 0;
            if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
            {
                for (; i <= result.Length - Vector<T>.Count; i += Vector<T>.Count)
                {
                    Vector<T> v = new(y[i..]);
                    (new Vector<T>(grad[i..]) * (Vector<T>.One - v * v)).CopyTo(result[i..]);
                }
            }

            for (; i < result.Length; i++) result[i] = grad[i] * (T.One - y[i] * y[i]);
        }
    }
}
