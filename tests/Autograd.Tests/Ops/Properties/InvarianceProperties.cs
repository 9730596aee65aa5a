using FsCheck.Xunit;

namespace Autograd.Tests.Ops.Properties;

/// <summary>Turning the dimensions or cutting them otherwise changes nothing that does not depend on them.</summary>
public class InvarianceProperties
{
    private static readonly Func<Tensor, Tensor>[] s_pointwise =
    [
        x => x.Exp(), x => x.Tanh(), x => x.Sigmoid(), x => x.Abs(), x => x.Relu(), x => x * x, x => x / (x.Square() + 1), x => x.Clamp(-1, 1), x => 2 - x,
        x => x.Pow(3), x => x.MaskedFill(x > 1, 0), x => x.Maximum(x.Square()),
    ];

    private static readonly Func<Tensor, int, Tensor>[] s_along =
    [
        (x, d) => x.Sum(d, keepDim: true), (x, d) => x.Mean(d, keepDim: true), (x, d) => x.Softmax(d), (x, d) => x.LogSoftmax(d), (x, d) => x.LogSumExp(d, keepDim: true),
        (x, d) => x.Amax(d, keepDim: true), (x, d) => x.Max(d, keepDim: true).Values, (x, d) => x.Var([d], keepDim: true), (x, d) => Tensor.Cat([x, x], d),
        (x, d) => x.Narrow(d, 1, 1), (x, d) => x.IndexSelect(d, Tensor.Create([1, 0, 1])),
    ];

    [Property(MaxTest = 200)]
    public void Pointwise_operations_do_not_see_a_permutation(byte which, byte order, ushort seed)
    {
        (int[] there, int[] back) = Order(order);
        Func<Tensor, Tensor> f = s_pointwise[which % s_pointwise.Length];
        Same(x => f(x), x => f(x.Permute(there)).Permute(back), seed);
    }

    [Property(MaxTest = 200)]
    public void Pointwise_operations_do_not_see_a_reshape(byte which, byte order, ushort seed)
    {
        (int[] there, _) = Order(order);
        Func<Tensor, Tensor> f = s_pointwise[which % s_pointwise.Length];
        // A copy where the permuted elements do not lie in line, a view where they do.
        Same(x => f(x.Permute(there)).Reshape(-1), x => f(x.Permute(there).Reshape(4, -1)).Reshape(6, 4).Flatten(), seed);
    }

    [Property(MaxTest = 300)]
    public void Operations_along_a_dimension_go_with_it(byte which, byte order, byte dim, ushort seed)
    {
        (int[] there, int[] back) = Order(order);
        Func<Tensor, int, Tensor> f = s_along[which % s_along.Length];
        int along = dim % 3;
        Same(x => f(x, along), x => f(x.Permute(there), back[along]).Permute(back), seed);
    }

    [Property(MaxTest = 100)]
    public void A_product_of_transposes_is_the_transposed_product(ushort seed)
    {
        Tensor other = (Tensor.Rand([4, 5], DType.Float64, generator: new Generator(seed)) * 2) - 1;
        Same(x => x.MatMul(other), x => other.T.MatMul(x.Transpose(1, 2)).Transpose(1, 2), seed);
    }

    private static void Same(Func<Tensor, Tensor> f, Func<Tensor, Tensor> g, ushort seed)
    {
        Tensor x = (Tensor.Rand([2, 3, 4], DType.Float64, generator: new Generator(seed)) * 4) - 2;
        x.RequiresGrad = true;
        Evaluation expected = Evaluation.Of(i => f(i[0]), [x], [x]), actual = Evaluation.Of(i => g(i[0]), [x], [x]);
        Close.EqualToLargest(expected.Output, actual.Output, 1e-12, "output");
        Close.EqualToLargest(expected.First[0], actual.First[0], 1e-11, "gradient");
        Close.EqualToLargest(expected.Second[0], actual.Second[0], 1e-11, "second gradient");
    }

    private static (int[] There, int[] Back) Order(byte n)
    {
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        int[] there = orders[n % 6], back = new int[3];
        for (int i = 0; i < 3; i++) back[there[i]] = i;
        return (there, back);
    }
}
