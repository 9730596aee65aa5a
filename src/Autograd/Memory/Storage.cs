using Autograd.Devices;

namespace Autograd.Memory;

/// <summary>
/// The memory behind one tensor and all its views: a device's own type, derived from this one. It is made by <see cref="Device.Allocate"/>
/// and no one but its device looks inside.
/// </summary>
/// <remarks>The garbage collector owns it, or a <see cref="TensorScope"/>, at whose end <see cref="Release"/> is called.</remarks>
public abstract class Storage
{
    /// <summary>Makes a storage that nothing has changed yet.</summary>
    protected Storage()
    {
    }

    /// <summary>Where the memory is.</summary>
    public abstract Device Device { get; }

    /// <summary>The type of an element.</summary>
    public abstract DType DType { get; }

    /// <summary>The number of elements.</summary>
    public abstract int Length { get; }

    /// <summary>True once its scope has taken the memory back: it has no elements then.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Made in inference mode: no changes are counted, so that no gradient may rely on the content.</summary>
    internal bool IsInference { get; set; }

    /// <summary>Counts the in-place changes, through whichever tensor they were made.</summary>
    internal int Version { get; private set; }

    /// <summary>The operation (or method) that made the last in-place change, for messages.</summary>
    internal string? LastWriter { get; private set; }

    /// <summary>
    /// True once something other than the backward pass may hold this memory (a saved tensor, the user, another gradient): such a
    /// gradient is copied into <c>.Grad</c>, any other is adopted as it is.
    /// </summary>
    internal bool IsShared { get; set; }

    /// <summary>True once the program has had a span of the memory, which may be written and read whatever becomes of the tensors.</summary>
    internal bool IsLent { get; set; }

    /// <summary>The scope that will end it; null when the garbage collector will. May be set to one further out, or null.</summary>
    internal TensorScope? Scope { get; set; }

    /// <summary>
    /// Frees the elements, or keeps them for another storage: the <see cref="TensorScope"/> that they were made in has ended, and no tensor
    /// will ask for them again. Does nothing unless overridden, which leaves them to the garbage collector.
    /// </summary>
    protected internal virtual void Release()
    {
    }

    /// <summary>Gives the memory back for the next results.</summary>
    internal virtual void End(MemoryPool pool)
    {
        Release();
        Scope = null;
        IsEnded = true;
    }

    /// <summary>Sees to it that this memory lasts at least as long as another's.</summary>
    internal void LastAsLongAs(Storage holder)
    {
        if (Scope is { } scope && !(holder.Scope?.Depth >= scope.Depth)) Scope = holder.Scope;
    }

    /// <summary>Notes an in-place change.</summary>
    internal void Changed(string writer)
    {
        if (!IsInference) Version++;
        LastWriter = writer;
    }

    /// <summary>Takes the place of another storage inside a tensor: the count goes on, so that what was saved of the other counts as overwritten.</summary>
    internal void Continue(Storage replaced, string writer)
    {
        Version = replaced.Version;
        Changed(writer);
    }
}
