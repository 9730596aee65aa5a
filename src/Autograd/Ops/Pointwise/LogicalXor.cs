using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// True where exactly one of two elements is not 0 (NaN counts), broadcast. Any dtype; a bool tensor, without gradient.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor LogicalXor(Tensor other) => new LogicalXorOp().Apply(this, other.NotNull());

    /// <inheritdoc cref="LogicalXor(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor LogicalXor(Tensor input, Tensor other) => input.NotNull().LogicalXor(other);
}

internal sealed class LogicalXorOp : CompareOp<LogicalXorOp.Kernel>
{
    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => (a != T.Zero) != (b != T.Zero);
    }
}
