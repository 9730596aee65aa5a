namespace Autograd.Optim;

/// <summary>
/// Raises the rates to a maximum and lets them fall far below where they began, over the whole of training, and moves the momentum the
/// other way.
/// </summary>
/// <remarks>
/// Source: Smith and Topin (2018), "Super-convergence: very fast training of neural networks using large learning rates", in PyTorch's
/// form.
/// </remarks>
public sealed class OneCycleLR : LRScheduler
{
    private const string Op = "one_cycle_lr";

    private readonly int _totalSteps;
    private readonly AnnealStrategy _strategy;
    private readonly (double End, Level From, Level To)[] _phases;
    private readonly double[] _maxLrs;
    private readonly double _finalDivFactor;
    private readonly MomentumCycle? _momentum;
    private readonly double[] _baseMomentums = [], _maxMomentums = [];

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">
    /// The optimizer whose rates are changed; with a momentum or betas, unless <paramref name="cycleMomentum"/> is false.
    /// </param>
    /// <param name="maxLr">The highest rates.</param>
    /// <param name="totalSteps">The number of steps: epochs times batches of an epoch.</param>
    /// <param name="pctStart">The share of the steps in which the rate rises, from 0 to 1.</param>
    /// <param name="annealStrategy">The curve.</param>
    /// <param name="cycleMomentum">Whether the momentum moves too, against the rate.</param>
    /// <param name="baseMomentum">The momentum at the highest rate; 0.85 by default.</param>
    /// <param name="maxMomentum">The momentum at the beginning and at the end; 0.95 by default.</param>
    /// <param name="divFactor">By how much the first rate is below the highest, above 0.</param>
    /// <param name="finalDivFactor">By how much the last rate is below the first, above 0.</param>
    /// <param name="threePhase">True falls to the first rate as fast as it rose, and to the last one in a third phase.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    /// <exception cref="ArgumentException">There is not one number for each group, or the optimizer has no momentum.</exception>
    public OneCycleLR(
        Optimizer optimizer,
        PerGroup maxLr,
        int totalSteps,
        double pctStart = 0.3,
        AnnealStrategy annealStrategy = AnnealStrategy.Cosine,
        bool cycleMomentum = true,
        PerGroup? baseMomentum = null,
        PerGroup? maxMomentum = null,
        double divFactor = 25,
        double finalDivFactor = 1e4,
        bool threePhase = false)
        : base(optimizer)
    {
        _maxLrs = maxLr.For(optimizer, Op, nameof(maxLr));
        _totalSteps = ScheduleArgument.AtLeast(1, totalSteps, Op, nameof(totalSteps));
        ScheduleArgument.In(NumberRange.ZeroToOne, pctStart, Op, nameof(pctStart));
        ScheduleArgument.In(NumberRange.Above(0), divFactor, Op, nameof(divFactor));
        _finalDivFactor = ScheduleArgument.In(NumberRange.Above(0), finalDivFactor, Op, nameof(finalDivFactor));
        _strategy = annealStrategy is AnnealStrategy.Cosine or AnnealStrategy.Linear
            ? annealStrategy
            : throw new ArgumentOutOfRangeException(nameof(annealStrategy), $"{Op}: there is no strategy {annealStrategy}");
        double peak = pctStart * totalSteps - 1;
        _phases = threePhase
            ?
            [
                (peak, Level.First, Level.Highest),
                (2 * pctStart * totalSteps - 2, Level.Highest, Level.First),
                (totalSteps - 1, Level.First, Level.Last),
            ]
            : [(peak, Level.First, Level.Highest), (totalSteps - 1, Level.Highest, Level.Last)];
        if (cycleMomentum)
        {
            _momentum = new MomentumCycle(optimizer, Op);
            _baseMomentums = _momentum.Checked(baseMomentum ?? 0.85, Op, nameof(baseMomentum));
            _maxMomentums = _momentum.Checked(maxMomentum ?? 0.95, Op, nameof(maxMomentum));
        }

        SetBaseLrs([.. _maxLrs.Select(lr => lr / divFactor)]);
        Start();
    }

    private enum Level
    {
        First,
        Highest,
        Last,
    }

    internal override void Restore()
    {
        base.Restore();
        for (int g = 0; g < _maxLrs.Length; g++) MoveMomentum(g);
    }

    /// <inheritdoc/>
    protected override double Rate(int group, double current)
    {
        MoveMomentum(group);
        (Level from, Level to, double share) = Place();
        return Anneal(Of(from), Of(to), share);

        double Of(Level level) => level switch
        {
            Level.First => BaseLrs[group],
            Level.Highest => _maxLrs[group],
            _ => BaseLrs[group] / _finalDivFactor,
        };
    }

    /// <exception cref="InvalidOperationException">All steps are done.</exception>
    private protected override void CheckNext(int epoch)
    {
        if (epoch > _totalSteps)
        {
            throw new InvalidOperationException(
                $"{Op}: this is step {epoch + 1} of a schedule of {_totalSteps}: make it with as many steps as training has");
        }
    }

    private void MoveMomentum(int group)
    {
        if (_momentum is null) return;
        (Level from, Level to, double share) = Place();
        _momentum.Set(group, Anneal(Of(from), Of(to), share));

        double Of(Level level) => level == Level.Highest ? _baseMomentums[group] : _maxMomentums[group];
    }

    /// <summary>
    /// The phase of this step, and how much of it is behind. The step after the last, which ends a training loop, stays at the end.
    /// </summary>
    private (Level From, Level To, double Share) Place()
    {
        double start = 0;
        int i = 0;
        while (i < _phases.Length - 1 && LastEpoch > _phases[i].End) start = _phases[i++].End;
        double length = _phases[i].End - start;
        return (_phases[i].From, _phases[i].To, length > 0 ? Math.Min((LastEpoch - start) / length, 1) : 1);
    }

    private double Anneal(double start, double end, double share) => _strategy == AnnealStrategy.Cosine
        ? end + (start - end) / 2 * (Math.Cos(Math.PI * share) + 1)
        : (end - start) * share + start;
}
