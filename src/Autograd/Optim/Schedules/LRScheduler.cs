namespace Autograd.Optim;

/// <summary>
/// A schedule that gives every group a rate at each step, from the number of the step alone or from the rate before. Derive from it to
/// write one.
/// </summary>
/// <remarks>Call <see cref="Step()"/> after the optimizer's step: once an epoch or once a batch, as the schedule counts.</remarks>
public abstract class LRScheduler : Scheduler
{
    private double[] _baseLrs;

    /// <summary>Begins a schedule. The derived constructor checks its own arguments and then calls <see cref="Start"/>.</summary>
    /// <param name="optimizer">The optimizer whose rates are changed.</param>
    protected LRScheduler(Optimizer optimizer)
        : base(optimizer)
    {
        _baseLrs = [.. optimizer.Groups.Select(group => group.InitialLr)];
    }

    /// <summary>The rates that the groups had before any schedule changed them.</summary>
    public IReadOnlyList<double> BaseLrs => _baseLrs;

    /// <summary>Goes on to the next epoch (or batch) and sets its rates.</summary>
    /// <exception cref="InvalidOperationException">The schedule has an end, and it is behind.</exception>
    public virtual void Step()
    {
        CheckNext(LastEpoch + 1);
        LastEpoch++;
        try
        {
            Apply(Rates());
        }
        catch
        {
            LastEpoch--; // a function of the user's gave no rate, or threw: the step has not been taken
            throw;
        }
    }

    internal override IEnumerable<ScheduleValue> Values(string prefix) =>
        [.. base.Values(prefix), ScheduleValue.PerGroup(prefix + "base_lrs", () => _baseLrs, value => _baseLrs = value)];

    internal override void Restore()
    {
        for (int g = 0; g < _baseLrs.Length; g++) Optimizer.Groups[g].InitialLr = _baseLrs[g];
        base.Restore();
    }

    /// <summary>Begins at epoch 0 again, from the rates that the groups have: the first schedule of a list does.</summary>
    internal virtual void BeginAgain() => Start();

    /// <summary>
    /// Begins at epoch 0 again, from the base rates where the schedule knows them in closed form: a schedule that follows another does.
    /// </summary>
    internal virtual void StartAgain()
    {
        LastEpoch = 0;
        Apply(Rates(closed: true));
    }

    /// <summary>Applies the rates of epoch 0: the last call of a schedule's constructor.</summary>
    protected void Start()
    {
        for (int g = 0; g < _baseLrs.Length; g++) Optimizer.Groups[g].InitialLr = _baseLrs[g];
        LastEpoch = 0;
        Apply(Rates());
    }

    /// <summary>The rate of a group at <see cref="Scheduler.LastEpoch"/>, which counts from 0.</summary>
    /// <param name="group">The number of the group.</param>
    /// <param name="current">The rate that it has now: of the epoch before, unless something else changed it.</param>
    /// <returns>The rate: a finite number of at least 0.</returns>
    protected abstract double Rate(int group, double current);

    /// <summary>
    /// The rate of a group at <see cref="Scheduler.LastEpoch"/>, from the base rate alone, where there is such a formula.
    /// </summary>
    /// <param name="group">The number of the group.</param>
    /// <param name="current">The rate that it has now.</param>
    /// <returns>The rate; by default that of <see cref="Rate"/>.</returns>
    protected virtual double ClosedRate(int group, double current) => Rate(group, current);

    /// <summary>Refuses a step beyond the end of a schedule, before anything is changed.</summary>
    private protected virtual void CheckNext(int epoch)
    {
    }

    /// <summary>Sets the base rates: of a schedule that has its own.</summary>
    private protected void SetBaseLrs(double[] lrs) => _baseLrs = lrs;

    private double[] Rates(bool closed = false)
    {
        double[] rates = new double[_baseLrs.Length];
        for (int g = 0; g < rates.Length; g++)
        {
            double current = Optimizer.Groups[g].Lr;
            rates[g] = closed ? ClosedRate(g, current) : Rate(g, current);
            if (!NumberRange.NotNegative.Contains(rates[g]))
            {
                throw new InvalidOperationException(
                    $"{GetType().Name}: the rate of group {g} at epoch {LastEpoch} must be {NumberRange.NotNegative}, "
                    + $"and the schedule gives {rates[g]}");
            }
        }

        return rates;
    }
}
