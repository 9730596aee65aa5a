using Autograd.Nn;
using Autograd.Tests.Devices;

namespace Autograd.Tests.Nn;

/// <summary>Attention in blocks gives what the composed form gives, at lengths of several blocks, in the memory of a few rows of blocks.</summary>
[Collection("threads")]
public sealed class AttentionBlockTests
{
    public static TheoryData<int, int, string> Lengths()
    {
        var data = new TheoryData<int, int, string>();
        foreach (int queries in (int[])[1, 127, 300])
        {
            foreach (int keys in (int[])[1, 256, 530])
            {
                foreach (string mask in (string[])["none", "causal", "bool", "number", "bool of keys", "turned"]) data.Add(queries, keys, mask);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Values_and_gradients_are_those_of_the_composed_form(int queries, int keys, string mask)
    {
        var generator = new Generator((ulong)(queries + keys));
        Tensor q = Leaf([queries, 2, 1, 5], generator), k = Leaf([3, keys, 5], generator), v = Leaf([2, 3, 7, keys], generator);
        Tensor[] leaves = [q, k, v];
        Tensor query = q.Permute(1, 2, 0, 3), value = v.Transpose(-1, -2); // [2, 1, queries, 5] and [2, 3, keys, 7]
        Tensor? given = mask switch
        {
            "bool" => Some([3, queries, keys], generator),
            "bool of keys" => Some([2, 1, 1, keys], generator),
            "number" => Tensor.Randn([queries, keys], DType.Float64, generator: generator).MaskedFill(!Some([queries, keys], generator), double.NegativeInfinity),
            "turned" => Some([queries, keys], generator).T.Contiguous().T,
            _ => null,
        };
        Tensor seed = Tensor.Randn([2, 3, queries, 7], DType.Float64, generator: generator);
        Tensor found = F.ScaledDotProductAttention(query, k, value, given, isCausal: mask == "causal", scale: 1.5);
        Tensor expected = Composed(query, k, value, mask == "causal" ? Tensor.Ones([queries, keys], DType.Bool).Tril() : given, 1.5);
        Assert.Equal("scaled_dot_product_attention", found.GradFn);
        Close(expected, found, "output");
        Tensor?[] grads = Autodiff.Grad([(found * seed).Sum()], leaves), wanted = Autodiff.Grad([(expected * seed).Sum()], leaves);
        for (int i = 0; i < leaves.Length; i++) Close(wanted[i]!, grads[i]!, $"gradient {i}");
    }

    [Fact]
    public void Numbers_in_float32_are_accurate_where_scores_are_large()
    {
        var generator = new Generator(1);
        Tensor[] x = [.. Enumerable.Range(0, 3).Select(_ => Tensor.Randn([600, 16], generator: generator) * 4)];
        Tensor[] exact = [.. x.Select(t => t.To(DType.Float64))];
        foreach (Tensor t in (Tensor[])[.. x, .. exact]) t.RequiresGrad = true;
        Tensor found = F.ScaledDotProductAttention(x[0], x[1], x[2]), expected = Composed(exact[0], exact[1], exact[2], null, 0.25);
        GoldenJson.AssertClose(expected.ToArray<double>(), found.ToArray<double>(), 2e-5, 2e-5, "output");
        found.Square().Sum().Backward();
        expected.Square().Sum().Backward();
        for (int i = 0; i < 3; i++) GoldenJson.AssertClose(exact[i].Grad!.ToArray<double>(), x[i].Grad!.ToArray<double>(), 2e-3, 2e-3, $"gradient {i}");
    }

    [Theory]
    [InlineData(1, 700)]
    [InlineData(5, 300)]
    [InlineData(40, 130)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int heads, int length)
    {
        float[][]? first = null;
        foreach (int threads in (int[])[1, 2, 3, 7])
        {
            ParallelForTests.WithThreads(threads, () =>
            {
                var generator = new Generator(3);
                Tensor[] x = [.. Enumerable.Range(0, 3).Select(_ => Tensor.Randn([heads, length, 24], requiresGrad: true, generator: generator))];
                Tensor y = F.ScaledDotProductAttention(x[0], x[1], x[2], isCausal: true);
                y.Square().Sum().Backward();
                float[][] all = [y.ToArray<float>(), .. x.Select(t => t.Grad!.ToArray<float>())];
                first ??= all;
                for (int i = 0; i < all.Length; i++) Assert.Equal(first[i], all[i]);
            });
        }
    }

    /// <summary>A layer that is not asked for its weights does the same.</summary>
    [Theory]
    [InlineData(4096, false)]
    [InlineData(8192, false)]
    [InlineData(4096, true)]
    public void Memory_grows_with_the_length_and_not_with_its_square(int length, bool layer) => ParallelForTests.WithThreads(1, () =>
    {
        var attention = new MultiheadAttention(8, 1, batchFirst: true);
        Tensor x = Tensor.Randn([1, length, 8], requiresGrad: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Tensor y = layer
            ? attention.Call(x, x, x, needWeights: false, isCausal: true).Output
            : F.ScaledDotProductAttention(x, x, x, isCausal: true);
        y.Sum().Backward();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotNull(x.Grad);
        // The scores alone would be 4 · length bytes for each position: 16 KB and more. What is shared by all lengths is under 4 MB.
        Assert.InRange(bytes, 1, (4L << 20) + (2048L * length));
    });

    [Fact]
    public void A_query_that_sees_nothing_gives_zeros_in_every_block()
    {
        Tensor q = Leaf([300, 4], new Generator(1)), k = Leaf([400, 4], new Generator(2)), mask = Tensor.Ones([300, 400], DType.Bool);
        mask[130..140] = Tensor.Zeros([10, 400], DType.Bool);
        mask[150, ..390] = Tensor.Zeros([390], DType.Bool); // the first block is masked throughout
        Tensor y = F.ScaledDotProductAttention(q, k, k, mask);
        y.Square().Sum().Backward();
        Assert.All(y[130..140].Flatten().ToArray<double>(), n => Assert.Equal(0, n));
        Assert.All(q.Grad![130..140].Flatten().ToArray<double>(), n => Assert.Equal(0, n));
        Close(Composed(q[150..151], k[390..], k[390..], null, 0.5), y[150..151], "the last block alone");
        Assert.True(q.Grad.IsFinite().All().Item<bool>() && k.Grad!.IsFinite().All().Item<bool>());
    }

    [Fact]
    public void NaN_and_infinity_are_seen_across_blocks()
    {
        Tensor q = Tensor.Ones([2, 3]), k = Tensor.Ones([600, 3]), v = Tensor.Ones([600, 2]);
        k[599] = Tensor.Full([3], double.NaN);
        Assert.All(F.ScaledDotProductAttention(q, k, v).ToArray<float>(), n => Assert.True(float.IsNaN(n)));
        Assert.Equal([1f, 1, 1, 1], F.ScaledDotProductAttention(q, k, v, isCausal: true).ToArray<float>());
        k[599] = Tensor.Full([3], double.PositiveInfinity);
        Assert.All(F.ScaledDotProductAttention(q, k, v).ToArray<float>(), n => Assert.True(float.IsNaN(n)));
    }

    [Fact]
    public void A_mask_that_requires_grad_gets_one()
    {
        Tensor q = Leaf([3, 4], new Generator(1)), bias = Tensor.Zeros([3, 3], DType.Float64, requiresGrad: true);
        GradCheck.Check(x => F.ScaledDotProductAttention(x[0], x[0], x[0], x[1]), [q, bias]);
    }

    [Fact]
    public void Jacobians_of_every_order_and_forward_mode_agree()
    {
        Tensor[] x = [Leaf([2, 3], new Generator(1)), Leaf([4, 3], new Generator(2)), Leaf([4, 2], new Generator(3))];
        GradCheck.Check(v => F.ScaledDotProductAttention(v[0], v[1], v[2], isCausal: true, causalOffset: 1), x);
        GradCheck.CheckSecondOrder(v => F.ScaledDotProductAttention(v[0], v[1], v[2], isCausal: true, causalOffset: 1), x);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Tensor x = Tensor.Ones([3, 4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => F.ScaledDotProductAttention(x, x, x, isCausal: true, causalOffset: -1));
        Assert.Throws<ArgumentException>(() => F.ScaledDotProductAttention(x, x, x, causalOffset: 1));
    }

    private static Tensor Composed(Tensor q, Tensor k, Tensor v, Tensor? mask, double scale)
    {
        Tensor scores = q.MatMul(k.Transpose(-1, -2)) * scale;
        if (mask is not null) scores = mask.DType == DType.Bool ? scores.MaskedFill(!mask, double.NegativeInfinity) : scores + mask;
        return scores.Softmax(-1).MatMul(v);
    }

    /// <summary>True for about half of the elements, and for the first of each row, so that no row is masked throughout.</summary>
    private static Tensor Some(Shape shape, Generator generator)
    {
        Tensor mask = Tensor.Rand(shape, DType.Float64, generator: generator) < 0.5;
        mask.Narrow(-1, 0, 1).Fill_(1);
        return mask;
    }

    private static Tensor Leaf(Shape shape, Generator generator) => Tensor.Randn(shape, DType.Float64, requiresGrad: true, generator: generator);

    private static void Close(Tensor expected, Tensor found, string what)
    {
        Assert.Equal(expected.Shape, found.Shape);
        GoldenJson.AssertClose(expected.ToArray<double>(), found.ToArray<double>(), 1e-10, 1e-12, what);
    }
}
