using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

/// <summary>
/// The binary cross-entropy of σ(x), element by element, computed from x: (1 − t) · x + max(−x, 0) + ln(1 + e^−|x|), which never overflows.
/// </summary>
internal sealed class BceWithLogitsOp : BinaryOp<BceWithLogitsOp.Kernel>
{
    public override string Name => "binary_cross_entropy_with_logits";

    protected override void Keep(Tensor x, Tensor target, Tensor output)
    {
        Save(x);
        Save(Needs(0) ? target : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0 ? grad * new BceWithLogitsGradOp().Apply(Saved(0), Saved(1)) : -grad * Saved(0);

    internal readonly struct Kernel : IBinaryKernel
    {
        private const int Run = 256;

        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> target, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Span<T> buffer = stackalloc T[Run];
            for (int start = 0; start < y.Length; start += Run)
            {
                int count = Math.Min(Run, y.Length - start);
                ReadOnlySpan<T> logits = x.Slice(start, count), t = target.Slice(start, count);
                Span<T> small = buffer[..count], losses = y.Slice(start, count);
                TensorPrimitives.Abs(logits, small);
                TensorPrimitives.Negate(small, small);
                Exponential.Exp<T>(small, small);
                for (int i = 0; i < count; i++)
                {
                    // ln(1 + e) with the rounding error of 1 + e divided out, as in BceOp, so that a tiny loss is accurate.
                    T sum = T.One + small[i], rounded = sum - T.One;
                    T log = rounded == T.Zero ? small[i] : T.Log(sum) * (small[i] / rounded);
                    losses[i] = (T.One - t[i]) * logits[i] + T.Max(-logits[i], T.Zero) + log;
                }
            }
        }
    }
}

/// <summary>σ(x) − t.</summary>
internal sealed class BceWithLogitsGradOp : BinaryOp<BceWithLogitsGradOp.Kernel>
{
    protected override void Keep(Tensor x, Tensor target, Tensor output) => Save(Needs(0) ? x : null);

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0 ? new SigmoidGradOp().Apply(grad, Saved(0).Sigmoid()) : -grad;

    internal readonly struct Kernel : IBinaryKernel
    {
        private const int Run = 256;

        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> target, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Span<T> buffer = stackalloc T[Run];
            for (int start = 0; start < y.Length; start += Run)
            {
                int count = Math.Min(Run, y.Length - start);
                Span<T> sigmoid = buffer[..count];
                Exponential.Sigmoid(x.Slice(start, count), sigmoid);
                TensorPrimitives.Subtract(sigmoid, target.Slice(start, count), y.Slice(start, count));
            }
        }
    }
}
