namespace Autograd.Engine;

/// <summary>
/// One call of <see cref="Autodiff.Checkpoint(Func{Tensor[], Tensor[]}, Tensor[], Generator)"/>, with what is needed to repeat it.
/// </summary>
/// <remarks>
/// The graph is recorded as always, but each saved tensor is packed as an empty slot (<see cref="SavedTensorPacking"/>). The first
/// gradient that needs one calls the function again and fills them all. Only the node holds its slot, so the tensor is freed when the node
/// is released.
/// </remarks>
internal sealed class CheckpointFrame
{
    private readonly Func<Tensor[], Tensor[]> _function;
    private readonly Func<Tensor>[] _inputs;
    private readonly (Generator Generator, GeneratorState State)[] _random;
    private readonly List<WeakReference<Slot>> _slots = [];
    private bool _complete;

    public CheckpointFrame(Func<Tensor[], Tensor[]> function, Tensor[] inputs, Generator? generator)
    {
        _function = function;
        // Inside another checkpoint, the inputs are among the tensors that the outer one recomputes.
        _inputs = Array.ConvertAll(inputs, Keep);
        Generator[] generators = generator is null ? [Generator.Default] : [Generator.Default, generator];
        _random = Array.ConvertAll(generators, g => (g, g.GetState()));
    }

    public Tensor[] Run(Tensor[] inputs)
    {
        using EngineScope packing = EngineScope.Packing(new SavedTensorPacking(Pack, Unpack));
        Tensor[] outputs = FunctionRun.Returned("checkpoint", _function(inputs));
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

    private Slot Pack(Tensor tensor)
    {
        var slot = new Slot();
        _slots.Add(new WeakReference<Slot>(slot));
        return slot;
    }

    private Tensor Unpack(object? packed)
    {
        var slot = (Slot)packed!;
        if (slot.Tensor is null)
        {
            lock (_slots) // passes on two threads may arrive here at once
            {
                if (slot.Tensor is null) Repeat();
            }
        }

        Tensor tensor = slot.Tensor ?? throw Differs("it saved fewer tensors");
        if (tensor.Storage.Version == slot.Version) return tensor;
        Forget();
        throw new GraphException(
            $"checkpoint: a tensor of shape {tensor.Shape} that a gradient inside the function needs was changed in place by "
            + $"{tensor.Storage.LastWriter} later in the function. Use the operation that returns a new tensor, or change a Clone().");
    }

    /// <summary>Repeats the original call and fills the slots.</summary>
    private void Repeat()
    {
        GeneratorState[] now = Array.ConvertAll(_random, r => r.Generator.GetState());
        int next = 0;
        bool isDone = false;
        try
        {
            foreach ((Generator generator, GeneratorState state) in _random) generator.SetState(state);
            using GradModeScope grad = GradMode.EnableGrad();
            using EngineScope packing = EngineScope.Packing(new SavedTensorPacking(Fill, kept => (Tensor)kept!));
            _function(Array.ConvertAll(_inputs, input => input()));
            isDone = true;
        }
        finally
        {
            if (!isDone) Forget();
            for (int i = 0; i < now.Length; i++) _random[i].Generator.SetState(now[i]);
        }

        if (_complete && next != _slots.Count) throw Differs($"it saved {next} tensors instead of {_slots.Count}");

        Tensor Fill(Tensor tensor)
        {
            if (next < _slots.Count && _slots[next].TryGetTarget(out Slot? slot))
                (slot.Tensor, slot.Version) = (tensor, tensor.Storage.Version);
            next++;
            return tensor;
        }
    }

    /// <summary>Empties the slots: a graph that cannot be walked does not hold what was recomputed for the walk.</summary>
    private void Forget()
    {
        foreach (WeakReference<Slot> weak in _slots)
        {
            if (weak.TryGetTarget(out Slot? slot)) slot.Tensor = null;
        }
    }

    private GraphException Differs(string how)
    {
        Forget();
        return new GraphException(
            $"checkpoint: the function did not compute the same when it was called again in the backward pass: {how}. "
            + "It may depend only on its inputs and on the generator.");
    }

    /// <summary>Holds one recomputed tensor.</summary>
    private sealed class Slot
    {
        public Tensor? Tensor { get; set; }

        public int Version { get; set; }
    }
}
