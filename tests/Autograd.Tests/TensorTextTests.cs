namespace Autograd.Tests;

/// <summary>Expected texts are PyTorch 1.13.1's <c>print</c> of the same tensors, without "torch." before dtypes.</summary>
public class TensorTextTests
{
    private static void Prints(Tensor tensor, string expected) => Assert.Equal(expected.ReplaceLineEndings("\n"), tensor.ToString());

    [Fact]
    public void A_cube_is_aligned_in_blocks() => Prints(
        Tensor.Randn([2, 3, 4], generator: new Generator(0)),
        """
        tensor([[[-1.1258, -1.1524, -0.2506, -0.4339],
                 [ 0.8487,  0.6920, -0.3160, -2.1152],
                 [ 0.4681, -0.1577,  1.4437,  0.2660]],

                [[ 0.1665,  0.8744, -0.1435, -0.1116],
                 [ 0.9318,  1.2590,  2.0050,  0.0537],
                 [ 0.6181, -0.4128, -0.8411, -2.3160]]])
        """);

    [Fact]
    public void More_than_1000_elements_are_summarised()
    {
        Prints(Tensor.Arange(2000), "tensor([   0,    1,    2,  ..., 1997, 1998, 1999])");
        Prints(
            Tensor.Randn([40, 50], generator: Skipped()),
            """
            tensor([[-0.2159, -0.7425,  0.5627,  ...,  0.6382, -0.0033, -0.5344],
                    [ 1.1687,  0.3945,  1.9415,  ..., -0.0899,  0.7298, -1.8453],
                    [-0.0250,  1.3694,  2.6570,  ...,  0.1583,  0.1102, -0.8188],
                    ...,
                    [-0.3075, -0.0370, -0.2771,  ..., -1.1612,  0.0922,  0.1338],
                    [ 0.8101, -0.0896,  1.7392,  ...,  0.2539, -0.3710, -0.0623],
                    [ 0.0465,  1.3787,  0.3167,  ...,  1.8749, -0.8491,  0.5502]])
            """);

        static Generator Skipped()
        {
            var generator = new Generator(0);
            Tensor.Randn([2, 3, 4], generator: generator);
            return generator;
        }
    }

    [Fact]
    public void Lines_break_at_80_columns_and_what_is_not_the_default_is_named() => Prints(
        Tensor.Arange(0.0, 30.0, 1.0, DType.Float64, requiresGrad: true),
        """
        tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13.,
                14., 15., 16., 17., 18., 19., 20., 21., 22., 23., 24., 25., 26., 27.,
                28., 29.], dtype=float64, requires_grad=True)
        """);

    [Fact]
    public void Wide_ranges_are_scientific_and_the_op_that_made_it_is_named() => Prints(
        Tensor.Create([1e-5f, 2f, float.NaN, float.PositiveInfinity], requiresGrad: true) * 2,
        "tensor([2.0000e-05, 4.0000e+00,        nan,        inf],\n       grad_fn=<MulBackward0>)");

    [Fact]
    public void Bools_bytes_large_integers_numbers_and_nothing()
    {
        Prints(Tensor.Create([true, false]), "tensor([ True, False])");
        Prints(Tensor.Create<byte>([1, 200]), "tensor([  1, 200], dtype=uint8)");
        Prints(Tensor.Create([long.MaxValue, -1]), "tensor([9223372036854775807,                  -1])");
        Prints(Tensor.Scalar(3.5), "tensor(3.5000)");
        Prints(Tensor.Zeros([0, 3]), "tensor([], size=(0, 3))");
        Prints(Tensor.Zeros([2, 2]), "tensor([[0., 0.],\n        [0., 0.]])");
    }

    [Fact]
    public void The_debugger_sees_shape_history_and_a_single_number_and_changes_nothing()
    {
        Tensor leaf = Tensor.Create([1.5, 2], requiresGrad: true), hidden = leaf * 2, view = hidden[0];
        Assert.Equal("float64[2], requires grad", leaf.DebugText);
        Assert.Equal("float64[] 3, grad_fn=IndexBackward0", view.DebugText);
        Assert.Equal("int64[3]", Tensor.Arange(3).DebugText);
        hidden.Mul_(2);
        Assert.Equal("float64[] 6, grad_fn=IndexBackward0", view.DebugText);
        Assert.NotEqual(hidden.Rewrites, view.ViewOf!.Rewrites); // its node is out of date, and looking at it has not made it anew
    }
}
