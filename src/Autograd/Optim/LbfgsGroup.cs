namespace Autograd.Optim;

/// <summary>The parameters of <see cref="Lbfgs"/> with its hyper-parameters.</summary>
public sealed class LbfgsGroup : ParameterGroup
{
    private static readonly NumberRange s_counts = NumberRange.Between(1, int.MaxValue);
    private static readonly HyperParameters s_all = new(1);
    private static readonly HyperParameter<double> s_maxIter = s_all.Number(nameof(MaxIter), 20, s_counts);
    private static readonly HyperParameter<double> s_maxEval = s_all.Number(nameof(MaxEval), 25, s_counts);
    private static readonly HyperParameter<double> s_toleranceGrad = s_all.Number(nameof(ToleranceGrad), 1e-7);
    private static readonly HyperParameter<double> s_toleranceChange = s_all.Number(nameof(ToleranceChange), 1e-9);
    private static readonly HyperParameter<double> s_historySize = s_all.Number(nameof(HistorySize), 100, s_counts);
    private static readonly HyperParameter<bool> s_lineSearch = s_all.Flag(nameof(LineSearch), key: "line_search_fn");

    internal LbfgsGroup(IEnumerable<Tensor> parameters)
        : base(s_all, parameters)
    {
    }

    /// <summary>The most iterations of one step; 20 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set below 1.</exception>
    public int MaxIter
    {
        get => (int)this[s_maxIter];
        set => this[s_maxIter] = value;
    }

    /// <summary>The most calls of the closure in one step; 1.25 times the iterations by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set below 1.</exception>
    public int MaxEval
    {
        get => (int)this[s_maxEval];
        set => this[s_maxEval] = value;
    }

    /// <summary>A step ends where no element of the gradient is larger; 10⁻⁷ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double ToleranceGrad
    {
        get => this[s_toleranceGrad];
        set => this[s_toleranceGrad] = value;
    }

    /// <summary>A step ends where the loss, or every parameter, changes by no more; 10⁻⁹ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double ToleranceChange
    {
        get => this[s_toleranceChange];
        set => this[s_toleranceChange] = value;
    }

    /// <summary>How many past steps the estimate of the curvature is made of; 100 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set below 1.</exception>
    public int HistorySize
    {
        get => (int)this[s_historySize];
        set => this[s_historySize] = value;
    }

    /// <summary>How the length of a step is found; the learning rate alone by default.</summary>
    public LineSearch LineSearch
    {
        get => this[s_lineSearch] ? LineSearch.StrongWolfe : LineSearch.None;
        set => this[s_lineSearch] = value is LineSearch.StrongWolfe or LineSearch.None
            ? value == LineSearch.StrongWolfe
            : throw new ArgumentOutOfRangeException(nameof(LineSearch), $"lbfgs: there is no line search {value}");
    }

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        foreach (HyperParameter<double> count in (HyperParameter<double>[])[s_maxIter, s_maxEval, s_historySize])
        {
            if (this[count] != Math.Floor(this[count]))
            {
                throw new ArgumentException(
                    $"lbfgs: {count.Key} must be a whole number, not {this[count]}");
            }
        }
    }
}
