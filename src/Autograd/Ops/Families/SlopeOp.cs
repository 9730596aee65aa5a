using Autograd.Devices;

namespace Autograd;

/// <summary>The family of fused first derivatives: grad · f′(x) in one pass, for an operation whose VJP saves x.</summary>
/// <remarks>The result is linear in grad, so that its gradient by grad is the operation again; the one by x needs f″.</remarks>
/// <typeparam name="TKernel">The inner loop, of grad and x.</typeparam>
/// <param name="kernel">The kernel's value: its fields are the operation's scalar arguments.</param>
internal abstract class SlopeOp<TKernel>(TKernel kernel = default) : BinaryOp<TKernel>(kernel)
    where TKernel : struct, IBinaryKernel
{
    protected sealed override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(Needs(1) ? first : null);
        Save(second);
    }

    protected internal sealed override Tensor? Vjp(int input, Tensor grad)
    {
        Tensor x = Saved(1);
        if (input == 0) return Fresh().Apply(grad, x);
        return Curvature(x) is { } curvature ? grad * Saved(0) * curvature : null;
    }

    /// <summary>f″(x) in differentiable operations; null where f is made of straight lines.</summary>
    protected abstract Tensor? Curvature(Tensor x);
}
