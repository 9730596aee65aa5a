using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>True where either element is not 0 (NaN counts), broadcast. Any dtype; a bool tensor, without gradient.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor LogicalOr(Tensor other) => new LogicalOrOp().Apply(this, other.NotNull());

    /// <inheritdoc cref="LogicalOr(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor LogicalOr(Tensor input, Tensor other) => input.NotNull().LogicalOr(other);
}

internal sealed class LogicalOrOp : CompareOp<LogicalOrOp.Kernel>
{
    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => a != T.Zero || b != T.Zero;
    }
}
