namespace Autograd.Optim;

/// <summary>What an optimizer remembers of one parameter: how often it was updated, and up to three tensors of its shape.</summary>
public sealed class ParameterState
{
    /// <summary>The number of tensors an optimizer can keep for a parameter.</summary>
    public const int Slots = 3;

    private readonly Tensor?[] _tensors = new Tensor?[Slots];

    internal ParameterState()
    {
    }

    /// <summary>How often the parameter was updated. A step without a gradient does not count.</summary>
    public long Step { get; internal set; }

    /// <summary>
    /// A tensor that the optimizer keeps for the parameter, contiguous; null until <see cref="GetOrCreate(int, Tensor)"/> makes it.
    /// </summary>
    /// <param name="slot">From 0 to below <see cref="Slots"/>.</param>
    public Tensor? this[int slot]
    {
        get => _tensors[slot];
        internal set
        {
            if (value is not null) value.Storage.Scope = null; // a step in a TensorScope leaves it behind
            _tensors[slot] = value;
        }
    }

    /// <summary>
    /// A tensor of its own shape kept in a slot, made on the first call: zeros. It follows a parameter that changed its dtype or device.
    /// </summary>
    internal Tensor GetOrCreate(int slot, Tensor parameter, Shape shape)
    {
        _tensors[slot] ??= this[slot] = Tensor.Zeros(shape, parameter.DType, device: parameter.Device);
        return GetOrCreate(slot, parameter);
    }

    /// <summary>
    /// The tensor kept in a slot, made on the first call: zeros of the parameter's shape and dtype, on its device. When the parameter has
    /// changed its dtype or device since, the tensor is converted to match.
    /// </summary>
    /// <param name="slot">From 0 to below <see cref="Slots"/>.</param>
    /// <param name="parameter">The parameter that the state belongs to.</param>
    public Tensor GetOrCreate(int slot, Tensor parameter)
    {
        Tensor? kept = _tensors[slot];
        if (kept is null) this[slot] = parameter.ZerosLike();
        else if (kept.DType != parameter.DType || !ReferenceEquals(kept.Device, parameter.Device))
            this[slot] = kept.To(parameter.DType).To(parameter.Device);
        return _tensors[slot]!;
    }
}
