using System.Text.Json;
using Autograd.Nn;

namespace Autograd.Tests.Nn;

public sealed class LossTests
{
    private static readonly JsonElement[] s_cases = [.. GoldenJson.Read("losses.json").EnumerateArray()];

    /// <summary>PyTorch: a weight that requires grad is refused for classes where gradients are recorded, and taken elsewhere and for probabilities.</summary>
    [Fact]
    public void Class_weights_that_require_grad_are_for_evaluation_and_probabilities()
    {
        Tensor x = Tensor.Create([[1f, 2], [3, 4]]), classes = Tensor.Create([0L, 1]), weight = Tensor.Ones([2], requiresGrad: true);
        Assert.Throws<GraphException>(() => F.CrossEntropy(x, classes, weight));
        F.CrossEntropy(x, Tensor.Create([[0.5f, 0.5f], [0.2f, 0.8f]]), weight).Backward();
        Assert.Equal([0.4596, 0.2036], weight.Grad!.ToArray<double>().Select(g => Math.Round(g, 4)));
        using GradModeScope mode = GradMode.NoGrad();
        Assert.Equal(F.CrossEntropy(x, classes).Item(), F.CrossEntropy(x, classes, weight).Item(), 6);
        Assert.Equal(F.NllLoss(x, classes).Item(), F.NllLoss(x, classes, weight).Item(), 6);
    }

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, s_cases.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_both_orders_of_gradient_are_PyTorchs(int index)
    {
        JsonElement c = s_cases[index];
        string what = $"{c.GetProperty("loss")} {c.GetProperty("options")} of {c.GetProperty("input").GetProperty("shape")}";
        Tensor input = c.GetProperty("input").Tensor(), target = c.GetProperty("target").Tensor();
        input.RequiresGrad = true;
        if (target.DType.IsFloating()) target.RequiresGrad = true;
        Tensor[] inputs = target.RequiresGrad ? [input, target] : [input];

        Tensor loss = Compute(c, input, target);
        Assert.Equal(c.GetProperty("value").Tensor().Shape, loss.Shape);
        GoldenJson.AssertClose(c.GetProperty("value").Tensor().ToArray<double>(), loss.ToArray<double>(), 1e-10, 1e-12, what);

        Tensor v = Tensor.Linspace(0.5, 1.5, loss.Numel, DType.Float64).Reshape(loss.Shape);
        Tensor?[] grads = Autodiff.Grad([loss], inputs, [v], createGraph: true);
        // 1e−8: PyTorch holds the divisor of bce at float32's nearest to 1e−12.
        for (int i = 0; i < grads.Length; i++)
            GoldenJson.AssertClose(c.GetProperty("grads")[i].Numbers(), grads[i]!.ToArray<double>(), 1e-8, 1e-12, $"{what}, gradient {i}");

        if (c.GetProperty("second").ValueKind == JsonValueKind.Null) return;
        Tensor u = Tensor.Linspace(-1, 1, input.Numel, DType.Float64).Reshape(input.Shape);
        Tensor product = (grads[0]! * u).Sum();
        Tensor?[] second = product.RequiresGrad ? Autodiff.Grad([product], inputs, allowUnused: true) : new Tensor?[inputs.Length];
        for (int i = 0; i < second.Length; i++)
        {
            double[] found = second[i]?.ToArray<double>() ?? new double[inputs[i].Numel];
            GoldenJson.AssertClose(c.GetProperty("second")[i].Numbers(), found, 1e-8, 1e-11, $"{what}, second order {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Float32_is_close_to_float64(int index)
    {
        JsonElement c = s_cases[index];
        Tensor input = c.GetProperty("input").Tensor().To(DType.Float32), target = c.GetProperty("target").Tensor();
        if (target.DType.IsFloating()) target = target.To(DType.Float32);
        if (target.DType == DType.Int64) target = target.To(DType.Int32);
        Tensor loss = Compute(c, input, target, DType.Float32);
        Assert.Equal(DType.Float32, loss.DType);
        GoldenJson.AssertClose(c.GetProperty("value").Tensor().ToArray<double>(), loss.ToArray<double>(), 2e-5, 2e-5, $"{c.GetProperty("loss")}");
    }

    [Fact]
    public void A_factor_is_shared_but_not_taken_over()
    {
        Tensor weight = Tensor.Ones([3]);
        Loss[] losses =
            [new CrossEntropyLoss(weight), new NllLoss(weight), new BceLoss(weight), new BceWithLogitsLoss(weight, posWeight: weight)];
        weight.Fill_(2);
        foreach (Loss loss in losses)
        {
            Assert.All(loss.Buffers(), b => Assert.Equal([2f, 2f, 2f], b.ToArray<float>()));
            loss.To(DType.Float64);
            Assert.All(loss.Buffers(), b => Assert.Equal(DType.Float64, b.DType));
        }

        Assert.Equal(DType.Float32, weight.DType);
        Assert.Throws<GraphException>(() => new NllLoss(Tensor.Ones([3], requiresGrad: true)));
    }

    [Fact]
    public void The_modules_give_what_the_functions_give()
    {
        var generator = new Generator(0);
        Tensor x = Tensor.Randn([4, 3], generator: generator), p = x.Sigmoid(), t = Tensor.Rand([4, 3], generator: generator), w = Tensor.Rand([3], generator: generator);
        Tensor classes = Tensor.Create([0L, 2, 1, 2]);
        Assert.Equal(F.MseLoss(x, t, Reduction.Sum).Item(), new MseLoss(Reduction.Sum).Call(x, t).Item());
        Assert.Equal(F.BceLoss(p, t, w).Item(), new BceLoss(w).Call(p, t).Item());
        Assert.Equal(F.BceWithLogitsLoss(x, t, w, posWeight: w).Item(), new BceWithLogitsLoss(w, posWeight: w).Call(x, t).Item());
        Assert.Equal(F.NllLoss(x, classes, w, 2).Item(), new NllLoss(w, 2).Call(x, classes).Item());
        Assert.Equal(
            F.CrossEntropy(x, classes, w, 2, Reduction.Sum, 0.1).Item(), new CrossEntropyLoss(w, 2, Reduction.Sum, 0.1).Call(x, classes).Item());
    }

    [Fact]
    public void The_modules_of_distances_give_what_the_functions_give()
    {
        var generator = new Generator(0);
        Tensor x = Tensor.Randn([4, 3], generator: generator), y = Tensor.Randn([4, 3], generator: generator), z = Tensor.Randn([4, 3], generator: generator);
        Tensor p = y.Sigmoid(), sign = y.Sign(), pairs = Tensor.Create([1f, -1, 1, -1]);
        Equal(F.L1Loss(x, y, Reduction.Sum), new L1Loss(Reduction.Sum).Call(x, y));
        Equal(F.SmoothL1Loss(x, y, beta: 0.5), new SmoothL1Loss(beta: 0.5).Call(x, y));
        Equal(F.HuberLoss(x, y, delta: 0.5), new HuberLoss(delta: 0.5).Call(x, y));
        Equal(F.KlDivLoss(x, p, batchMean: true), new KlDivLoss(batchMean: true).Call(x, p));
        Equal(F.KlDivLoss(x, y, Reduction.Sum, logTarget: true), new KlDivLoss(Reduction.Sum, logTarget: true).Call(x, y));
        Equal(F.HingeEmbeddingLoss(x, sign, 0.5, Reduction.Sum), new HingeEmbeddingLoss(0.5, Reduction.Sum).Call(x, sign));
        Equal(F.SoftMarginLoss(x, sign), new SoftMarginLoss().Call(x, sign));
        Equal(F.PoissonNllLoss(x, p, false, true, 1), new PoissonNllLoss(false, true, 1).Call(x, p));
        Equal(F.CosineEmbeddingLoss(x, y, pairs, 0.1), new CosineEmbeddingLoss(0.1).Call(x, y, pairs));
        Equal(F.TripletMarginLoss(x, y, z, 2, 1, swap: true), new TripletMarginLoss(2, 1, swap: true).Call(x, y, z));
        Equal(F.MarginRankingLoss(x, y, sign, 0.2), new MarginRankingLoss(0.2).Call(x, y, sign));
        Equal(F.GaussianNllLoss(x, y, p, true), new GaussianNllLoss(true).Call(x, y, p));

        // Value for value: a NaN equals itself.
        static void Equal(Tensor expected, Tensor found) => Assert.Equal(expected.Item(), found.Item());
    }

    [Fact]
    public void Distances_refuse_what_does_not_fit()
    {
        Tensor x = Tensor.Zeros([2, 3]), row = Tensor.Zeros([3]);
        foreach (Func<Tensor, Tensor, Tensor> loss in (Func<Tensor, Tensor, Tensor>[])
            [
                (a, b) => F.L1Loss(a, b), (a, b) => F.SmoothL1Loss(a, b), (a, b) => F.HuberLoss(a, b), (a, b) => F.HingeEmbeddingLoss(a, b[..2]),
                (a, b) => F.SoftMarginLoss(b, a), (a, b) => F.MarginRankingLoss(a, b, a), (a, b) => F.MarginRankingLoss(a, a, b),
                (a, b) => F.CosineEmbeddingLoss(a, b, Tensor.Ones([2])), (a, b) => F.CosineEmbeddingLoss(a, a, b), (a, b) => F.TripletMarginLoss(a, b, a),
                (a, b) => F.TripletMarginLoss(a, a, b), (a, b) => F.GaussianNllLoss(a, b[..2], a), (a, b) => F.GaussianNllLoss(a, a, b),
            ])
            Assert.Throws<ShapeException>(() => loss(x, row));
        Assert.Throws<ShapeException>(() => F.KlDivLoss(x, Tensor.Zeros([2])));
        Assert.Throws<ShapeException>(() => F.PoissonNllLoss(x, Tensor.Zeros([2])));
        Assert.Throws<DTypeException>(() => F.KlDivLoss(x, x.To(DType.Int64)));
        Assert.Throws<DTypeException>(() => F.PoissonNllLoss(x.To(DType.Int64), x));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.SmoothL1Loss(x, x, beta: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.HuberLoss(x, x, delta: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.TripletMarginLoss(x, x, x, p: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.GaussianNllLoss(x, x, x - 1));
    }

    [Fact]
    public void Long_distances_stay_finite()
    {
        Tensor far = Tensor.Create([1e30, -800, double.PositiveInfinity], requiresGrad: true), zero = Tensor.Zeros([3], DType.Float64);
        F.SmoothL1Loss(far, zero, Reduction.Sum).Backward();
        Assert.Equal([1.0, -1, 1], far.Grad!.ToArray<double>());
        Assert.Equal(800, F.SoftMarginLoss(far[1], Tensor.Ones([], DType.Float64)).Item(), 1e-9);
    }

    [Fact]
    public void A_class_out_of_range_is_named_with_the_number_of_classes()
    {
        Tensor x = Tensor.Zeros([2, 3]);
        foreach (long wrong in (long[])[3, -1, long.MinValue])
        {
            string message = Assert.Throws<TensorIndexException>(() => F.CrossEntropy(x, Tensor.Create([0L, wrong]))).Message;
            Assert.Contains($"target {wrong} ", message);
            Assert.Contains("there are 3", message);
        }
    }

    [Fact]
    public void Shapes_dtypes_and_numbers_that_do_not_fit_are_refused()
    {
        Tensor x = Tensor.Zeros([2, 3]), classes = Tensor.Create([0L, 1]);
        Assert.Throws<ShapeException>(() => F.MseLoss(x, Tensor.Zeros([3])));
        Assert.Throws<ShapeException>(() => F.BceLoss(x, Tensor.Zeros([2, 1])));
        Assert.Throws<ShapeException>(() => F.BceWithLogitsLoss(x, Tensor.Zeros([3, 2])));
        Assert.Throws<ShapeException>(() => F.BceWithLogitsLoss(x, x, posWeight: Tensor.Ones([2])));
        Assert.Throws<ShapeException>(() => F.NllLoss(x, Tensor.Create([0L, 1, 2])));
        Assert.Throws<ShapeException>(() => F.NllLoss(x, classes, Tensor.Ones([2])));
        Assert.Throws<ShapeException>(() => F.NllLoss(Tensor.Zeros([3]), classes));
        Assert.Throws<ShapeException>(() => F.NllLoss(Tensor.Zeros([]), Tensor.Full([], 0)));
        Assert.Throws<ShapeException>(() => F.CrossEntropy(x, Tensor.Zeros([2])));
        Assert.Throws<ShapeException>(() => F.CrossEntropy(x, x, Tensor.Ones([2])));
        Assert.Throws<DTypeException>(() => F.NllLoss(x, Tensor.Zeros([2])));
        Assert.Throws<DTypeException>(() => F.NllLoss(x, classes, Tensor.Ones([3], DType.Float64)));
        Assert.Throws<DTypeException>(() => F.CrossEntropy(x, x.To(DType.Int64)));
        Assert.Throws<GraphException>(() => F.NllLoss(x, classes, Tensor.Ones([3], requiresGrad: true)));
        Assert.Throws<GraphException>(() => F.CrossEntropy(x, classes, Tensor.Ones([3], requiresGrad: true)));
        Assert.Throws<ShapeException>(() => F.CrossEntropy(x, classes, Tensor.Ones([2])));
        Assert.Throws<DTypeException>(() => F.CrossEntropy(x, classes, Tensor.Ones([3], DType.Float64)));
        Assert.Throws<DTypeException>(() => F.CrossEntropy(x.To(DType.Int64), classes));
        Assert.Contains("input [2, 3, 4]", Assert.Throws<ShapeException>(() => F.CrossEntropy(Tensor.Zeros([2, 3, 4]), Tensor.Zeros([2, 3], DType.Int64))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => F.CrossEntropy(x, classes, labelSmoothing: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.CrossEntropy(x, classes, labelSmoothing: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.CrossEntropy(x, x, ignoreIndex: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(labelSmoothing: -0.1));
    }

    [Theory]
    [InlineData(-0.01f)]
    [InlineData(1.01f)]
    [InlineData(float.NaN)]
    public void Bce_takes_probabilities_only(float wrong) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => F.BceLoss(Tensor.Create([0.5f, wrong]), Tensor.Create([1f, 1f])));

    [Fact]
    public void A_tiny_loss_keeps_its_digits()
    {
        Tensor loss = F.BceWithLogitsLoss(Tensor.Create([-30f]), Tensor.Create([0f]));
        Assert.Equal(Math.Exp(-30), loss.Item(), 1e-18);
        loss = F.BceLoss(Tensor.Create([1e-12f]), Tensor.Create([0f]));
        Assert.Equal(1e-12, loss.Item(), 1e-18);
    }

    [Fact]
    public void All_ignored_is_NaN_without_gradient()
    {
        Tensor x = Tensor.Zeros([2, 3], requiresGrad: true);
        Tensor loss = F.CrossEntropy(x, Tensor.Create([-100L, -100]));
        Assert.True(double.IsNaN(loss.Item()));
        loss.Backward();
        Assert.Equal(new double[6], x.Grad!.ToArray<double>());
    }

    private static Tensor Compute(JsonElement c, Tensor input, Tensor target, DType dtype = DType.Float64)
    {
        JsonElement options = c.GetProperty("options"), tensors = c.GetProperty("tensors");
        Reduction reduction = Enum.Parse<Reduction>(options.GetProperty("reduction").GetString()!, ignoreCase: true);
        Tensor? weight = tensors.TryGetProperty("weight", out JsonElement w) ? w.Tensor().To(dtype) : null;
        Tensor? posWeight = tensors.TryGetProperty("pos_weight", out JsonElement pw) ? pw.Tensor().To(dtype) : null;
        long ignore = options.TryGetProperty("ignore_index", out JsonElement i) ? i.GetInt64() : -100;
        double smoothing = options.TryGetProperty("label_smoothing", out JsonElement s) ? s.GetDouble() : 0;
        return c.GetProperty("loss").GetString() switch
        {
            "mse_loss" => F.MseLoss(input, target, reduction),
            "bce" => F.BceLoss(input, target, weight, reduction),
            "bce_with_logits" => F.BceWithLogitsLoss(input, target, weight, reduction, posWeight),
            "nll_loss" => F.NllLoss(input, target, weight, ignore, reduction),
            _ => F.CrossEntropy(input, target, weight, ignore, reduction, smoothing),
        };
    }
}
