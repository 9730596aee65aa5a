namespace Autograd.Engine;

/// <summary>
/// One call under <see cref="Autodiff.Checkpoint(Func{Tensor[], Tensor[]}, Tensor[], Generator)"/>: what is needed to make it again.
/// </summary>
/// <remarks>
/// The graph is recorded as always, but each saved tensor is packed as an empty place (<see cref="SavedTensorPacking"/>). The first
/// gradient that asks for one calls the function again and fills them all. A place is held by its node alone, so that its tensor goes when
/// the node is released.
/// </remarks>
internal sealed class CheckpointFrame
{
    private readonly Func<Tensor[], Tensor[]> _function;
    private readonly Func<Tensor>[] _inputs;
    private readonly (Generator Generator, GeneratorState State)[] _random;
    private readonly List<WeakReference<Place>> _places = [];
    private bool _complete;

    public CheckpointFrame(Func<Tensor[], Tensor[]> function, Tensor[] inputs, Generator? generator)
    {
        _function = function;
        // Inside another checkpoint the inputs are among what that one computes again.
        _inputs = Array.ConvertAll(inputs, Keep);
        Generator[] generators = generator is null ? [Generator.Default] : [Generator.Default, generator];
        _random = Array.ConvertAll(generators, g => (g, g.GetState()));
    }

    public Tensor[] Run(Tensor[] inputs)
    {
        using EngineScope packing = EngineScope.Packing(new SavedTensorPacking(Pack, Unpack));
        Tensor[] outputs = _function(inputs);
        _complete = true;
        return outputs;
    }

    private static Func<Tensor> Keep(Tensor input)
    {
        var saved = new SavedTensor(input);
        bool requires = input.RequiresGrad;
        if (EngineState.Current.Modes?.Packing is { } packing) saved = saved.Pack(null, packing);
        return () =>
        {
            Tensor again = saved.Unpack(null).Detach();
            again.RequiresGrad = requires;
            return again;
        };
    }

    private Place Pack(Tensor tensor)
    {
        var place = new Place();
        _places.Add(new WeakReference<Place>(place));
        return place;
    }

    private Tensor Unpack(object? packed)
    {
        var place = (Place)packed!;
        if (place.Tensor is null)
        {
            lock (_places) // passes on two threads may come here at once
            {
                if (place.Tensor is null) Repeat();
            }
        }

        Tensor tensor = place.Tensor ?? throw Differs("it saved fewer tensors");
        if (tensor.Storage.Version == place.Version) return tensor;
        throw new GraphException(
            $"checkpoint: a tensor of shape {tensor.Shape} that a gradient inside the function needs was changed in place by {tensor.Storage.LastWriter} "
            + "later in the function. Use the operation that returns a new tensor, or change a Clone().");
    }

    /// <summary>Calls the function again as it was called, and fills the places.</summary>
    private void Repeat()
    {
        GeneratorState[] now = Array.ConvertAll(_random, r => r.Generator.GetState());
        int next = 0;
        try
        {
            foreach ((Generator generator, GeneratorState state) in _random) generator.SetState(state);
            using GradModeScope grad = GradMode.EnableGrad();
            using EngineScope packing = EngineScope.Packing(new SavedTensorPacking(Fill, kept => (Tensor)kept!));
            _function(Array.ConvertAll(_inputs, input => input()));
        }
        finally
        {
            for (int i = 0; i < now.Length; i++) _random[i].Generator.SetState(now[i]);
        }

        if (_complete && next != _places.Count) throw Differs($"it saved {next} tensors instead of {_places.Count}");

        Tensor Fill(Tensor tensor)
        {
            if (next < _places.Count && _places[next].TryGetTarget(out Place? place)) (place.Tensor, place.Version) = (tensor, tensor.Storage.Version);
            next++;
            return tensor;
        }
    }

    private static GraphException Differs(string how) => new(
        $"checkpoint: the function did not compute the same when it was called again in the backward pass: {how}. It may depend only on its inputs and on the generator.");

    /// <summary>Where one saved tensor belongs.</summary>
    private sealed class Place
    {
        public Tensor? Tensor { get; set; }

        public int Version { get; set; }
    }
}
