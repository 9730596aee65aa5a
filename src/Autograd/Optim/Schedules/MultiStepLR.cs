namespace Autograd.Optim;

/// <summary>Multiplies the rates by gamma at given steps.</summary>
public sealed class MultiStepLR : LRScheduler
{
    private readonly int[] _milestones;
    private readonly double _gamma;

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="milestones">The steps, at least 0 each, in any order; one that is there twice counts twice.</param>
    /// <param name="gamma">The factor, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    public MultiStepLR(Optimizer optimizer, IEnumerable<int> milestones, double gamma = 0.1)
        : base(optimizer)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        _milestones = [.. milestones];
        foreach (int milestone in _milestones) ScheduleArgument.AtLeast(0, milestone, "multi_step_lr", nameof(milestones));
        _gamma = ScheduleArgument.In(NumberRange.NotNegative, gamma, "multi_step_lr", nameof(gamma));
        Start();
    }

    /// <inheritdoc/>
    protected override double Rate(int group, double current)
    {
        int times = _milestones.Count(milestone => milestone == LastEpoch);
        return times == 0 ? current : current * Math.Pow(_gamma, times);
    }

    /// <inheritdoc/>
    protected override double ClosedRate(int group, double current) =>
        BaseLrs[group] * Math.Pow(_gamma, _milestones.Count(milestone => milestone <= LastEpoch));
}
