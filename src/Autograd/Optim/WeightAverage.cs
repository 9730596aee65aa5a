using Autograd.Nn;

namespace Autograd.Optim;

/// <summary>
/// A running average of a module's parameters, kept beside it: of all of them equally (SWA), or of the recent ones more (EMA).
/// </summary>
/// <remarks>
/// Call <see cref="Update"/> after each optimizer's step (EMA) or at the end of each epoch (SWA, with <see cref="SwaLR"/>); then
/// <c>using (average.Use()) …</c> evaluates the module with the averages, and <see cref="CopyTo"/> writes them for good. Sources: Polyak
/// and Juditsky (1992); Izmailov et al. (2018), "Averaging weights leads to wider optima and better generalization"; PyTorch's
/// <c>AveragedModel</c>, whose keys the state dict has.
/// </remarks>
public sealed class WeightAverage
{
    private readonly Module _model;
    private readonly bool _useBuffers;
    private readonly Func<long, double> _share;
    private readonly List<Tensor> _averages;

    /// <summary>Creates an average with a rule of one's own. The first update copies.</summary>
    /// <param name="model">The module; its parameters are the first averages.</param>
    /// <param name="share">
    /// How far an update moves the averages towards the parameters, from 0 to 1, by the number of updates before it.
    /// </param>
    /// <param name="useBuffers">Whether floating buffers (running statistics) are averaged too; others are copied then.</param>
    public WeightAverage(Module model, Func<long, double> share, bool useBuffers = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(share);
        (_model, _share, _useBuffers) = (model, share, useBuffers);
        _averages = [.. Sources().Select(source => Kept(source.Tensor))];
    }

    /// <summary>How often the average was updated.</summary>
    public long Updates { get; private set; }

    /// <summary>The averages, in the order of the module's parameters, and of its buffers after them if they are averaged.</summary>
    public IReadOnlyList<Tensor> Averages => _averages;

    /// <summary>An average in which every update counts the same: stochastic weight averaging.</summary>
    /// <param name="model">The module.</param>
    /// <param name="useBuffers">Whether buffers are averaged too.</param>
    /// <returns>The average.</returns>
    public static WeightAverage Swa(Module model, bool useBuffers = false) => new(model, updates => 1.0 / (updates + 1), useBuffers);

    /// <summary>An average that forgets: average = decay · average + (1 − decay) · parameter.</summary>
    /// <param name="model">The module.</param>
    /// <param name="decay">How much of the average stays at each update, from 0 to 1.</param>
    /// <param name="useBuffers">Whether buffers are averaged too.</param>
    /// <returns>The average.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The decay is not from 0 to 1.</exception>
    public static WeightAverage Ema(Module model, double decay = 0.999, bool useBuffers = false)
    {
        ScheduleArgument.In(NumberRange.ZeroToOne, decay, "ema", nameof(decay));
        return new WeightAverage(model, _ => 1 - decay, useBuffers);
    }

    /// <summary>
    /// Sets the running statistics of every batch norm to those of some batches: they are not those of averaged weights otherwise.
    /// </summary>
    /// <typeparam name="TInput">The module's input.</typeparam>
    /// <typeparam name="TOutput">Its output.</typeparam>
    /// <param name="model">The module, with the averages in use.</param>
    /// <param name="inputs">The batches, each of which counts the same.</param>
    public static void UpdateBatchNorm<TInput, TOutput>(Module<TInput, TOutput> model, IEnumerable<TInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        List<(BatchNorm Layer, double? Momentum)> layers =
            [.. model.Modules().OfType<BatchNorm>().Select(layer => (layer, layer.Momentum))];
        if (layers.Count == 0) return;
        List<(Module Module, bool WasTraining)> modes = [.. model.Modules().Select(module => (module, module.IsTraining))];
        using GradModeScope mode = GradMode.NoGrad();
        try
        {
            model.Train();
            foreach ((BatchNorm layer, _) in layers)
            {
                layer.ResetRunningStats();
                layer.Momentum = null;
            }

            foreach (TInput input in inputs) model.Call(input);
        }
        finally
        {
            foreach ((BatchNorm layer, double? momentum) in layers) layer.Momentum = momentum;
            foreach ((Module module, bool wasTraining) in modes) module.IsTraining = wasTraining;
        }
    }

    /// <summary>Takes the module's present parameters into the average.</summary>
    /// <exception cref="InvalidOperationException">The rule gives a share that is not from 0 to 1; nothing is changed.</exception>
    public void Update()
    {
        double share = Updates == 0 ? 1 : _share(Updates);
        if (!NumberRange.ZeroToOne.Contains(share))
        {
            throw new InvalidOperationException(
                $"weight average: the share must be {NumberRange.ZeroToOne}, and the rule gives {share} after {Updates} updates");
        }

        using GradModeScope mode = GradMode.NoGrad();
        int index = 0;
        foreach ((_, Tensor source) in Sources())
        {
            Tensor average = _averages[index];
            if (average.DType != source.DType || !ReferenceEquals(average.Device, source.Device))
                average = _averages[index] = Kept(average.To(source.DType).To(source.Device));
            if (share == 1 || !source.DType.IsFloating()) average.Copy_(source);
            else average.Lerp_(source.Detach(), share);
            index++;
        }

        Updates++;
    }

    /// <summary>
    /// Puts the averages in the place of the module's parameters until the result is disposed of, which puts the parameters back.
    /// </summary>
    /// <returns>What puts the parameters back.</returns>
    public IDisposable Use()
    {
        using GradModeScope mode = GradMode.NoGrad();
        List<Tensor> own = [.. Sources().Select(source => Kept(source.Tensor))];
        Write(_averages);
        return new Exchange(this, own);
    }

    /// <summary>Writes the averages into a module of the same parameters: this one, or one made in the same way.</summary>
    /// <param name="target">The module.</param>
    /// <exception cref="StateDictException">The module has other parameters; nothing is changed.</exception>
    public void CopyTo(Module target)
    {
        ArgumentNullException.ThrowIfNull(target);
        List<Tensor> into = [.. Tensors(target).Select(source => source.Tensor)];
        if (!into.Select(tensor => tensor.Shape).SequenceEqual(_averages.Select(average => average.Shape)))
        {
            throw new StateDictException(
                $"weight average: {target.GetType().Name} does not have the parameters of the {_model.GetType().Name} that was averaged");
        }

        using GradModeScope mode = GradMode.NoGrad();
        for (int i = 0; i < into.Count; i++) into[i].Copy_(_averages[i]);
    }

    /// <summary>The averages as <c>module.</c> and the parameter's name, after the number of updates, <c>n_averaged</c>.</summary>
    /// <returns>Names and tensors in order. The tensors share memory with the average: Clone() them to keep them as they are.</returns>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor> { { "n_averaged", Tensor.Scalar(Updates, DType.Int64) } };
        foreach (((string name, _), Tensor average) in Sources().Zip(_averages)) state.Add("module." + name, average.Detach());
        return state;
    }

    /// <summary>Continues from a state dict of an average over a module of the same parameters. Copies; checks everything first.</summary>
    /// <param name="state">What <see cref="StateDict"/> gave.</param>
    /// <exception cref="StateDictException">
    /// Something is missing, not expected, or does not fit. All of it is listed, and nothing is changed.
    /// </exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var reader = new OptimizerStateReader(state);
        double? updates = reader.Number("n_averaged", NumberRange.Between(0, 1L << 53));
        List<Tensor?> read = [.. Sources().Zip(_averages).Select(pair => reader.Copy("module." + pair.First.Name, pair.Second.Spec))];
        reader.ThrowIfUnfit(nameof(WeightAverage));
        Updates = (long)updates!.Value;
        for (int i = 0; i < read.Count; i++) _averages[i] = Kept(read[i]!);
    }

    /// <summary>A copy that outlives the TensorScope that it is made in.</summary>
    private static Tensor Kept(Tensor tensor)
    {
        using GradModeScope mode = GradMode.NoGrad();
        Tensor copy = tensor.Detach().CopyData();
        copy.Storage.Scope = null;
        return copy;
    }

    private IEnumerable<(string Name, Tensor Tensor)> Sources() => Tensors(_model);

    private IEnumerable<(string Name, Tensor Tensor)> Tensors(Module module)
    {
        IEnumerable<(string, Tensor)> parameters = module.NamedParameters().Select(p => (p.Name, (Tensor)p.Parameter));
        return _useBuffers ? parameters.Concat(module.NamedBuffers()) : parameters;
    }

    private void Write(List<Tensor> values)
    {
        int index = 0;
        foreach ((_, Tensor source) in Sources()) source.Copy_(values[index++]);
    }

    private sealed class Exchange(WeightAverage average, List<Tensor> own) : IDisposable
    {
        private List<Tensor>? _own = own;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _own, null) is not { } values) return;
            using GradModeScope mode = GradMode.NoGrad();
            average.Write(values);
        }
    }
}
