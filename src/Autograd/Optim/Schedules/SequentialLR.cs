namespace Autograd.Optim;

/// <summary>Several schedules of one optimizer, one after the other.</summary>
public sealed class SequentialLR : LRScheduler
{
    private readonly LRScheduler[] _schedulers;
    private readonly int[] _milestones;

    /// <summary>Creates the schedule: sets the rates back to the base rates and begins the first schedule.</summary>
    /// <param name="schedulers">The schedules, at least one, each of one optimizer.</param>
    /// <param name="milestones">The steps at which the second schedule begins, the third, and so on: rising, above 0.</param>
    /// <exception cref="ArgumentException">
    /// There is no schedule, they belong to different optimizers, one is itself a list of schedules, or the steps are not one fewer, or do
    /// not rise.
    /// </exception>
    public SequentialLR(IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones)
        : this(SchedulerList.Of(schedulers, "sequential_lr"), milestones)
    {
    }

    private SequentialLR(LRScheduler[] schedulers, IEnumerable<int> milestones)
        : base(schedulers[0].Optimizer)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        _schedulers = schedulers;
        _milestones = [.. milestones];
        int composite = Array.FindIndex(schedulers, s => s is SequentialLR or ChainedScheduler);
        if (composite >= 0)
        {
            throw new ArgumentException(
                $"sequential_lr: schedule {composite} is a {schedulers[composite].GetType().Name}, which cannot begin in the middle: "
                + "list its schedules here",
                nameof(schedulers));
        }

        if (_milestones.Length != schedulers.Length - 1)
        {
            throw new ArgumentException(
                $"sequential_lr: {schedulers.Length} schedules need {schedulers.Length - 1} milestones, and there are {_milestones.Length}",
                nameof(milestones));
        }

        for (int i = 0; i < _milestones.Length; i++)
        {
            int least = i == 0 ? 1 : _milestones[i - 1] + 1;
            if (_milestones[i] < least)
            {
                throw new ArgumentException(
                    $"sequential_lr: milestone {i} must be at least {least}, not {_milestones[i]}: they rise", nameof(milestones));
            }
        }

        for (int g = 0; g < BaseLrs.Count; g++) Optimizer.Groups[g].Lr = Optimizer.Groups[g].InitialLr;
        schedulers[0].BeginAgain();
        TakeRates();
    }

    /// <inheritdoc/>
    public override void Step()
    {
        int next = LastEpoch + 1, index = _milestones.Count(milestone => milestone <= next);
        if (index > 0 && _milestones[index - 1] == next) _schedulers[index].StartAgain();
        else _schedulers[index].Step();
        LastEpoch = next;
        TakeRates();
    }

    internal override IEnumerable<ScheduleValue> Values(string prefix) => SchedulerList.Values(base.Values(prefix), _schedulers, prefix);

    internal override void Restore()
    {
        foreach (LRScheduler scheduler in _schedulers) scheduler.Restore();
        base.Restore();
        _schedulers[_milestones.Count(milestone => milestone <= LastEpoch)].Restore();
    }

    /// <summary>Not called: the schedules of the list have their own rates.</summary>
    /// <param name="group">The number of the group.</param>
    /// <param name="current">The rate that it has now.</param>
    /// <returns>The same rate.</returns>
    protected override double Rate(int group, double current) => current;
}
