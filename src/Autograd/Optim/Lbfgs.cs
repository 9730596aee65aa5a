namespace Autograd.Optim;

/// <summary>
/// L-BFGS: steps along Newton's direction, with the curvature estimated from the gradients of past steps. For losses without noise.
/// </summary>
/// <remarks>
/// <c>optimizer.Step(() =&gt; { optimizer.ZeroGrad(); Tensor loss = …; loss.Backward(); return loss; })</c> computes the loss up to
/// <see cref="LbfgsGroup.MaxEval"/> times. All parameters are one group, of one dtype and on one device. Source: Liu and Nocedal (1989),
/// "On the limited memory BFGS method for large scale optimization"; the line search is Nocedal and Wright (2006), "Numerical
/// optimization", algorithms 3.5 and 3.6; in PyTorch's form.
/// </remarks>
public sealed class Lbfgs : Optimizer
{
    private readonly LbfgsGroup _group;
    private LbfgsMemory _memory = new();

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one, of one dtype and on one device.</param>
    /// <param name="lr">The length of a step in units of Newton's; the first that a line search tries.</param>
    /// <param name="maxIter"><inheritdoc cref="LbfgsGroup.MaxIter" path="/summary/node()"/></param>
    /// <param name="maxEval"><inheritdoc cref="LbfgsGroup.MaxEval" path="/summary/node()"/></param>
    /// <param name="toleranceGrad"><inheritdoc cref="LbfgsGroup.ToleranceGrad" path="/summary/node()"/></param>
    /// <param name="toleranceChange"><inheritdoc cref="LbfgsGroup.ToleranceChange" path="/summary/node()"/></param>
    /// <param name="historySize"><inheritdoc cref="LbfgsGroup.HistorySize" path="/summary/node()"/></param>
    /// <param name="lineSearch"><inheritdoc cref="LbfgsGroup.LineSearch" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating, or their dtypes differ.</exception>
    /// <exception cref="DeviceException">The tensors are on different devices.</exception>
    public Lbfgs(
        IEnumerable<Tensor> parameters,
        double lr = 1,
        int maxIter = 20,
        int? maxEval = null,
        double toleranceGrad = 1e-7,
        double toleranceChange = 1e-9,
        int historySize = 100,
        LineSearch lineSearch = LineSearch.None)
    {
        _group = new LbfgsGroup(parameters)
        {
            Lr = lr,
            MaxIter = maxIter,
            MaxEval = maxEval ?? (int)Math.Max(1, maxIter * 5L / 4),
            ToleranceGrad = toleranceGrad,
            ToleranceChange = toleranceChange,
            HistorySize = historySize,
            LineSearch = lineSearch,
        };
        if (_group.All.Length == 0)
        {
            throw new ArgumentException(
                "an optimizer needs at least one parameter to update, and there is none", nameof(parameters));
        }
        _group.Inherit(null, nameof(Lbfgs));
        Tensor first = _group.All[0];
        for (int i = 1; i < _group.All.Length; i++)
        {
            Tensor other = _group.All[i];
            if (other.DType != first.DType)
                throw new DTypeException($"lbfgs: parameter {i} is {other.Spec} and parameter 0 is {first.Spec}: they must have one dtype");
            if (!ReferenceEquals(other.Device, first.Device))
            {
                throw new DeviceException(
                    $"lbfgs: parameter {i} is on {other.Device} and parameter 0 on {first.Device}: they must be on one device");
            }
        }

        Groups = [_group];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LbfgsGroup> Groups { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => [];

    /// <summary>
    /// One iteration from the gradients as they are, by the learning rate and without a line search: for these there is the step with a
    /// closure.
    /// </summary>
    public override void Step()
    {
        using GradModeScope mode = GradMode.NoGrad();
        new LbfgsRun(_group, _memory, evaluate: null).Run(Gather(), loss: 0, maxIter: 1);
    }

    /// <summary>Iterates until the iterations or evaluations are used up, or until nothing changes any more.</summary>
    /// <param name="closure">
    /// Sets the gradients to zero, computes the loss, walks back from it and returns it: always the same loss of the parameters.
    /// </param>
    /// <returns>The loss as the function first returned it: before the step.</returns>
    /// <exception cref="ShapeException">The loss has more than one element.</exception>
    public override Tensor Step(Func<Tensor> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        using GradModeScope mode = GradMode.NoGrad();
        Tensor first = Call();
        _memory.Evaluations++;
        new LbfgsRun(_group, _memory, () => (Call().Item(), Gather())).Run(Gather(), first.Item(), _group.MaxIter);
        return first;

        Tensor Call()
        {
            using GradModeScope recording = GradMode.EnableGrad();
            return closure();
        }
    }

    private protected override void WriteState(OrderedDictionary<string, Tensor> state) => _memory.Write(state, "state.0.");

    private protected override Action ReadState(OptimizerStateReader reader)
    {
        int count = 0;
        foreach (Tensor parameter in _group.All) count += parameter.Numel;
        LbfgsMemory? read = LbfgsMemory.Read(reader, "state.0.", new TensorSpec([count], _group.All[0].DType));
        return () => _memory = read ?? new LbfgsMemory();
    }

    /// <summary>All gradients as one vector; zeros for a parameter that has none.</summary>
    private Tensor Gather()
    {
        ReadOnlySpan<Tensor> parameters = _group.All;
        var parts = new Tensor[parameters.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            Tensor gradient = parameters[i].PeekGrad ?? parameters[i].ZerosLike();
            parts[i] = gradient.Reshape(parameters[i].Numel);
        }

        return parts.Length == 1 ? parts[0].CopyData() : Tensor.Cat(parts);
    }
}
