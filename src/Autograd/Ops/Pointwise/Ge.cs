using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Greater than or equal to another tensor (a &gt;= b), element by element, broadcast; false if either is NaN. A bool tensor, without
    /// gradient.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Ge(Tensor other) => new GeOp().Apply(this, other.NotNull());

    /// <summary>Greater than or equal to a number, element by element. A bool tensor, without gradient.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Ge(Scalar other) => new GeOp().Apply(this, other);

    /// <inheritdoc cref="Ge(Tensor)"/>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    public static Tensor operator >=(Tensor left, Tensor right) => left.NotNull().Ge(right);

    /// <inheritdoc cref="Ge(Tensor)"/>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side, a number.</param>
    public static Tensor operator >=(Tensor left, Scalar right) => left.NotNull().Ge(right);

    /// <inheritdoc cref="Ge(Tensor)"/>
    /// <param name="left">The left side, a number.</param>
    /// <param name="right">The right side.</param>
    public static Tensor operator >=(Scalar left, Tensor right) => right.NotNull().Le(left);

    /// <inheritdoc cref="Ge(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Ge(Tensor input, Tensor other) => input.NotNull().Ge(other);

    /// <inheritdoc cref="Ge(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Ge(Tensor input, Scalar other) => input.NotNull().Ge(other);
}

internal sealed class GeOp : CompareOp<GeOp.Kernel>
{
    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => a >= b;
    }
}
