using Autograd.Devices;

namespace Autograd.Memory;

/// <summary>The memory behind one tensor and all its views. The garbage collector owns it, or a <see cref="TensorScope"/>.</summary>
internal abstract class Storage
{
    protected Storage()
    {
        if (InferenceWasUsed) IsInference = GradMode.IsInference;
    }

    /// <summary>True once any thread has entered inference mode: until then no storage needs to look for it.</summary>
    public static bool InferenceWasUsed { get; set; }

    /// <summary>Made in inference mode: no changes are counted, so that no gradient may rely on the content.</summary>
    public bool IsInference { get; }

    /// <summary>Where the memory is.</summary>
    public abstract Device Device { get; }

    /// <summary>The type of an element.</summary>
    public abstract DType DType { get; }

    /// <summary>The number of elements.</summary>
    public abstract int Length { get; }

    /// <summary>Counts the in-place changes, through whichever tensor they were made.</summary>
    public int Version { get; private set; }

    /// <summary>The operation (or method) that made the last in-place change, for messages.</summary>
    public string? LastWriter { get; private set; }

    /// <summary>
    /// True once something other than the backward pass may hold this memory (a saved tensor, the user, another gradient): such a
    /// gradient is copied into <c>.Grad</c>, any other is adopted as it is.
    /// </summary>
    public bool IsShared { get; set; }

    /// <summary>True once the program has had a span of the memory, which may be written and read whatever becomes of the tensors.</summary>
    public bool IsLent { get; set; }

    /// <summary>The scope that will end it; null when the garbage collector will. May be set to one further out, or null.</summary>
    public TensorScope? Scope { get; set; }

    /// <summary>True once its scope has taken the memory back: it has no elements then.</summary>
    public bool IsEnded { get; private protected set; }

    /// <summary>Gives the memory back for the next results.</summary>
    public abstract void End(MemoryPool pool);

    /// <summary>Sees to it that this memory lasts at least as long as another's.</summary>
    public void LastAsLongAs(Storage holder)
    {
        if (Scope is { } scope && !(holder.Scope?.Depth >= scope.Depth)) Scope = holder.Scope;
    }

    /// <summary>Notes an in-place change.</summary>
    public void Changed(string writer)
    {
        if (!IsInference) Version++;
        LastWriter = writer;
    }

    /// <summary>Takes the place of another storage inside a tensor: the count goes on, so that what was saved of the other counts as overwritten.</summary>
    public void Continue(Storage replaced, string writer)
    {
        Version = replaced.Version;
        Changed(writer);
    }
}
