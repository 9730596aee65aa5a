namespace Autograd.Optim;

/// <summary>Lowers the rates when a figure has not improved for a while.</summary>
public sealed class ReduceLROnPlateau : Scheduler
{
    private const string Op = "reduce_lr_on_plateau";

    private readonly PlateauMode _mode;
    private readonly ThresholdMode _thresholdMode;
    private readonly double _factor, _threshold, _eps;
    private readonly int _patience, _cooldown;
    private readonly double[] _minLrs;
    private int _badEpochs, _cooldownLeft;

    /// <summary>Creates the schedule; the rates stay as they are.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="mode">Whether a smaller figure is better (a loss) or a larger one (an accuracy).</param>
    /// <param name="factor">What the rates are multiplied by, from 0 to below 1.</param>
    /// <param name="patience">How many steps without improvement pass before the rates fall, at least 0.</param>
    /// <param name="threshold">By how much a figure has to be better to count.</param>
    /// <param name="thresholdMode">Whether the threshold is a share of the best figure or a difference from it.</param>
    /// <param name="cooldown">How many steps after a change do not count as bad, at least 0.</param>
    /// <param name="minLr">The least rates.</param>
    /// <param name="eps">A change of a rate by no more than this is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    /// <exception cref="ArgumentException">There is not one least rate for each group.</exception>
    public ReduceLROnPlateau(
        Optimizer optimizer,
        PlateauMode mode = PlateauMode.Min,
        double factor = 0.1,
        int patience = 10,
        double threshold = 1e-4,
        ThresholdMode thresholdMode = ThresholdMode.Relative,
        int cooldown = 0,
        PerGroup minLr = default,
        double eps = 1e-8)
        : base(optimizer)
    {
        _mode = mode is PlateauMode.Min or PlateauMode.Max
            ? mode
            : throw new ArgumentOutOfRangeException(nameof(mode), $"{Op}: there is no mode {mode}");
        _thresholdMode = thresholdMode is ThresholdMode.Relative or ThresholdMode.Absolute
            ? thresholdMode
            : throw new ArgumentOutOfRangeException(nameof(thresholdMode), $"{Op}: there is no threshold mode {thresholdMode}");
        _factor = ScheduleArgument.In(NumberRange.BelowOne, factor, Op, nameof(factor));
        _patience = ScheduleArgument.AtLeast(0, patience, Op, nameof(patience));
        _threshold = ScheduleArgument.In(NumberRange.NotNegative, threshold, Op, nameof(threshold));
        _cooldown = ScheduleArgument.AtLeast(0, cooldown, Op, nameof(cooldown));
        _minLrs = minLr.For(optimizer, Op, nameof(minLr));
        _eps = ScheduleArgument.In(NumberRange.NotNegative, eps, Op, nameof(eps));
        Best = mode == PlateauMode.Min ? double.PositiveInfinity : double.NegativeInfinity;
    }

    /// <summary>The best figure so far; infinite before there is one.</summary>
    public double Best { get; private set; }

    /// <summary>Takes the figure of an epoch, and lowers the rates if it is time. NaN counts as no improvement.</summary>
    /// <param name="metric">The figure: the loss on held-out data, say.</param>
    public void Step(double metric)
    {
        LastEpoch++;
        if (IsBetter(metric)) (Best, _badEpochs) = (metric, 0);
        else _badEpochs++;
        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            _badEpochs = 0;
        }

        if (_badEpochs > _patience)
        {
            Reduce();
            (_cooldownLeft, _badEpochs) = (_cooldown, 0);
        }

        TakeRates();
    }

    /// <summary>Takes the figure of an epoch, and lowers the rates if it is time.</summary>
    /// <param name="metric">The figure: a tensor of one element.</param>
    public void Step(Tensor metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        Step(metric.Item());
    }

    internal override IEnumerable<ScheduleValue> Values(string prefix) =>
    [
        .. base.Values(prefix),
        ScheduleValue.Number(prefix + "best", () => Best, value => Best = value),
        ScheduleValue.Count(prefix + "num_bad_epochs", () => _badEpochs, value => _badEpochs = value),
        ScheduleValue.Count(prefix + "cooldown_counter", () => _cooldownLeft, value => _cooldownLeft = value),
    ];

    private bool IsBetter(double metric) => (_mode, _thresholdMode) switch
    {
        (PlateauMode.Min, ThresholdMode.Relative) => metric < Best * (1 - _threshold),
        (PlateauMode.Min, _) => metric < Best - _threshold,
        (_, ThresholdMode.Relative) => metric > Best * (_threshold + 1),
        _ => metric > Best + _threshold,
    };

    private void Reduce()
    {
        for (int g = 0; g < _minLrs.Length; g++)
        {
            double old = Optimizer.Groups[g].Lr, lower = Math.Max(old * _factor, _minLrs[g]);
            if (old - lower > _eps) Optimizer.Groups[g].Lr = lower;
        }
    }
}
