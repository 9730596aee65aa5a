using System.Numerics;
using Autograd.Devices;

namespace Autograd.CustomOps;

/// <summary>x · sigmoid(βx), with its backward in one pass.</summary>
public sealed class SwishOp(double beta) : UnaryOp<SwishOp.Kernel>(new Kernel(beta))
{
    /// <summary>The function of each element.</summary>
    public static Tensor Of(Tensor x, double beta = 1) => new SwishOp(beta).Apply(x);

    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected override Tensor Vjp(int input, Tensor grad) => new SwishGradOp(Arguments.Beta).Apply(grad, Saved(0));

    /// <summary>The inner loop.</summary>
    public readonly struct Kernel(double beta) : IUnaryKernel
    {
        /// <summary>How steep the step is.</summary>
        public double Beta { get; } = beta;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T beta = T.CreateChecked(Beta);
            for (int i = 0; i < x.Length; i++) y[i] = x[i] / (T.One + T.Exp(-beta * x[i]));
        }
    }
}

/// <summary>grad · (s + βx·s·(1 − s)) with s = sigmoid(βx): the backward of <see cref="SwishOp"/>, an operation with a gradient of its own.</summary>
public sealed class SwishGradOp(double beta) : BinaryOp<SwishGradOp.Kernel>(new Kernel(beta))
{
    protected override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(Needs(1) ? first : null);
        Save(second);
    }

    protected override Tensor Vjp(int input, Tensor grad)
    {
        double beta = Arguments.Beta;
        Tensor x = Saved(1);
        if (input == 0) return new SwishGradOp(beta).Apply(grad, x);
        Tensor s = (x * beta).Sigmoid(), slope = s * (1 - s) * beta;
        return grad * Saved(0) * slope * (x * beta * (1 - s * 2) + 2);
    }

    /// <summary>The inner loop.</summary>
    public readonly struct Kernel(double beta) : IBinaryKernel
    {
        /// <summary>How steep the step is.</summary>
        public double Beta { get; } = beta;

        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T beta = T.CreateChecked(Beta);
            for (int i = 0; i < y.Length; i++)
            {
                T s = T.One / (T.One + T.Exp(-beta * b[i]));
                y[i] = a[i] * (s + beta * b[i] * s * (T.One - s));
            }
        }
    }
}
