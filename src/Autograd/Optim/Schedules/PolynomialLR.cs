namespace Autograd.Optim;

/// <summary>Lets the rates fall to 0 as a power of what is left of the steps: base · (1 − step / totalIters)^power.</summary>
public sealed class PolynomialLR : LRScheduler
{
    private readonly int _totalIters;
    private readonly double _power;

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="totalIters">The step from which on the rates are 0, at least 1.</param>
    /// <param name="power">The exponent, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    public PolynomialLR(Optimizer optimizer, int totalIters = 5, double power = 1)
        : base(optimizer)
    {
        _totalIters = ScheduleArgument.AtLeast(1, totalIters, "polynomial_lr", nameof(totalIters));
        _power = ScheduleArgument.In(NumberRange.NotNegative, power, "polynomial_lr", nameof(power));
        Start();
    }

    /// <inheritdoc/>
    protected override double Rate(int group, double current)
    {
        if (LastEpoch == 0 || LastEpoch > _totalIters) return current;
        return current * Math.Pow((1 - (double)LastEpoch / _totalIters) / (1 - (double)(LastEpoch - 1) / _totalIters), _power);
    }

    /// <inheritdoc/>
    protected override double ClosedRate(int group, double current) =>
        BaseLrs[group] * Math.Pow(1 - (double)Math.Min(_totalIters, LastEpoch) / _totalIters, _power);
}
