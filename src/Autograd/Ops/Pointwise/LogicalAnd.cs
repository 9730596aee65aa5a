using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>True where both elements are not 0 (NaN is not 0 either), broadcast. Any dtype; a bool tensor, without gradient.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor LogicalAnd(Tensor other) => new LogicalAndOp().Apply(this, other);
}

internal sealed class LogicalAndOp : CompareOp<LogicalAndOp.Kernel>
{
    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => a != T.Zero && b != T.Zero;
    }
}
