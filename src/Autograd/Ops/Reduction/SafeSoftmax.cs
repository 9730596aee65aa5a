using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The softmax of the rows of the last dimension; a row that is all −∞ gives zeros instead of NaN, as for a query that may attend to
    /// no key.
    /// </summary>
    internal Tensor SafeSoftmax() => new SafeSoftmaxOp().Apply(this);
}

internal sealed class SafeSoftmaxOp : RowOp<SafeSoftmaxOp.Kernel>
{
    public override string Name => "softmax";

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(output);

    // The gradient formula of the softmax gives 0 for a row of zeros.
    protected internal override Tensor Vjp(int input, Tensor grad) => new SoftmaxGradOp().Apply(grad.Contiguous(), Saved(0));

    internal readonly struct Kernel : IRowKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T max = ExponentialRows.Max(x);
            // The maximum passes over NaN, so it is −∞ for a row of NaN too, which must stay visible.
            if (max == T.NegativeInfinity && !x.ContainsAnyExcept(T.NegativeInfinity))
            {
                y.Clear();
                return;
            }

            T sum = ExponentialRows.Exp(x, max, y);
            TensorPrimitives.Multiply(y, T.One / sum, y);
        }
    }
}
