using Autograd.Optim;

namespace Autograd.Tests.Semantics;

/// <content>Schedules and optimizers.</content>
public partial class DeviationTests
{
    [Fact]
    [Deviation("Schedules that divide by 0")]
    public void Schedules_refuse_a_factor_that_they_would_divide_by()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantLR(Sgd(), factor: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantLR(Sgd(), totalIters: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearLR(Sgd(), startFactor: 0));
    }

    [Fact]
    [Deviation("Schedules in a list")]
    public void A_list_of_schedules_refuses_lists()
    {
        Sgd sgd = Sgd();
        Assert.Throws<ArgumentException>(() => new SequentialLR([new StepLR(sgd, 1), new ChainedScheduler(new StepLR(sgd, 1))], [2]));
        Assert.Throws<ArgumentException>(() => new SequentialLR([new SequentialLR([new StepLR(sgd, 1)], [])], []));
    }

    [Fact]
    [Deviation("One cycle's last step")]
    public void One_cycle_ends_at_its_least_rate()
    {
        Sgd sgd = Sgd();
        var schedule = new OneCycleLR(sgd, 1, totalSteps: 5, annealStrategy: AnnealStrategy.Linear);
        for (int i = 0; i < 5; i++) schedule.Step();
        Assert.Equal(1 / 25.0 / 1e4, sgd.Groups[0].Lr, 1e-15); // PyTorch: −0.22
    }

    [Fact]
    [Deviation("Rate of ASGD")]
    public void The_rate_of_ASGD_is_float64()
    {
        Tensor p = Tensor.Create([1.0], requiresGrad: true);
        p.Grad = Tensor.Create([1.0]);
        new Asgd([p], lr: 0.1, lambd: 0).Step();
        Assert.Equal(0.9, p.Item()); // PyTorch: 0.8999999985098839
    }

    [Fact]
    [Deviation("Loaded schedules")]
    public void A_loaded_schedule_sets_the_rates()
    {
        var from = new ExponentialLR(Sgd(), 0.5);
        from.Step();
        Sgd sgd = Sgd();
        new ExponentialLR(sgd, 0.5).LoadStateDict(from.StateDict());
        Assert.Equal(0.5, sgd.Groups[0].Lr); // PyTorch: 1, until the optimizer's state is loaded
    }

    private static Sgd Sgd() => new([Tensor.Ones([1], requiresGrad: true)], lr: 1, momentum: 0.5);
}
