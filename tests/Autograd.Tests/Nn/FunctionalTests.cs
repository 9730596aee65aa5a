using Autograd.Nn;

namespace Autograd.Tests.Nn;

public sealed class FunctionalTests
{
    private static readonly Generator s_generator = new(0);

    [Fact]
    public void Linear_takes_any_number_of_leading_dimensions()
    {
        Tensor weight = Random(2, 3), bias = Random(2);
        Tensor rows = Random(4, 3), one = Random(3), many = Random(2, 5, 3), none = Tensor.Zeros([0, 7, 3], DType.Float64);
        GoldenJson.AssertClose((rows.MatMul(weight.T) + bias).ToArray<double>(), F.Linear(rows, weight, bias).ToArray<double>(), 1e-12, 0, "rows");
        GoldenJson.AssertClose((weight.MatMul(one) + bias).ToArray<double>(), F.Linear(one, weight, bias).ToArray<double>(), 1e-12, 0, "one");
        GoldenJson.AssertClose(many.MatMul(weight.T).ToArray<double>(), F.Linear(many, weight).ToArray<double>(), 1e-12, 0, "many");
        Assert.Equal([2], F.Linear(one, weight).Shape);
        Assert.Equal([2, 5, 2], F.Linear(many, weight, bias).Shape);
        Assert.Equal([0, 7, 2], F.Linear(none, weight, bias).Shape);
        foreach (Tensor input in (Tensor[])[rows, one, many])
        {
            GradCheck.Check(x => F.Linear(x[0], x[1], x[2]), [Leaf(input), Leaf(weight), Leaf(bias)]);
            GradCheck.CheckSecondOrder(x => F.Linear(x[0], x[1], x[2]), [Leaf(input), Leaf(weight), Leaf(bias)]);
        }

        Assert.Throws<ShapeException>(() => F.Linear(Random(4, 2), weight));
        Assert.Throws<ShapeException>(() => F.Linear(Tensor.Zeros([]), weight));
        Assert.Throws<ShapeException>(() => F.Linear(rows, weight, Random(3)));
        Assert.Throws<ShapeException>(() => F.Linear(rows, Random(3)));
        Assert.Throws<DTypeException>(() => F.Linear(rows.To(DType.Float32), weight));
    }

    [Fact]
    public void Convolution_pads_by_numbers_same_and_valid()
    {
        Tensor x = Random(2, 3, 7, 6), weight = Random(4, 3, 4, 3), bias = Random(4);
        Assert.Equal([2, 4, 7, 6], F.Conv2d(x, weight, bias, padding: Padding2d.Same).Shape);
        Assert.Equal([2, 4, 7, 6], F.Conv2d(x, weight, padding: Padding2d.Same, dilation: (1, 2)).Shape);
        Assert.Equal([2, 4, 4, 4], F.Conv2d(x, weight, padding: Padding2d.Valid).Shape);
        Assert.Equal([2, 4, 3, 4], F.Conv2d(x, weight, stride: (2, 1), padding: (1, 0)).Shape);
        Assert.Equal([2, 4, 3, 3], F.Conv2d(x, weight, stride: 2, padding: 1).Shape);
        // The odd row goes below: as if padded by 2 on both sides, without the first row.
        GoldenJson.AssertClose(
            F.Conv2d(x, weight, padding: (2, 1))[.., .., 1.., ..].ToArray<double>(), F.Conv2d(x, weight, padding: Padding2d.Same).ToArray<double>(), 1e-12, 1e-12, "same");
        Assert.Throws<ArgumentOutOfRangeException>(() => F.Conv2d(x, weight, stride: 2, padding: Padding2d.Same));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.Conv2d(x, weight, padding: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.Conv2d(x, weight, stride: 0));
        Assert.Throws<ShapeException>(() => F.Conv2d(x, Random(4, 2, 3, 3)));
        Assert.Throws<ShapeException>(() => F.Conv2d(x, Random(3, 3)));
        Assert.Throws<ShapeException>(() => F.Conv2d(Random(3, 3), weight));
    }

    [Fact]
    public void One_image_is_a_batch_of_one()
    {
        Tensor image = Random(2, 6, 6), batch = image.Unsqueeze(0), weight = Random(4, 1, 3, 3);
        Same(F.Conv2d(batch, weight, groups: 2), F.Conv2d(image, weight, groups: 2));
        Same(F.AvgPool2d(batch, 2), F.AvgPool2d(image, 2));
        Same(F.MaxPool2d(batch, (2, 3)), F.MaxPool2d(image, (2, 3)));
        Same(F.MaxPool2dWithIndices(batch, 2).Indices, F.MaxPool2dWithIndices(image, 2).Indices);
        Assert.Throws<ShapeException>(() => F.AvgPool2d(Random(6, 6), 2));

        static void Same(Tensor four, Tensor three)
        {
            Assert.Equal(four.Squeeze(0).Shape, three.Shape);
            Assert.Equal(four.ToArray<double>(), three.ToArray<double>());
        }
    }

    [Fact]
    public void Convolution_and_pooling_pass_the_gradient_check()
    {
        Tensor[] inputs = [Leaf(Random(2, 4, 5, 4)), Leaf(Random(4, 2, 3, 2)), Leaf(Random(4))];
        Func<Tensor[], Tensor>[] functions =
        [
            x => F.Conv2d(x[0], x[1], x[2], (2, 1), (1, 0), (1, 2), groups: 2),
            x => F.Conv2d(x[0], x[1], x[2], padding: Padding2d.Same, groups: 2),
            x => F.AvgPool2d(x[0], (3, 2), 1, 1, ceilMode: true, countIncludePad: false),
            x => F.MaxPool2d(x[0], 2, 1, 1),
        ];
        foreach (Func<Tensor[], Tensor> function in functions)
        {
            Tensor[] used = ReferenceEquals(function, functions[2]) || ReferenceEquals(function, functions[3]) ? inputs[..1] : inputs;
            GradCheck.Check(function, used);
            GradCheck.CheckSecondOrder(function, used);
        }
    }

    [Fact]
    public void Dropout_in_evaluation_or_without_a_chance_gives_the_input_back()
    {
        Tensor x = Random(3, 4);
        var layer = new Dropout(0.5, new Generator(0));
        Assert.NotSame(x, layer.Call(x));
        layer.Eval();
        Assert.Same(x, layer.Call(x));
        Assert.Same(x, F.Dropout(x, 0));
    }

    [Fact]
    public void Dropout_of_everything_draws_nothing()
    {
        var generator = new Generator(5);
        Tensor x = Tensor.Create([1f, float.NaN, float.PositiveInfinity], requiresGrad: true);
        Tensor y = F.Dropout(x, 1, generator: generator);
        Assert.Equal([0, float.NaN, float.NaN], y.ToArray<float>());
        Assert.Equal(new Generator(5).NextUInt32(), generator.NextUInt32());
        y.Sum().Backward();
        Assert.Equal([0f, 0, 0], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void Dropout_is_differentiable_twice()
    {
        Tensor[] x = [Leaf(Random(3, 4))];
        GradCheck.Check(x => F.Dropout(x[0], 0.4, generator: new Generator(3)), x);
        GradCheck.CheckSecondOrder(x => F.Dropout(x[0] * x[0], 0.4, generator: new Generator(3)), x);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Dropout_needs_a_probability(double p)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => F.Dropout(Tensor.Ones([1]), p));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(p));
    }

    [Fact]
    public void Losses_pass_the_gradient_check_to_second_order()
    {
        Tensor x = Random(3, 4), t = Random(3, 4), p = Random(3, 4).Sigmoid(), w = Random(4).Exp();
        Tensor classes = Tensor.Create([1L, -100, 3]);
        Both(x => F.MseLoss(x[0], x[1]), x, t);
        Both(x => F.BceLoss(x[0], x[1], x[2]), p, t, w);
        Both(x => F.BceWithLogitsLoss(x[0], x[1], x[2], Reduction.None, x[3]), x, t, w, w);
        Both(x => F.BceWithLogitsLoss(x[0], x[1]), x, t);
        Both(x => F.NllLoss(x[0].Square(), classes, w), x);
        Both(x => F.NllLoss(x[0].Square(), classes, w, reduction: Reduction.None), x);
        Both(x => F.CrossEntropy(x[0], classes, w, labelSmoothing: 0.1), x);
        Both(x => F.CrossEntropy(x[0], x[1], x[2], labelSmoothing: 0.1), x, p, w);

        static void Both(Func<Tensor[], Tensor> f, params Tensor[] inputs)
        {
            Tensor[] leaves = [.. inputs.Select(Leaf)];
            GradCheck.Check(f, leaves);
            GradCheck.CheckSecondOrder(f, leaves);
        }
    }

    [Fact]
    public void Layers_refuse_what_makes_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Linear(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(0, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(2, 2, (3, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(3, 4, 3, groups: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(3, 4, 3, stride: 2, padding: Padding2d.Same));
        Assert.Throws<DTypeException>(() => new Linear(2, 2, dtype: DType.Int64));
    }

    private static Tensor Random(params ReadOnlySpan<int> shape) => Tensor.Randn(Shape.Create(shape), DType.Float64, generator: s_generator);

    private static Tensor Leaf(Tensor values)
    {
        Tensor leaf = values.Detach().Clone();
        leaf.RequiresGrad = true;
        return leaf;
    }
}
