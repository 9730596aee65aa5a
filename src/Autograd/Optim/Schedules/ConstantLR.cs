namespace Autograd.Optim;

/// <summary>Multiplies the rates by a factor until a given step, and then gives them back.</summary>
public sealed class ConstantLR : LRScheduler
{
    private readonly double _factor;
    private readonly int _totalIters;

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="factor">The factor, above 0 and at most 1.</param>
    /// <param name="totalIters">The step from which on the rates are whole again, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int totalIters = 5)
        : base(optimizer)
    {
        _factor = ScheduleArgument.In(NumberRange.Between(0, 1, includesMin: false), factor, "constant_lr", nameof(factor));
        _totalIters = ScheduleArgument.AtLeast(1, totalIters, "constant_lr", nameof(totalIters));
        Start();
    }

    /// <inheritdoc/>
    protected override double Rate(int group, double current)
    {
        if (LastEpoch == 0) return current * _factor;
        return LastEpoch == _totalIters ? current * (1.0 / _factor) : current;
    }

    /// <inheritdoc/>
    protected override double ClosedRate(int group, double current) => BaseLrs[group] * (LastEpoch >= _totalIters ? 1 : _factor);
}
