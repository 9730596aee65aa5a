namespace Autograd.Optim;

/// <summary>Lets the rates fall from the base to a least rate along half a cosine, and rise again after it, as PyTorch's does.</summary>
/// <remarks>Source: Loshchilov and Hutter (2017), "SGDR: stochastic gradient descent with warm restarts", without the restarts.</remarks>
public sealed class CosineAnnealingLR : LRScheduler
{
    private readonly int _tMax;
    private readonly double _etaMin;

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="tMax">The number of steps down to the least rate, at least 1.</param>
    /// <param name="etaMin">The least rate, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    public CosineAnnealingLR(Optimizer optimizer, int tMax, double etaMin = 0)
        : base(optimizer)
    {
        _tMax = ScheduleArgument.AtLeast(1, tMax, "cosine_annealing_lr", nameof(tMax));
        _etaMin = ScheduleArgument.In(NumberRange.NotNegative, etaMin, "cosine_annealing_lr", nameof(etaMin));
        Start();
    }

    /// <inheritdoc/>
    protected override double Rate(int group, double current)
    {
        if (LastEpoch == 0) return current;
        // After the least rate, the ratio of two neighbours would be 0 by 0.
        if ((LastEpoch - 1 - _tMax) % (2 * (long)_tMax) == 0)
            return current + (BaseLrs[group] - _etaMin) * (1 - Math.Cos(Math.PI / _tMax)) / 2;
        double now = 1 + Math.Cos(Math.PI * LastEpoch / _tMax), before = 1 + Math.Cos(Math.PI * (LastEpoch - 1) / _tMax);
        return now / before * (current - _etaMin) + _etaMin;
    }

    /// <inheritdoc/>
    protected override double ClosedRate(int group, double current) =>
        _etaMin + (BaseLrs[group] - _etaMin) * (1 + Math.Cos(Math.PI * LastEpoch / _tMax)) / 2;
}
