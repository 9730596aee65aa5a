namespace Autograd.Optim;

/// <summary>Changes the learning rates of an optimizer's groups as training goes on. The base of every schedule.</summary>
/// <remarks>A group that is added to the optimizer after the schedule was made keeps its own rate.</remarks>
public abstract class Scheduler
{
    private double[] _lastLrs;

    private protected Scheduler(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Optimizer = optimizer;
        _lastLrs = [.. optimizer.Groups.Select(group => group.Lr)];
    }

    /// <summary>The optimizer whose rates are changed.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The number of steps of the schedule so far: PyTorch's <c>last_epoch</c>.</summary>
    public int LastEpoch { get; private protected set; }

    /// <summary>The rates after the last step, one for each group.</summary>
    public IReadOnlyList<double> LastLrs => _lastLrs;

    /// <summary>
    /// What the next step depends on besides the constructor's arguments, by PyTorch's names: <c>last_epoch</c>, <c>_last_lr</c> (one
    /// number a group) and what the schedule itself keeps. All are float64.
    /// </summary>
    /// <returns>Names and tensors in order.</returns>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor>();
        foreach (ScheduleValue value in Values(string.Empty))
        {
            double[] numbers = value.Read();
            state.Add(value.Key, value.IsScalar ? Tensor.Scalar(numbers[0], DType.Float64) : Tensor.Create(numbers, [numbers.Length]));
        }

        return state;
    }

    /// <summary>
    /// Continues from a state dict of a schedule that was made with the same arguments: restores its progress and the rates of the groups
    /// (and the momentum, where the schedule changes it). It may be called before or after the optimizer's own state is loaded. Checks
    /// everything first.
    /// </summary>
    /// <param name="state">What <see cref="StateDict"/> gave.</param>
    /// <exception cref="StateDictException">
    /// Something is missing, not expected, null, of another number of groups, or a number that it cannot be. All of it is listed, and
    /// nothing is changed.
    /// </exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        List<ScheduleValue> values = [.. Values(string.Empty)];
        double[]?[] read = new double[values.Count][];
        var complaints = new List<string>();
        for (int i = 0; i < read.Length; i++) read[i] = values[i].Find(state, complaints);
        HashSet<string> known = [.. values.Select(value => value.Key)];
        complaints.AddRange(state.Keys.Where(key => !known.Contains(key)).Select(key => $"{key} is not expected"));
        if (complaints.Count > 0)
        {
            throw new StateDictException(
                $"load_state_dict: the state dict does not fit this {GetType().Name}: {string.Join("; ", complaints)}");
        }

        for (int i = 0; i < read.Length; i++) values[i].Write(read[i]!);
        Restore();
    }

    /// <summary>The values of the state dict, with their keys after a prefix.</summary>
    internal virtual IEnumerable<ScheduleValue> Values(string prefix) =>
    [
        ScheduleValue.Count(prefix + "last_epoch", () => LastEpoch, value => LastEpoch = value),
        ScheduleValue.PerGroup(prefix + "_last_lr", () => _lastLrs, value => _lastLrs = value),
    ];

    /// <summary>Gives the optimizer what the schedule, just loaded, says.</summary>
    internal virtual void Restore() => Apply(_lastLrs);

    /// <summary>Sets the rates of the groups and remembers them.</summary>
    private protected void Apply(double[] lrs)
    {
        for (int g = 0; g < lrs.Length; g++) Optimizer.Groups[g].Lr = lrs[g];
        _lastLrs = lrs;
    }

    /// <summary>Remembers the rates that the groups have now.</summary>
    private protected void TakeRates() => _lastLrs = [.. Optimizer.Groups.Take(_lastLrs.Length).Select(group => group.Lr)];
}
