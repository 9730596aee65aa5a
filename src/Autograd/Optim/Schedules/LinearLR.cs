namespace Autograd.Optim;

/// <summary>Moves the factor of the rates from one number to another in equal steps, and leaves it there: a warm-up, or a decay.</summary>
public sealed class LinearLR : LRScheduler
{
    private readonly double _startFactor, _endFactor;
    private readonly int _totalIters;

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="startFactor">The factor of step 0, above 0 and at most 1.</param>
    /// <param name="endFactor">The factor from the last step on, from 0 to 1.</param>
    /// <param name="totalIters">The number of steps between the two, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    public LinearLR(Optimizer optimizer, double startFactor = 1.0 / 3, double endFactor = 1, int totalIters = 5)
        : base(optimizer)
    {
        _startFactor = ScheduleArgument.In(NumberRange.Between(0, 1, includesMin: false), startFactor, "linear_lr", nameof(startFactor));
        _endFactor = ScheduleArgument.In(NumberRange.ZeroToOne, endFactor, "linear_lr", nameof(endFactor));
        _totalIters = ScheduleArgument.AtLeast(1, totalIters, "linear_lr", nameof(totalIters));
        Start();
    }

    /// <inheritdoc/>
    protected override double Rate(int group, double current)
    {
        if (LastEpoch == 0) return current * _startFactor;
        if (LastEpoch > _totalIters) return current;
        double change = _endFactor - _startFactor;
        return current * (1 + change / (_totalIters * _startFactor + (LastEpoch - 1) * change));
    }

    /// <inheritdoc/>
    protected override double ClosedRate(int group, double current) =>
        BaseLrs[group] * (_startFactor + (_endFactor - _startFactor) * Math.Min(_totalIters, LastEpoch) / _totalIters);
}
