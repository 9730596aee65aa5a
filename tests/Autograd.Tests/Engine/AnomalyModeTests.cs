using System.Runtime.CompilerServices;
using Autograd.Engine;

namespace Autograd.Tests.Engine;

public class AnomalyModeTests
{
    private static Tensor Leaf(params double[] values) => Tensor.Create(values, requiresGrad: true);

    private static int Here([CallerLineNumber] int line = 0) => line;

    private static string Found(Action run) => Assert.Throws<AnomalyException>(run).Message;

    private static void Says(string message, params string[] parts) => Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));

    [Fact]
    public void A_branch_that_Where_did_not_choose_is_named_and_explained()
    {
        Tensor x = Leaf(4, 0);
        using EngineScope mode = AnomalyMode.Detect();
        int line = Here() + 1;
        Tensor y = Tensor.Where(x.Detach() > 0, x.Sqrt(), Tensor.Scalar(0)).Sum();
        string message = Found(() => y.Backward());
        Says(message, "the backward of sqrt made NaN", "input 0 (float64[2])", "first at [1]", $"AnomalyModeTests.cs:{line}", nameof(A_branch_that_Where_did_not_choose_is_named_and_explained));
        Says(message, "is 0 and the local derivative is infinite", "Where");
    }

    [Fact]
    public void An_infinite_gradient_is_reported()
    {
        using EngineScope mode = AnomalyMode.Detect();
        Tensor y = Leaf(4, 0).Sqrt().Sum();
        Says(Found(() => y.Backward()), "the backward of sqrt made ∞", "first at [1]", "local derivative is infinite");
    }

    [Fact]
    public void Zero_times_log_of_zero_is_found_in_the_forward_and_explained()
    {
        Tensor x = Leaf(1, 0);
        using EngineScope mode = AnomalyMode.Detect();
        Says(Found(() => _ = x * x.Log()), "the forward of mul made NaN", "first at [1]", "AnomalyModeTests.cs", "0 and −∞", "0 · ∞ is NaN");
    }

    [Fact]
    public void The_maker_is_named_and_not_those_that_pass_it_on()
    {
        using EngineScope mode = AnomalyMode.Detect();
        Says(Found(() => Leaf(4, -1).Sqrt().Exp().Sum()), "the forward of sqrt made NaN", "first at [1]", "Its input there: -1");
        Tensor given = Tensor.Create([double.NaN, 1]);
        Assert.True(double.IsNaN((given * 2).Sum().Item())); // it came in
        Tensor.Create([double.NegativeInfinity]).Exp();
        Leaf(0).Log(); // an infinity is no NaN
    }

    [Fact]
    public void Infinities_of_the_forward_are_reported_on_request()
    {
        using EngineScope mode = AnomalyMode.Detect(infinities: true);
        Says(Found(() => Leaf(1, 0).Log()), "the forward of log made −∞", "first at [1]");
    }

    [Fact]
    public void A_change_in_place_is_looked_at_with_the_values_before_it()
    {
        using EngineScope mode = AnomalyMode.Detect();
        Tensor x = Tensor.Create([4.0, -1]);
        Says(Found(() => x.Sqrt_()), "sqrt", "Its input there: -1");
    }

    [Fact]
    public void A_graph_recorded_outside_says_so()
    {
        Tensor x = Leaf(0), y = (x * x.Log()).Sum();
        using EngineScope mode = AnomalyMode.Detect();
        Says(Found(() => y.Backward()), "the backward of mul made −∞", "recorded outside AnomalyMode.Detect()");
        x = Leaf(1);
        y = (x * Tensor.Create([double.NaN])).Sum();
        Says(Found(() => y.Backward()), "the backward of mul made NaN", "The forward pass is the cause");
    }

    [Fact]
    public void It_is_off_outside_the_scope_and_clean_passes_are_left_alone()
    {
        using (AnomalyMode.Detect())
        {
            Assert.True(AnomalyMode.IsEnabled);
            Tensor x = Leaf(1, 2);
            (x.Log() * x).Sum().Backward();
            Assert.NotNull(x.Grad);
        }

        Assert.False(AnomalyMode.IsEnabled);
        Leaf(4, -1).Sqrt().Sum().Backward();
    }

    [Fact]
    public void A_place_without_debug_information_is_the_method()
    {
        Assert.Equal("Program.Train", UserFrame.Describe(null, 0, "Program", "Train"));
        Assert.Equal("Net.Forward", UserFrame.Describe("", 0, "Net+<>c__DisplayClass0_0", "<Forward>b__0"));
        Assert.Equal("/src/a.cs:7 (Outer.Inner.Run)", UserFrame.Describe("/src/a.cs", 7, "Outer+Inner", "Run"));
    }
}
