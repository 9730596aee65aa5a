using Autograd.Memory;

namespace Autograd.Engine;

/// <summary>The tensors that one node keeps for its gradient. The first two need no array: most operations save no more.</summary>
internal struct SavedTensors
{
    private SavedTensor _first;
    private SavedTensor _second;
    private SavedTensor[]? _more;
    private int _count;
    private bool _released;

    /// <summary>Saves a tensor; null takes up an index too.</summary>
    public void Add(Op saver, Tensor? tensor)
    {
        if (tensor is not null)
        {
            if (tensor.Storage.IsInference)
            {
                throw new GraphException(
                    $"{saver.Name}: inference tensors cannot be saved for backward, and this one of shape {tensor.Shape} was made in "
                    + "GradMode.InferenceMode(). Use a Clone() of it, made outside, where gradients are recorded.");
            }

            tensor.Storage.IsShared = true;
        }

        if (_count++ >= 2)
        {
            _more ??= new SavedTensor[2];
            if (_count - 3 == _more.Length) Array.Resize(ref _more, _more.Length * 2);
        }

        At(ref this, _count - 1) = new SavedTensor(tensor);
    }

    /// <summary>A saved tensor, by the order of saving; throws if it was released or changed since.</summary>
    public readonly Tensor Get(Op saver, int index)
    {
        // Another pass through the same graph may release at any moment, so the copy is taken before the flag is read: a copy taken
        // before the flag was set is complete.
        SavedTensor saved = index switch
        {
            0 => _first,
            1 => _second,
            _ => _more is { } more && index - 2 < more.Length ? more[index - 2] : default,
        };
        Volatile.ReadBarrier();
        if (!_released) return saved.Unpack(saver);
        throw new GraphException(
            $"{saver.Name}: the tensors saved for its gradient were freed by an earlier backward pass. "
            + "Pass retainGraph: true to the first Backward() or Grad() to go through the graph again.");
    }

    /// <summary>Frees everything; from then on <see cref="Get"/> throws.</summary>
    public void Release()
    {
        if (_count == 0) return;
        _released = true;
        Volatile.WriteBarrier();
        _first = _second = default;
        _more = null;
    }

    /// <summary>Replaces saved tensors in a storage that is about to be written by copies, except the output itself.</summary>
    public void Copy(Storage written, Tensor output)
    {
        for (int i = 0; i < _count; i++)
        {
            ref SavedTensor saved = ref At(ref this, i);
            if (saved.Tensor is not { } tensor || !ReferenceEquals(tensor.Storage, written) || ReferenceEquals(tensor, output)) continue;
            Tensor copy = tensor.CopyData();
            if (tensor.Node is { } node) copy.Attach(node);
            saved = new SavedTensor(copy);
        }
    }

    /// <summary>Puts a tensor in the place of the saved output: another with its value, or itself at its present version.</summary>
    public void Replace(Tensor output, Tensor by)
    {
        for (int i = 0; i < _count; i++)
        {
            ref SavedTensor saved = ref At(ref this, i);
            if (ReferenceEquals(saved.Tensor, output)) saved = new SavedTensor(by);
        }
    }

    /// <summary>Whether a tensor is among those saved.</summary>
    public bool Holds(Tensor tensor)
    {
        for (int i = 0; i < _count; i++)
        {
            if (ReferenceEquals(At(ref this, i).Tensor, tensor)) return true;
        }

        return false;
    }

    /// <summary>Packs everything that is not packed yet with the saved-tensor hooks.</summary>
    public void Pack(Op saver, SavedTensorPacking packing)
    {
        for (int i = 0; i < _count; i++)
        {
            ref SavedTensor saved = ref At(ref this, i);
            saved = saved.Pack(saver, packing);
        }
    }

    /// <summary>What is saved at present, for graph drawings and messages.</summary>
    public List<SavedTensor> Now()
    {
        List<SavedTensor> now = [];
        for (int i = 0; i < _count && !_released; i++)
        {
            if (At(ref this, i) is { Spec: not null } saved) now.Add(saved);
        }

        return now;
    }

    private static ref SavedTensor At(ref SavedTensors all, int index)
    {
        if (index == 0) return ref all._first;
        if (index == 1) return ref all._second;
        return ref all._more![index - 2];
    }
}
