namespace Autograd.Serialization;

/// <summary>What a path leads to, as far as writing is concerned.</summary>
internal enum FileKind
{
    /// <summary>Nothing yet: a file will be created.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A device or a named pipe: bytes are sent to it, and it is never replaced.</summary>
    Special,

    /// <summary>
    /// A file that some process has open, by its number: <c>/dev/stdout</c>, or <c>/dev/fd/63</c> as a shell writes for <c>&gt;(…)</c>.
    /// </summary>
    Descriptor,
}
