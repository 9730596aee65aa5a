namespace Autograd.Optim;

/// <summary>Moves the rates to a fixed one and keeps it there, while the weights are averaged: see <see cref="WeightAverage"/>.</summary>
/// <remarks>
/// Source: Izmailov et al. (2018), "Averaging weights leads to wider optima and better generalization"; PyTorch's <c>SWALR</c>.
/// </remarks>
public sealed class SwaLR : LRScheduler
{
    private readonly double[] _swaLrs;
    private readonly int _annealEpochs;
    private readonly AnnealStrategy _strategy;

    /// <summary>Creates the schedule; the first rates are those that the groups have.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    /// <param name="swaLr">The rates to end at.</param>
    /// <param name="annealEpochs">The number of steps to there; 0 goes there at once.</param>
    /// <param name="annealStrategy">The curve.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    /// <exception cref="ArgumentException">There is not one number for each group.</exception>
    public SwaLR(Optimizer optimizer, PerGroup swaLr, int annealEpochs = 10, AnnealStrategy annealStrategy = AnnealStrategy.Cosine)
        : base(optimizer)
    {
        _swaLrs = swaLr.For(optimizer, "swa_lr", nameof(swaLr));
        _annealEpochs = ScheduleArgument.AtLeast(0, annealEpochs, "swa_lr", nameof(annealEpochs));
        _strategy = annealStrategy is AnnealStrategy.Cosine or AnnealStrategy.Linear
            ? annealStrategy
            : throw new ArgumentOutOfRangeException(nameof(annealStrategy), $"swa_lr: there is no strategy {annealStrategy}");
        Start();
    }

    /// <inheritdoc/>
    protected override double Rate(int group, double current)
    {
        int step = _annealEpochs == 0 ? Math.Max(1, LastEpoch) : LastEpoch;
        double before = Share(step - 1), now = Share(step), swaLr = _swaLrs[group];
        double start = before == 1 ? swaLr : (current - before * swaLr) / (1 - before);
        return swaLr * now + start * (1 - now);
    }

    private double Share(int step)
    {
        double t = Math.Clamp((double)step / Math.Max(1, _annealEpochs), 0, 1);
        return _strategy == AnnealStrategy.Linear ? t : (1 - Math.Cos(Math.PI * t)) / 2;
    }
}
