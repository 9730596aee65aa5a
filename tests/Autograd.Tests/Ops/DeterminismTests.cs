using Autograd.Nn;

namespace Autograd.Tests.Ops;

/// <summary>The same bits on one thread and on several.</summary>
[Collection("threads")]
public sealed class DeterminismTests
{
    private static readonly Dictionary<string, (Func<Tensor[], Tensor> Function, Shape[] Shapes)> s_rows = new()
    {
        ["add.broadcast"] = (x => x[0] + x[1], [[700, 501], [501]]),
        ["exp"] = (x => x[0].Exp(), [[300, 1001]]),
        ["transposed"] = (x => x[0].T * x[1], [[501, 700], [700, 501]]),
        ["sum"] = (x => x[0].Sum(), [[700, 501]]),
        ["sum.rows"] = (x => x[0].Sum(1), [[700, 501]]),
        ["sum.columns"] = (x => x[0].Sum(0), [[700, 501]]),
        ["sum.middle"] = (x => x[0].Sum([0, 2]), [[70, 50, 101]]),
        ["var"] = (x => x[0].Var([0]), [[700, 501]]),
        ["prod"] = (x => (x[0] * 0.01 + 1).Prod(), [[700, 501]]),
        ["prod.columns"] = (x => (x[0] * 0.01 + 1).Prod(0), [[700, 501]]),
        ["norm"] = (x => x[0].Norm(2, [0]), [[700, 501]]),
        ["gelu"] = (x => x[0].Gelu(), [[300, 1001]]),
        ["cumsum"] = (x => x[0].CumSum(1), [[300, 1001]]),
        ["cumprod"] = (x => (x[0] * 0.01 + 1).CumProd(1), [[300, 1001]]),
        ["sort"] = (x => x[0].Sort(0).Values, [[700, 501]]),
        ["softmax"] = (x => x[0].Softmax(-1), [[700, 501]]),
        ["log_softmax.dim"] = (x => x[0].LogSoftmax(1), [[20, 30, 501]]),
        ["batch_norm"] = (x => F.BatchNorm(x[0], null, null, x[1], x[2], training: true), [[16, 30, 501], [30], [30]]),
        ["layer_norm"] = (x => F.LayerNorm(x[0], [190], x[1], x[2]), [[1700, 190], [190], [190]]),
        ["group_norm"] = (x => F.GroupNorm(x[0], 3, x[1], x[2]), [[160, 6, 501], [6], [6]]),
        ["cross_entropy"] = (x => F.CrossEntropy(x[0], Tensor.RandInt(0, 101, [3000], generator: new Generator(1))), [[3000, 101]]),
        ["matmul"] = (x => x[0].MatMul(x[1]), [[301, 257], [257, 203]]),
        ["matmul.batch"] = (x => x[0].MatMul(x[1]), [[9, 61, 57], [9, 57, 83]]),
        ["conv2d"] = (x => new Conv2dOp(new Conv2dOptions((1, 1), (1, 1, 1, 1), (1, 1), 1)).Apply(x), [[9, 5, 28, 28], [16, 5, 3, 3], [16]]),
        ["conv2d.groups"] = (x => new Conv2dOp(new Conv2dOptions((2, 2), (1, 1, 1, 1), (1, 1), 2)).Apply(x), [[9, 6, 28, 28], [16, 3, 3, 3], [16]]),
        ["max_pool2d"] = (x => new MaxPool2dOp(new Pool2dOptions((2, 2), (2, 2), (0, 0), (1, 1), false)).Apply(x), [[16, 16, 28, 28]]),
        ["avg_pool2d"] = (x => new AvgPool2dOp(new Pool2dOptions((3, 3), (2, 2), (1, 1), (1, 1), false), true, null).Apply(x), [[16, 16, 28, 28]]),
        ["index_select"] = (x => x[0].IndexSelect(0, Tensor.RandInt(0, 300, [5000], generator: new Generator(1))), [[300, 64]]),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_unary = new()
    {
        ["exp"] = x => x.Exp(),
        ["log"] = x => (x.Abs() + 0.1).Log(),
        ["tanh"] = x => x.Tanh(),
        ["sigmoid"] = x => x.Sigmoid(),
        ["sqrt"] = x => x.Abs().Sqrt(),
        ["sin"] = x => x.Sin(),
        ["cos"] = x => x.Cos(),
        ["log1p"] = x => x.Abs().Log1p(),
        ["softmax"] = x => x.Softmax(0),
        ["log_softmax"] = x => x.LogSoftmax(0),
        ["sum"] = x => x.Sum(),
        ["sin_"] = x => x.Clone().Sin_(),
        ["pow"] = x => x.Abs().Pow(1.3),
        ["matmul"] = x => x.MatMul(x),
        ["var"] = x => x.Var(),
        ["erf"] = x => x.Erf(),
        ["expm1"] = x => x.Expm1(),
        ["gelu"] = x => x.Gelu(),
        ["mish"] = x => x.Mish(),
        ["softplus"] = x => x.Softplus(),
        ["tan"] = x => x.Tan(),
        ["round"] = x => x.Round(2),
        ["prod"] = x => (x * 0.01 + 1).Prod(),
        ["cumsum"] = x => x.CumSum(0),
        ["norm"] = x => x.Norm(3),
    };

    public static TheoryData<string> Rows => [.. s_rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void One_thread_and_two_give_the_same_bits(string name)
    {
        int before = Parallelism.Threads;
        try
        {
            (byte[][] one, byte[][] two) = (Run(1), Run(2));
            for (int i = 0; i < one.Length; i++) Assert.True(one[i].AsSpan().SequenceEqual(two[i]), i == 0 ? "the output" : $"gradient {i - 1}");
        }
        finally
        {
            Parallelism.Threads = before;
        }

        byte[][] Run(int threads)
        {
            Parallelism.Threads = threads;
            (Func<Tensor[], Tensor> function, Shape[] shapes) = s_rows[name];
            Tensor[] x = [.. shapes.Select((s, i) => Tensor.Randn(s, requiresGrad: true, generator: new Generator((ulong)i)))];
            Evaluation result = Evaluation.Of(function, x, x);
            return [.. new[] { result.Output }.Concat(result.First).Select(Draw.Bytes)];
        }
    }

    public static TheoryData<string, DType> Unary
    {
        get
        {
            var data = new TheoryData<string, DType>();
            foreach (string name in s_unary.Keys)
            {
                data.Add(name, DType.Float32);
                data.Add(name, DType.Float64);
            }

            return data;
        }
    }

    /// <summary>A row gives the same bits wherever it lies: the vectors that a library cuts it into must not follow the address.</summary>
    [Theory]
    [MemberData(nameof(Unary))]
    public void The_address_does_not_matter(string name, DType dtype)
    {
        Tensor values = ((Tensor.Rand([1003], DType.Float64, generator: new Generator(1)) * 4) - 2).To(dtype);
        byte[] expected = Draw.Bytes(s_unary[name](values));
        for (int offset = 1; offset < 17; offset++)
        {
            Tensor moved = Tensor.Zeros([1003 + offset], dtype).Narrow(0, offset, 1003).Copy_(values);
            Assert.True(expected.AsSpan().SequenceEqual(Draw.Bytes(s_unary[name](moved))), $"{offset} elements further on");
            // The result's address moves too.
            Assert.True(expected.AsSpan().SequenceEqual(Draw.Bytes(s_unary[name](moved.Clone()))), "in a fresh array");
        }
    }
}
