namespace Autograd.Optim;

/// <summary>Lets the rates fall along half a cosine and then begins anew, with periods that may grow.</summary>
/// <remarks>Source: Loshchilov and Hutter (2017), "SGDR: stochastic gradient descent with warm restarts".</remarks>
public sealed class CosineAnnealingWarmRestarts : LRScheduler
{
    private readonly int _t0, _tMult;
    private readonly double _etaMin;
    private int _period, _position;

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="t0">The number of steps of the first period, at least 1.</param>
    /// <param name="tMult">By how much each period is longer than the one before, at least 1.</param>
    /// <param name="etaMin">The least rate, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0, int tMult = 1, double etaMin = 0)
        : base(optimizer)
    {
        const string op = "cosine_annealing_warm_restarts";
        _t0 = ScheduleArgument.AtLeast(1, t0, op, nameof(t0));
        _tMult = ScheduleArgument.AtLeast(1, tMult, op, nameof(tMult));
        _etaMin = ScheduleArgument.In(NumberRange.NotNegative, etaMin, op, nameof(etaMin));
        _period = t0;
        Start();
    }

    /// <inheritdoc/>
    public override void Step()
    {
        if (++_position >= _period)
        {
            _position -= _period;
            _period = (int)Math.Min((long)_period * _tMult, int.MaxValue);
        }

        base.Step();
    }

    /// <summary>
    /// Goes to any point of the schedule, also between two steps: <c>Step(epoch + (double)batch / batches)</c> lets the rate fall within an
    /// epoch.
    /// </summary>
    /// <param name="epoch">The point, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The point is negative or not finite.</exception>
    public void Step(double epoch)
    {
        var range = NumberRange.Between(0, int.MaxValue, includesMax: false);
        ScheduleArgument.In(range, epoch, "cosine_annealing_warm_restarts", nameof(epoch));
        double period = _t0, position = epoch;
        while (position >= period)
        {
            position -= period;
            period *= _tMult;
        }

        LastEpoch = (int)Math.Floor(epoch);
        (_period, _position) = ((int)period, (int)Math.Floor(position));
        Apply([.. BaseLrs.Select(lr => At(lr, position, period))]);
    }

    internal override void BeginAgain() => StartAgain();

    internal override void StartAgain()
    {
        (_period, _position) = (_t0, 0);
        base.StartAgain();
    }

    internal override IEnumerable<ScheduleValue> Values(string prefix) =>
    [
        .. base.Values(prefix),
        ScheduleValue.Count(prefix + "T_i", () => _period, value => _period = value, least: 1),
        ScheduleValue.Count(prefix + "T_cur", () => _position, value => _position = value),
    ];

    /// <inheritdoc/>
    protected override double Rate(int group, double current) => At(BaseLrs[group], _position, _period);

    private double At(double baseLr, double position, double period) =>
        _etaMin + (baseLr - _etaMin) * (1 + Math.Cos(Math.PI * position / period)) / 2;
}
