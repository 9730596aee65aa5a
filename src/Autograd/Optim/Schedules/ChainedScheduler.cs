namespace Autograd.Optim;

/// <summary>Several schedules of one optimizer at once: each changes the rates that the one before it left.</summary>
public sealed class ChainedScheduler : LRScheduler
{
    private readonly LRScheduler[] _schedulers;

    /// <summary>Creates the schedule. The schedules have applied their first rates already.</summary>
    /// <param name="schedulers">The schedules, at least one, in the order in which they step.</param>
    /// <exception cref="ArgumentException">There is none, or they belong to different optimizers.</exception>
    public ChainedScheduler(params IEnumerable<LRScheduler> schedulers)
        : this(SchedulerList.Of(schedulers, "chained_scheduler"))
    {
    }

    private ChainedScheduler(LRScheduler[] schedulers)
        : base(schedulers[0].Optimizer)
    {
        _schedulers = schedulers;
        TakeRates();
    }

    /// <inheritdoc/>
    public override void Step()
    {
        foreach (LRScheduler scheduler in _schedulers) scheduler.Step();
        LastEpoch++;
        TakeRates();
    }

    internal override IEnumerable<ScheduleValue> Values(string prefix) => SchedulerList.Values(base.Values(prefix), _schedulers, prefix);

    internal override void Restore()
    {
        foreach (LRScheduler scheduler in _schedulers) scheduler.Restore();
        base.Restore();
    }

    /// <summary>Not called: the schedules of the chain have their own rates.</summary>
    /// <param name="group">The number of the group.</param>
    /// <param name="current">The rate that it has now.</param>
    /// <returns>The same rate.</returns>
    protected override double Rate(int group, double current) => current;
}
