using Autograd.Optim;

namespace Autograd.Tests.Optim;

public sealed class SchedulerTests
{
    [Fact]
    public void Arguments_are_refused_before_anything_changes()
    {
        Sgd o = Make();
        Action[] wrong =
        [
            () => new StepLR(o, 0), () => new StepLR(o, 1, -1), () => new MultiStepLR(o, [-1]), () => new ConstantLR(o, 0),
            () => new ConstantLR(o, 0.5, 0),
            () => new LinearLR(o, 0), () => new LinearLR(o, 0.5, 1.5), () => new LinearLR(o, totalIters: 0),
            () => new ExponentialLR(o, double.NaN),
            () => new PolynomialLR(o, 0), () => new PolynomialLR(o, power: -1), () => new CosineAnnealingLR(o, 0),
            () => new CosineAnnealingLR(o, 3, -1),
            () => new CosineAnnealingWarmRestarts(o, 0), () => new CosineAnnealingWarmRestarts(o, 1, 0), () => new CyclicLR(o, -1, 1),
            () => new CyclicLR(o, 0.1, 1, stepSizeUp: 0), () => new CyclicLR(o, 0.1, 1, stepSizeDown: 0),
            () => new CyclicLR(o, 0.1, 1, mode: (CyclicMode)7),
            () => new OneCycleLR(o, 1, 0), () => new OneCycleLR(o, 1, 5, pctStart: 2), () => new OneCycleLR(o, 1, 5, divFactor: 0),
            () => new OneCycleLR(o, 1, 5, annealStrategy: (AnnealStrategy)7), () => new SwaLR(o, -1), () => new SwaLR(o, 1, -1),
            () => new ReduceLROnPlateau(o, factor: 1), () => new ReduceLROnPlateau(o, patience: -1),
            () => new ReduceLROnPlateau(o, (PlateauMode)7),
            () => new ReduceLROnPlateau(o, thresholdMode: (ThresholdMode)7), () => new ReduceLROnPlateau(o, minLr: -1),
        ];
        Assert.All(wrong, action => Assert.Throws<ArgumentOutOfRangeException>(action));
        Action[] misfit =
        [
            () => new LambdaLR(o, [_ => 1]), () => new MultiplicativeLR(o, [_ => 1]), () => new OneCycleLR(o, [1, 2, 3], 5),
            () => new CyclicLR(new Adagrad([Leaf()]), 0.1, 1), () => new ChainedScheduler(), () => new SequentialLR([], []),
        ];
        Assert.All(misfit, action => Assert.Throws<ArgumentException>(action));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleLR(new Adam([Leaf()]), 1, 5, maxMomentum: 1));
        Assert.Equal((0.1, 0.05, 0.5), (o.Groups[0].Lr, o.Groups[1].Lr, o.Groups[0].Momentum));
    }

    [Fact]
    public void Lists_of_schedules_are_checked()
    {
        Sgd o = Make();
        LRScheduler a = new StepLR(o, 2), b = new StepLR(o, 3), foreign = new StepLR(Make(), 2);
        Assert.Contains("different optimizers", Assert.Throws<ArgumentException>(() => new ChainedScheduler(a, foreign)).Message);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => new ChainedScheduler(a, a)).Message);
        Assert.Contains("2 schedules need 1 milestones", Assert.Throws<ArgumentException>(() => new SequentialLR([a, b], [])).Message);
        Assert.Contains("must be at least 1", Assert.Throws<ArgumentException>(() => new SequentialLR([a, b], [0])).Message);
        var nested = Assert.Throws<ArgumentException>(() => new SequentialLR([a, new ChainedScheduler(b)], [2]));
        Assert.Contains("cannot begin in the middle", nested.Message);
    }

    [Fact]
    public void A_state_dict_that_does_not_fit_lists_everything_and_changes_nothing()
    {
        Sgd o = Make();
        var schedule = new CosineAnnealingWarmRestarts(o, 5);
        schedule.Step();
        OrderedDictionary<string, Tensor> bad = schedule.StateDict();
        bad["last_epoch"] = Tensor.Scalar(1.5);
        bad["_last_lr"] = Tensor.Ones([3]);
        bad["base_lrs"] = Tensor.Create([-1.0, 2]);
        bad["T_i"] = Tensor.Scalar(0);
        bad.Remove("T_cur");
        bad["more"] = Tensor.Scalar(0);
        double[] before = [.. o.Groups.Select(g => g.Lr)];
        string message = Assert.Throws<StateDictException>(() => schedule.LoadStateDict(bad)).Message;
        foreach (string part in (string[])[
            "last_epoch must be a whole number of at least 0, not 1.5", "_last_lr is float32[3], but there are 2 groups",
            "base_lrs must be a finite number",
            "T_i must be a whole number of at least 1, not 0", "T_cur is missing", "more is not expected"])
            Assert.Contains(part, message);
        Assert.Equal(1, schedule.LastEpoch);
        Assert.Equal(before, o.Groups.Select(g => g.Lr));
    }

    [Fact]
    public void Warm_restarts_can_be_asked_for_between_two_steps()
    {
        Sgd o = Make();
        var schedule = new CosineAnnealingWarmRestarts(o, 2, 2);
        schedule.Step(3.5); // 1.5 of the second period, which is 4 long
        Assert.Equal(0.1 * (1 + Math.Cos(Math.PI * 1.5 / 4)) / 2, o.Groups[0].Lr, 1e-15);
        schedule.Step();
        Assert.Equal((4, 0.1 * (1 + Math.Cos(Math.PI * 2 / 4)) / 2), (schedule.LastEpoch, o.Groups[0].Lr));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.Step(-0.5));
    }

    [Fact]
    public void One_cycle_ends_and_says_so()
    {
        Sgd o = Make();
        var schedule = new OneCycleLR(o, 1, totalSteps: 4, annealStrategy: AnnealStrategy.Linear);
        for (int i = 0; i < 4; i++) schedule.Step();
        double least = o.Groups[0].Lr;
        Assert.Equal(1 / 25.0 / 1e4, least, 1e-15);
        Assert.Contains("step 6 of a schedule of 4", Assert.Throws<InvalidOperationException>(schedule.Step).Message);
        Assert.Equal((4, least), (schedule.LastEpoch, o.Groups[0].Lr));
    }

    [Fact]
    public void One_cycle_moves_the_first_beta_where_there_is_no_momentum()
    {
        var adam = new Adam([Leaf()]);
        var schedule = new OneCycleLR(adam, 1, totalSteps: 10, pctStart: 0.5);
        Assert.Equal(0.95, adam.Groups[0].Betas.Beta1);
        for (int i = 0; i < 4; i++) schedule.Step();
        Assert.Equal((0.85, 0.999), (adam.Groups[0].Betas.Beta1, adam.Groups[0].Betas.Beta2));
        var restored = new Adam([Leaf()]);
        new OneCycleLR(restored, 1, totalSteps: 10, pctStart: 0.5).LoadStateDict(schedule.StateDict());
        Assert.Equal((1, 0.85), (restored.Groups[0].Lr, restored.Groups[0].Betas.Beta1));
    }

    [Fact]
    public void A_cycle_can_have_a_height_of_its_own()
    {
        Sgd o = Make();
        var schedule = new CyclicLR(o, 0, 1, stepSizeUp: 1, scale: cycle => 1 / cycle, cycleMomentum: false);
        var rates = new List<double>();
        for (int i = 0; i < 5; i++, schedule.Step()) rates.Add(o.Groups[0].Lr);
        Assert.Equal([0, 1, 0, 0.5, 0], rates);
    }

    [Fact]
    public void A_function_that_gives_no_rate_is_refused_and_the_step_not_taken()
    {
        Sgd o = Make();
        var schedule = new LambdaLR(o, epoch => epoch == 2 ? -1 : 0.5);
        schedule.Step();
        Assert.Contains("the rate of group 0 at epoch 2", Assert.Throws<InvalidOperationException>(schedule.Step).Message);
        Assert.Equal((1, 0.05), (schedule.LastEpoch, o.Groups[0].Lr));
    }

    [Fact]
    public void A_group_that_comes_later_keeps_its_rate_and_the_first_schedule_knows_the_base_rate()
    {
        Sgd o = Make();
        var warmUp = new LinearLR(o, 0.5);
        var late = new ExponentialLR(o, 0.5);
        Assert.Equal([0.1, 0.05], late.BaseLrs);
        o.AddGroup(new SgdGroup([Leaf()], lr: 3));
        late.Step();
        Assert.Equal([0.025, 0.0125, 3], o.Groups.Select(g => g.Lr));
        Assert.Equal(2, warmUp.LastLrs.Count);
    }

    [Fact]
    public void A_figure_that_is_not_a_number_is_no_improvement()
    {
        Sgd o = Make();
        var schedule = new ReduceLROnPlateau(o, factor: 0.5, patience: 1);
        schedule.Step(Tensor.Scalar(1.0));
        schedule.Step(double.NaN);
        Assert.Equal(0.1, o.Groups[0].Lr);
        schedule.Step(double.NaN);
        Assert.Equal((0.05, 1), (o.Groups[0].Lr, schedule.Best));
    }

    [Fact]
    public void A_schedule_of_ones_own_is_one_method()
    {
        Sgd o = Make();
        var schedule = new Halving(o);
        schedule.Step();
        schedule.Step();
        var again = new Halving(Make());
        again.LoadStateDict(schedule.StateDict());
        again.Step();
        Assert.Equal(0.0125, again.Optimizer.Groups[0].Lr);
    }

    [Fact]
    public void Numbers_for_groups_are_equal_by_value()
    {
        PerGroup one = 0.1, list = [0.1, 0.2];
        Assert.True(list == new[] { 0.1, 0.2 } && one != list && one.Equals((object)(PerGroup)0.1));
        Assert.Equal(one.GetHashCode(), ((PerGroup)0.1).GetHashCode());
        Assert.NotEqual<PerGroup>(0.1, [0.1]);
        var numbers = new List<double>();
        foreach (double number in list) numbers.Add(number);
        Assert.Equal([0.1, 0.2], numbers);
    }

    private static Sgd Make() => new([new SgdGroup([Leaf()]), new SgdGroup([Leaf()], lr: 0.05)], lr: 0.1, momentum: 0.5);

    private static Tensor Leaf() => Tensor.Ones([1], requiresGrad: true);

    private sealed class Halving : LRScheduler
    {
        public Halving(Optimizer optimizer)
            : base(optimizer) => Start();

        protected override double Rate(int group, double current) => LastEpoch == 0 ? current : current / 2;
    }
}
