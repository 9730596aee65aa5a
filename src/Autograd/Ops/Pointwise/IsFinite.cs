using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>True where an element is neither NaN nor an infinity. Any dtype; a bool tensor, without gradient.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor IsFinite() => new IsFiniteOp().Apply(this, this);

    /// <inheritdoc cref="IsFinite()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor IsFinite(Tensor input) => input.NotNull().IsFinite();
}

internal sealed class IsFiniteOp : CompareOp<IsFiniteOp.Kernel>
{
    public override string Name => "isfinite";

    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => T.IsFinite(a);
    }
}
