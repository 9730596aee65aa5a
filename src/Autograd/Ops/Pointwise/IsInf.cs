using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>True where an element is an infinity, of either sign. Any dtype; a bool tensor, without gradient.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor IsInf() => new IsInfOp().Apply(this, this);

    /// <inheritdoc cref="IsInf()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor IsInf(Tensor input) => input.NotNull().IsInf();
}

internal sealed class IsInfOp : CompareOp<IsInfOp.Kernel>
{
    public override string Name => "isinf";

    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => T.IsInfinity(a);
    }
}
