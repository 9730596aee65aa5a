using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>True where an element is NaN. Any dtype; a bool tensor, without gradient.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor IsNaN() => new IsNaNOp().Apply(this, this);

    /// <inheritdoc cref="IsNaN()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor IsNaN(Tensor input) => input.NotNull().IsNaN();
}

internal sealed class IsNaNOp : CompareOp<IsNaNOp.Kernel>
{
    public override string Name => "isnan";

    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => T.IsNaN(a);
    }
}
