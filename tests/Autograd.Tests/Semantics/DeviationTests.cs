using System.Reflection;
using Autograd.Nn;
using Autograd.Tests.Infrastructure;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

/// <summary>Where we differ from PyTorch on purpose: each entry of the list in <c>docs/pytorch-to-autograd.md</c> has its test here.</summary>
public class DeviationTests
{
    [Fact]
    [Deviation("ZeroGrad")]
    public void ZeroGrad_sets_null_and_fills_when_told()
    {
        var layer = new Linear(2, 1);
        layer.Forward(Tensor.Ones([1, 2])).Backward();
        layer.ZeroGrad(setToNull: false);
        Equal([0, 0], layer.Weight.Grad!);
        layer.ZeroGrad();
        Assert.Null(layer.Weight.Grad);
    }

    [Fact]
    [Deviation("LogSumExp")]
    public void The_gradient_of_LogSumExp_at_all_minus_infinity_is_0() =>
        Assert.Equal([0.0, 0], Gradient(x => x.LogSumExp(0), double.NegativeInfinity, double.NegativeInfinity)); // PyTorch: NaN

    [Fact]
    [Deviation("Loss shapes")]
    public void Losses_throw_on_shapes_that_differ()
    {
        (Tensor x, Tensor y) = (Tensor.Zeros([2, 1]), Tensor.Zeros([2])); // PyTorch: [2, 2], and a warning
        Assert.Throws<ShapeException>(() => F.MseLoss(x, y));
        Assert.Throws<ShapeException>(() => F.L1Loss(x, y));
        Assert.Throws<ShapeException>(() => F.SmoothL1Loss(x, y));
        Assert.Throws<ShapeException>(() => F.HuberLoss(x, y));
    }

    [Fact]
    [Deviation("Prod beside infinities")]
    public void The_gradient_of_a_product_beside_infinities_is_the_product_of_the_others() =>
        Assert.Equal([double.PositiveInfinity, 2], Gradient(x => x.Prod(), 2, double.PositiveInfinity)); // PyTorch: inf, NaN

    [Fact]
    [Deviation("Equal elements of TopK")]
    public void TopK_takes_the_first_of_equal_elements() =>
        Assert.Equal([0L, 1], Tensor.Create([5f, 5f, 5f, 1f]).TopK(2).Indices.ToArray<long>());

    [Fact]
    [Deviation("Dropout2d")]
    public void Dropout2d_reads_three_dimensions_as_one_image()
    {
        Tensor y = F.Dropout2d(Tensor.Ones([50, 2, 2]), 0.5, generator: new Generator(1)).Reshape(50, 4);
        Assert.True(y.Amax(1).Eq(y.Amin(1)).ToArray<bool>().All(same => same)); // a whole channel, or nothing of it
        Assert.Equal(0, y.Min().Item());
    }

    [Fact]
    [Deviation("Class indices")]
    public void Class_indices_may_be_int32_or_int64()
    {
        Tensor logits = Tensor.Create(new double[,] { { 1, 2, 3 }, { 0, 1, 0 } });
        Assert.Equal(F.CrossEntropy(logits, Tensor.Create([2L, 0])).Item(), F.CrossEntropy(logits, Tensor.Create([2, 0])).Item());
    }

    [Fact]
    [Deviation("Sizes")]
    public void A_tensor_holds_what_an_array_can()
    {
        string message = Assert.Throws<ShapeException>(() => Tensor.Zeros([50_000, 50_000])).Message;
        Assert.Contains($"{Array.MaxLength}", message, StringComparison.Ordinal);
    }

    [Fact]
    [Deviation("T")]
    public void T_is_for_matrices() => Assert.Throws<ShapeException>(() => Tensor.Zeros([2, 3, 4]).T);

    [Fact]
    [Deviation("posWeight")]
    public void Bce_with_logits_differentiates_its_posWeight()
    {
        Tensor weight = Leaf(3);
        F.BceWithLogitsLoss(Tensor.Create([0.5]), Tensor.Create([1.0]), posWeight: weight).Backward();
        Equal([0.4740769841801067], weight.Grad!); // ln(1 + e^−0.5); PyTorch: an error
    }

    /// <summary>The page's list and these tests, both ways.</summary>
    [Fact]
    public void Every_deviation_on_the_page_has_a_test_and_every_test_is_on_the_page()
    {
        IEnumerable<string> onThePage = File.ReadLines(Repository.Path("docs/pytorch-to-autograd.md"))
            .SkipWhile(line => line != "## Deviations, on purpose").Skip(1).TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("- **", StringComparison.Ordinal)).Select(line => line.Split("**")[1].TrimEnd('.'));
        IEnumerable<string> tested = typeof(DeviationTests).GetMethods().SelectMany(m => m.GetCustomAttributes<DeviationAttribute>()).Select(a => a.Name).Distinct();
        Assert.Equal(onThePage.Order(), tested.Order());
        Tally.Add("deviations from PyTorch", tested.Count());
    }
}
