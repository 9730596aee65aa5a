using Autograd.Memory;

namespace Autograd.ReferenceDevice;

/// <summary>An array of the element type; bools are bytes, 0 or 1.</summary>
internal sealed class ReferenceStorage(PlainDevice device, DType dtype, Array elements) : Storage(device, dtype)
{
    public override int Length { get; } = elements.Length;

    /// <summary>The elements: float[], double[], long[], int[] or byte[].</summary>
    public Array Elements { get; private set; } = elements;

    // What is used after its scope has ended fails here, and not with the numbers of another tensor.
    protected override void Release() => Elements = Array.Empty<byte>();
}
