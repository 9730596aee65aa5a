using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Greater than another tensor (a &gt; b), element by element, broadcast; false if either is NaN. A bool tensor, without gradient.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Gt(Tensor other) => new GtOp().Apply(this, other.NotNull());

    /// <summary>Greater than a number, element by element. A bool tensor, without gradient.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Gt(Scalar other) => new GtOp().Apply(this, other);

    /// <inheritdoc cref="Gt(Tensor)"/>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    public static Tensor operator >(Tensor left, Tensor right) => left.NotNull().Gt(right);

    /// <inheritdoc cref="Gt(Tensor)"/>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side, a number.</param>
    public static Tensor operator >(Tensor left, Scalar right) => left.NotNull().Gt(right);

    /// <inheritdoc cref="Gt(Tensor)"/>
    /// <param name="left">The left side, a number.</param>
    /// <param name="right">The right side.</param>
    public static Tensor operator >(Scalar left, Tensor right) => right.NotNull().Lt(left);

    /// <inheritdoc cref="Gt(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Gt(Tensor input, Tensor other) => input.NotNull().Gt(other);

    /// <inheritdoc cref="Gt(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Gt(Tensor input, Scalar other) => input.NotNull().Gt(other);
}

internal sealed class GtOp : CompareOp<GtOp.Kernel>
{
    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => a > b;
    }
}
