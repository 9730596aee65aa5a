namespace Autograd.Optim;

/// <summary>Multiplies the rates by gamma every so many steps.</summary>
public sealed class StepLR : LRScheduler
{
    private readonly int _stepSize;
    private readonly double _gamma;

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="stepSize">The number of steps between two changes, at least 1.</param>
    /// <param name="gamma">The factor, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    public StepLR(Optimizer optimizer, int stepSize, double gamma = 0.1)
        : base(optimizer)
    {
        _stepSize = ScheduleArgument.AtLeast(1, stepSize, "step_lr", nameof(stepSize));
        _gamma = ScheduleArgument.In(NumberRange.NotNegative, gamma, "step_lr", nameof(gamma));
        Start();
    }

    /// <inheritdoc/>
    protected override double Rate(int group, double current) => LastEpoch == 0 || LastEpoch % _stepSize != 0 ? current : current * _gamma;

    /// <inheritdoc/>
    protected override double ClosedRate(int group, double current) => BaseLrs[group] * Math.Pow(_gamma, LastEpoch / _stepSize);
}
