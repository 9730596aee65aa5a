using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Less than or equal to another tensor (a &lt;= b), element by element, broadcast; false if either is NaN. A bool tensor, without
    /// gradient.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Le(Tensor other) => new LeOp().Apply(this, other.NotNull());

    /// <summary>Less than or equal to a number, element by element. A bool tensor, without gradient.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Le(Scalar other) => new LeOp().Apply(this, other);

    /// <inheritdoc cref="Le(Tensor)"/>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    public static Tensor operator <=(Tensor left, Tensor right) => left.NotNull().Le(right);

    /// <inheritdoc cref="Le(Tensor)"/>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side, a number.</param>
    public static Tensor operator <=(Tensor left, Scalar right) => left.NotNull().Le(right);

    /// <inheritdoc cref="Le(Tensor)"/>
    /// <param name="left">The left side, a number.</param>
    /// <param name="right">The right side.</param>
    public static Tensor operator <=(Scalar left, Tensor right) => right.NotNull().Ge(left);

    /// <inheritdoc cref="Le(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Le(Tensor input, Tensor other) => input.NotNull().Le(other);

    /// <inheritdoc cref="Le(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Le(Tensor input, Scalar other) => input.NotNull().Le(other);
}

internal sealed class LeOp : CompareOp<LeOp.Kernel>
{
    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => a <= b;
    }
}
