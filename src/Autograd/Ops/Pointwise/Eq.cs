using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Equal to another tensor (a == b), element by element, broadcast; false if either is NaN. A bool tensor, without gradient.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Eq(Tensor other) => new EqOp().Apply(this, other.NotNull());

    /// <summary>Equal to a number, element by element. A bool tensor, without gradient.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Eq(Scalar other) => new EqOp().Apply(this, other);

    /// <inheritdoc cref="Eq(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Eq(Tensor input, Tensor other) => input.NotNull().Eq(other);

    /// <inheritdoc cref="Eq(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Eq(Tensor input, Scalar other) => input.NotNull().Eq(other);
}

internal sealed class EqOp : CompareOp<EqOp.Kernel>
{
    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => a == b;
    }
}
