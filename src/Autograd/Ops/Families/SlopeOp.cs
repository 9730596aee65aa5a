using Autograd.Devices;

namespace Autograd;

/// <summary>The family of fused first derivatives: grad · f′(x) in one pass, for an operation whose VJP saves x.</summary>
/// <remarks>
/// The result is linear in grad, so its gradient with respect to grad is this operation again; the one with respect to x needs f″.
/// </remarks>
/// <typeparam name="TKernel">The inner loop, over grad and x.</typeparam>
/// <param name="kernel">The kernel, whose fields hold the operation's scalar arguments.</param>
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

    /// <summary>f″(x) in differentiable operations; null if f is piecewise linear.</summary>
    protected abstract Tensor? Curvature(Tensor x);
}
