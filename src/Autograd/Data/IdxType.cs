namespace Autograd.Data;

/// <summary>The element types of an IDX file, by the byte that stands for them.</summary>
internal enum IdxType : byte
{
    UInt8 = 0x08,
    Int8 = 0x09,
    Int16 = 0x0B,
    Int32 = 0x0C,
    Float32 = 0x0D,
    Float64 = 0x0E,
}

/// <summary>What is known of an IDX file from its header alone.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The sizes.</param>
internal readonly record struct IdxHeader(IdxType Type, Shape Shape)
{
    /// <summary>The size of an element in the file.</summary>
    public int ItemSize => Type switch
    {
        IdxType.UInt8 or IdxType.Int8 => 1,
        IdxType.Int16 => 2,
        IdxType.Int32 or IdxType.Float32 => 4,
        _ => 8,
    };

    /// <summary>The size of the header itself: the magic number and a 32-bit word for each dimension.</summary>
    public int ByteLength => 4 + 4 * Shape.Rank;

    /// <summary>How many bytes of elements the header promises.</summary>
    public long PromisedBytes => (long)Shape.Numel * ItemSize;

    /// <summary>The promise in words: <c>60000 × 28 × 28 elements of 1 byte</c>.</summary>
    public string Promise =>
        $"{string.Join(" × ", Shape.ToArray())} elements of {ItemSize} byte{(ItemSize == 1 ? string.Empty : "s")} ({PromisedBytes} bytes)";
}
