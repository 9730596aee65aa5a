using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>1 / (1 + e⁻ˣ). Floating result. Gradient: grad · y · (1 − y).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Sigmoid() => new SigmoidOp().Apply(this);

    /// <summary>Replaces each element by 1 / (1 + e⁻ˣ).</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Sigmoid_() => Engine.InPlace.Apply(new SigmoidOp(), this, this);

    /// <inheritdoc cref="Sigmoid()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Sigmoid(Tensor input) => input.NotNull().Sigmoid();
}

internal sealed class SigmoidOp : UnaryOp<SigmoidOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => new SigmoidGradOp().Apply(grad, Saved(0));

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => Exponential.Sigmoid(x, y);
    }
}

/// <summary>grad · y · (1 − y) in one pass.</summary>
internal sealed class SigmoidGradOp : BinaryOp<SigmoidGradOp.Kernel>
{
    protected override void Keep(Tensor grad, Tensor y, Tensor output)
    {
        Save(Needs(1) ? grad : null);
        Save(y);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0 ? new SigmoidGradOp().Apply(grad, Saved(1)) : grad * Saved(0) * (1 - Saved(1) * 2);

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
                    (new Vector<T>(grad[i..]) * v * (Vector<T>.One - v)).CopyTo(result[i..]);
                }
            }

            for (; i < result.Length; i++) result[i] = grad[i] * y[i] * (T.One - y[i]);
        }
    }
}
