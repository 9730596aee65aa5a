using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The natural logarithm; −inf at 0, NaN below. Floating result. Gradient: grad / x.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Log() => new LogOp().Apply(this);

    /// <summary>Replaces each element by its natural logarithm.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Log_() => Engine.InPlace.Apply(new LogOp(), this, this);

    /// <inheritdoc cref="Log()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Log(Tensor input) => input.NotNull().Log();
}

internal sealed class LogOp : UnaryOp<LogOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad / Saved(0);

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Log(x, y);
    }
}
