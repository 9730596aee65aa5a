using Autograd.Nn;

namespace Autograd.Benchmarks.Workloads;

/// <summary>One operation at a time, and a chain of the smallest.</summary>
internal static class SingleCalls
{
    public static Func<Tensor> TinyChain(int pairs)
    {
        Tensor x = Tensor.Randn([16], requiresGrad: true);
        return () =>
        {
            Tensor y = x;
            for (int i = 0; i < pairs; i++) y = y * 1.01 + 0.1;
            y = y.Sum();
            y.Backward();
            x.Grad = null;
            return y;
        };
    }

    public static Func<Tensor> Exp(int count)
    {
        Tensor x = Tensor.Randn([count]);
        return x.Exp;
    }

    public static Func<Tensor> Softmax(int size)
    {
        Tensor x = Tensor.Randn([size, size]);
        return () => x.Softmax(1);
    }

    public static Func<Tensor> Convolution(int batch)
    {
        Tensor weight = Tensor.Randn([64, 64, 3, 3]), x = Tensor.Randn([batch, 64, 28, 28]);
        return () => F.Conv2d(x, weight, padding: 1);
    }

    public static Func<Tensor> ConvolutionAndGradients(int batch)
    {
        Tensor weight = Tensor.Randn([64, 64, 3, 3], requiresGrad: true), x = Tensor.Randn([batch, 64, 28, 28], requiresGrad: true);
        return () =>
        {
            (weight.Grad, x.Grad) = (null, null);
            F.Conv2d(x, weight, padding: 1).Sum().Backward();
            return weight.Grad!;
        };
    }

    /// <summary>Attention of four heads of 64 over a long sequence, forward and backward.</summary>
    public static Func<Tensor> Attention(int length)
    {
        Tensor q = Tensor.Randn([1, 4, length, 64], requiresGrad: true), k = Tensor.Randn([1, 4, length, 64], requiresGrad: true);
        Tensor v = Tensor.Randn([1, 4, length, 64], requiresGrad: true);
        return () =>
        {
            (q.Grad, k.Grad, v.Grad) = (null, null, null);
            F.ScaledDotProductAttention(q, k, v).Square().Sum().Backward();
            return q.Grad!;
        };
    }

    public static Func<Tensor> MatMul(int size) => MatMul(size, size, size);

    public static Func<Tensor> MatMul(int rows, int inner, int columns)
    {
        Tensor a = Tensor.Randn([rows, inner]), b = Tensor.Randn([inner, columns]);
        return () => a.MatMul(b);
    }
}
