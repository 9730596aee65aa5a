using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Less than another tensor (a &lt; b), element by element, broadcast; false if either is NaN. A bool tensor, without gradient.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Lt(Tensor other) => new LtOp().Apply(this, other.NotNull());

    /// <summary>Less than a number, element by element. A bool tensor, without gradient.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Lt(Scalar other) => new LtOp().Apply(this, other);

    /// <inheritdoc cref="Lt(Tensor)"/>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    public static Tensor operator <(Tensor left, Tensor right) => left.NotNull().Lt(right);

    /// <inheritdoc cref="Lt(Tensor)"/>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side, a number.</param>
    public static Tensor operator <(Tensor left, Scalar right) => left.NotNull().Lt(right);

    /// <inheritdoc cref="Lt(Tensor)"/>
    /// <param name="left">The left side, a number.</param>
    /// <param name="right">The right side.</param>
    public static Tensor operator <(Scalar left, Tensor right) => right.NotNull().Gt(left);

    /// <inheritdoc cref="Lt(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Lt(Tensor input, Tensor other) => input.NotNull().Lt(other);

    /// <inheritdoc cref="Lt(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Lt(Tensor input, Scalar other) => input.NotNull().Lt(other);
}

internal sealed class LtOp : CompareOp<LtOp.Kernel>
{
    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => a < b;
    }
}
