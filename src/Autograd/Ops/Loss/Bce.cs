using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

/// <summary>
/// −(t · ln x + (1 − t) · ln(1 − x)) of probabilities x and targets t, element by element, each logarithm clamped to at least −100, as in
/// PyTorch.
/// </summary>
internal sealed class BceOp : BinaryOp<BceOp.Kernel>
{
    protected override void Keep(Tensor x, Tensor target, Tensor output)
    {
        Save(x);
        Save(Needs(0) ? target : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor x = Saved(0);
        return input == 0 ? grad * new BceGradOp().Apply(x, Saved(1)) : grad * ((1 - x).Log() - x.Log());
    }

    internal readonly struct Kernel : IBinaryKernel
    {
        private const int Run = 256;

        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> target, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Check(x);
            Span<T> buffer = stackalloc T[Run];
            for (int start = 0; start < y.Length; start += Run)
            {
                int count = Math.Min(Run, y.Length - start);
                ReadOnlySpan<T> p = x.Slice(start, count), t = target.Slice(start, count);
                Span<T> logs = buffer[..count], losses = y.Slice(start, count);
                TensorPrimitives.Log(p, logs);
                for (int i = 0; i < count; i++)
                {
                    T ln = T.Max(logs[i], T.CreateChecked(-100)), lnOther = T.Max(LogOfRest(p[i]), T.CreateChecked(-100));
                    losses[i] = (t[i] - T.One) * lnOther - t[i] * ln;
                }
            }
        }

        private static void Check<T>(ReadOnlySpan<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T min = TensorPrimitives.Min(x), max = TensorPrimitives.Max(x);
            if (min >= T.Zero && max <= T.One) return;
            if (T.IsNaN(min) || T.IsNaN(max))
            {
                throw new ArgumentOutOfRangeException(
                    "input",
                    "binary_cross_entropy: the input must be probabilities from 0 to 1, but holds NaN; AnomalyMode.Detect() around the "
                    + "forward pass finds the operation that made it");
            }

            throw new ArgumentOutOfRangeException(
                "input",
                $"binary_cross_entropy: the input must be probabilities from 0 to 1, but has values from {min} to {max}; " +
                "BceWithLogitsLoss takes any number");
        }

        // ln(1 − x), accurate for small x too: the rounding error of 1 − x is divided out (Higham, Accuracy and Stability, 1.14.1).
        private static T LogOfRest<T>(T x)
            where T : IFloatingPointIeee754<T>
        {
            T rest = T.One - x;
            return rest == T.One ? -x : rest == T.Zero ? T.NegativeInfinity : T.Log(rest) * (-x / (rest - T.One));
        }
    }
}

/// <summary>(x − t) / (x · (1 − x)), with the divisor clamped to at least 1e−12.</summary>
internal sealed class BceGradOp : BinaryOp<BceGradOp.Kernel>
{
    /// <summary>The lower bound of x · (1 − x). PyTorch uses the float32 nearest to 1e−12, for float64 inputs too.</summary>
    public const float Least = 1e-12f;

    protected override void Keep(Tensor x, Tensor target, Tensor output)
    {
        Save(x);
        Save(Needs(0) ? target : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor x = Saved(0), divisor = ((1 - x) * x).Clamp(min: BceGradOp.Least);
        if (input == 1) return -grad / divisor;
        Tensor t = Saved(1);
        return grad * ((x - t * 2) * x + t) / (divisor * divisor);
    }

    internal readonly struct Kernel : IBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> target, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T least = T.CreateChecked(Least);
            int i = 0;
            if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
            {
                for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
                {
                    Vector<T> v = new(x[i..]);
                    ((v - new Vector<T>(target[i..])) / Vector.Max((Vector<T>.One - v) * v, new Vector<T>(least))).CopyTo(y[i..]);
                }
            }

            for (; i < y.Length; i++) y[i] = (x[i] - target[i]) / T.Max((T.One - x[i]) * x[i], least);
        }
    }
}
