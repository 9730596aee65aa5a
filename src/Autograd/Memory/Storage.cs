using Autograd.Devices;

namespace Autograd.Memory;

/// <summary>
/// The memory behind one tensor and all its views: a device's own type, derived from this one. It is made by <see cref="Device.Allocate"/>,
/// and only its device looks inside.
/// </summary>
/// <remarks>The garbage collector owns it, or a <see cref="TensorScope"/>, at whose end <see cref="Release"/> is called.</remarks>
public abstract class Storage
{
    /// <summary>Creates a storage with no in-place changes counted.</summary>
    /// <param name="device">Where the memory is.</param>
    /// <param name="dtype">The type of an element.</param>
    protected Storage(Device device, DType dtype) => (Device, DType) = (device, dtype);

    /// <summary>Where the memory is.</summary>
    public Device Device { get; }

    /// <summary>The type of an element.</summary>
    public DType DType { get; }

    /// <summary>The number of elements.</summary>
    public abstract int Length { get; }

    /// <summary>True once the scope has reclaimed the memory: the storage then has no elements.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>True for a storage made in inference mode: its changes are not counted, so no gradient may rely on its content.</summary>
    internal bool IsInference { get; set; }

    /// <summary>The number of in-place changes, through any of the tensors that share the storage.</summary>
    internal int Version { get; private set; }

    /// <summary>The operation (or method) that made the last in-place change, for messages.</summary>
    internal string? LastWriter { get; private set; }

    /// <summary>
    /// True once something other than the backward pass may hold this memory (a saved tensor, the user, another gradient): such a
    /// gradient is copied into <c>.Grad</c>, any other is adopted as it is.
    /// </summary>
    internal bool IsShared { get; set; }

    /// <summary>
    /// True once the program has taken a span of the memory, through which it can read and write however long the tensors live.
    /// </summary>
    internal bool IsExposed { get; set; }

    /// <summary>The scope that ends this storage; null if the garbage collector frees it. May be set to an outer scope or null.</summary>
    internal TensorScope? Scope
    {
        get => field is { IsAbandoned: true } ? null : field;
        set;
    }

    /// <summary>
    /// Frees the elements, or keeps them for another storage: the <see cref="TensorScope"/> that they were made in has ended, and no tensor
    /// will read them again. Does nothing unless overridden, which leaves them to the garbage collector.
    /// </summary>
    protected internal virtual void Release()
    {
    }

    /// <summary>Returns the memory to the pool.</summary>
    internal virtual void End(MemoryPool pool)
    {
        Release();
        Scope = null;
        IsEnded = true;
    }

    /// <summary>Makes this memory live at least as long as another storage's.</summary>
    internal void ExtendLifetimeTo(Storage holder)
    {
        if (Scope is { } scope && !scope.Contains(holder.Scope)) Scope = holder.Scope;
    }

    /// <summary>Records an in-place change.</summary>
    internal void Changed(string writer)
    {
        if (!IsInference) Version++;
        LastWriter = writer;
    }

    /// <summary>
    /// Continues the version count of the storage that this one replaces in a tensor, so that tensors saved from the old storage count
    /// as overwritten.
    /// </summary>
    internal void ContinueVersionOf(Storage replaced, string writer)
    {
        Version = replaced.Version;
        Changed(writer);
    }
}
