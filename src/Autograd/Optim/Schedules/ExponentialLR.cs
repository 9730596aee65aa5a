namespace Autograd.Optim;

/// <summary>Multiplies the rates by gamma at every step.</summary>
public sealed class ExponentialLR : LRScheduler
{
    private readonly double _gamma;

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="gamma">The factor, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public ExponentialLR(Optimizer optimizer, double gamma)
        : base(optimizer)
    {
        _gamma = ScheduleArgument.In(NumberRange.NotNegative, gamma, "exponential_lr", nameof(gamma));
        Start();
    }

    /// <inheritdoc/>
    protected override double Rate(int group, double current) => LastEpoch == 0 ? current : current * _gamma;

    /// <inheritdoc/>
    protected override double ClosedRate(int group, double current) => BaseLrs[group] * Math.Pow(_gamma, LastEpoch);
}
