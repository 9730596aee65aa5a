namespace Autograd.Optim;

/// <summary>Moves the rates up and down between two bounds, batch by batch, and the momentum the other way.</summary>
/// <remarks>Source: Smith (2017), "Cyclical learning rates for training neural networks".</remarks>
public sealed class CyclicLR : LRScheduler
{
    private const string Op = "cyclic_lr";

    private readonly double _totalSize, _upShare;
    private readonly Func<double, double> _height;
    private readonly bool _heightOfIterations;
    private readonly double[] _maxLrs;
    private readonly MomentumCycle? _momentum;
    private readonly double[] _baseMomentums = [], _maxMomentums = [];

    /// <summary>Creates the schedule and applies its first rate.</summary>
    /// <param name="optimizer">
    /// The optimizer whose rates are changed; with a momentum or betas, unless <paramref name="cycleMomentum"/> is false.
    /// </param>
    /// <param name="baseLr">The lower bounds, which become the groups' rates.</param>
    /// <param name="maxLr">The upper bounds.</param>
    /// <param name="stepSizeUp">The number of steps from the lower bound to the upper, at least 1.</param>
    /// <param name="stepSizeDown">The number of steps back, at least 1; as many if null.</param>
    /// <param name="mode">How the height of the cycles changes.</param>
    /// <param name="gamma">The base of <see cref="CyclicMode.ExpRange"/>, at least 0.</param>
    /// <param name="scale">
    /// A height of one's own instead of the mode's, from the number of the cycle, which counts from 1, or of the step.
    /// </param>
    /// <param name="scaleIterations">True calls <paramref name="scale"/> with the number of the step instead of that of the cycle.</param>
    /// <param name="cycleMomentum">Whether the momentum moves too, against the rate.</param>
    /// <param name="baseMomentum">The momentum at the upper bound of the rate; 0.8 by default.</param>
    /// <param name="maxMomentum">The momentum at the lower bound of the rate; 0.9 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is one that it cannot be.</exception>
    /// <exception cref="ArgumentException">There is not one number for each group, or the optimizer has no momentum.</exception>
    public CyclicLR(
        Optimizer optimizer,
        PerGroup baseLr,
        PerGroup maxLr,
        int stepSizeUp = 2000,
        int? stepSizeDown = null,
        CyclicMode mode = CyclicMode.Triangular,
        double gamma = 1,
        Func<double, double>? scale = null,
        bool scaleIterations = false,
        bool cycleMomentum = true,
        PerGroup? baseMomentum = null,
        PerGroup? maxMomentum = null)
        : base(optimizer)
    {
        double[] baseLrs = baseLr.For(optimizer, Op, nameof(baseLr));
        _maxLrs = maxLr.For(optimizer, Op, nameof(maxLr));
        ScheduleArgument.AtLeast(1, stepSizeUp, Op, nameof(stepSizeUp));
        _totalSize = (double)stepSizeUp + ScheduleArgument.AtLeast(1, stepSizeDown ?? stepSizeUp, Op, nameof(stepSizeDown));
        _upShare = stepSizeUp / _totalSize;
        ScheduleArgument.In(NumberRange.NotNegative, gamma, Op, nameof(gamma));
        _heightOfIterations = scale is null ? mode == CyclicMode.ExpRange : scaleIterations;
        _height = scale ?? mode switch
        {
            CyclicMode.Triangular => _ => 1,
            CyclicMode.Triangular2 => cycle => 1 / Math.Pow(2, cycle - 1),
            CyclicMode.ExpRange => step => Math.Pow(gamma, step),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), $"{Op}: there is no mode {mode}"),
        };
        if (cycleMomentum)
        {
            _momentum = new MomentumCycle(optimizer, Op);
            _baseMomentums = _momentum.Checked(baseMomentum ?? 0.8, Op, nameof(baseMomentum));
            _maxMomentums = _momentum.Checked(maxMomentum ?? 0.9, Op, nameof(maxMomentum));
        }

        SetBaseLrs(baseLrs);
        Start();
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
        return BaseLrs[group] + (_maxLrs[group] - BaseLrs[group]) * Position() * Height();
    }

    private void MoveMomentum(int group) =>
        _momentum?.Set(group, _maxMomentums[group] - (_maxMomentums[group] - _baseMomentums[group]) * Position() * Height());

    private double Cycle() => Math.Floor(1 + LastEpoch / _totalSize);

    private double Height() => _height(_heightOfIterations ? LastEpoch : Cycle());

    /// <summary>How far up a cycle is, from 0 to 1.</summary>
    private double Position()
    {
        double x = 1 + LastEpoch / _totalSize - Cycle();
        return x <= _upShare ? x / _upShare : (x - 1) / (_upShare - 1);
    }
}
