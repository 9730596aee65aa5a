using Autograd.Memory;

namespace Autograd.Devices;

/// <summary>
/// Where tensors live and their kernels run: the seam that a graphics card, another machine or a plain reference implements.
/// </summary>
/// <remarks>
/// <para>A device works on views (storage, shape, strides) and never sees a gradient: derivatives are operations made of other operations,
/// so that a device that has the members below has all of them. Shapes, dtypes and arguments have been checked before it is called, and all
/// views of one call are on this device. Unless a member says otherwise, views may have any layout (transposed, broadcast with strides of
/// 0, reversed with negative ones), have the shapes that the member states, and outputs are freshly allocated with undefined
/// content.</para>
/// <para>Bools are stored as one byte, 0 or 1, and take part in numeric members as such. <c>docs/adding-a-device.md</c> shows how to write
/// one.</para>
/// </remarks>
public abstract partial class Device
{
    /// <summary>Makes a device.</summary>
    protected Device() => HasOthers = true;

    /// <summary>Makes the processor, which is always there.</summary>
    private protected Device(bool isProcessor) => HasOthers |= !isProcessor;

    /// <summary>The processor and its memory: the device of every tensor that does not ask for another.</summary>
    public static Device Cpu { get; } = MakeProcessor();

    /// <summary>The name, as in <c>cpu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True once there is a device besides the processor: until then no operation needs to compare its inputs' devices.</summary>
    internal static bool HasOthers { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Makes memory for a tensor.</summary>
    /// <param name="dtype">The type of an element.</param>
    /// <param name="length">The number of elements; may be 0.</param>
    /// <param name="zeroed">True makes every element 0; false leaves the content undefined.</param>
    /// <returns>A storage of this device, of that dtype and length.</returns>
    protected internal abstract Storage Allocate(DType dtype, int length, bool zeroed);

    /// <summary>Reads elements into the program's memory.</summary>
    /// <typeparam name="T">The element type of the view's dtype: float, double, long, int, byte or bool.</typeparam>
    /// <param name="x">A contiguous view.</param>
    /// <param name="destination">Receives the elements in row-major order; of the view's length.</param>
    protected internal abstract void CopyToHost<T>(View x, Span<T> destination)
        where T : unmanaged;

    /// <summary>Writes elements from the program's memory.</summary>
    /// <typeparam name="T">The element type of the view's dtype: float, double, long, int, byte or bool.</typeparam>
    /// <param name="source">The elements in row-major order; of the view's length.</param>
    /// <param name="y">A contiguous view.</param>
    protected internal abstract void CopyFromHost<T>(ReadOnlySpan<T> source, View y)
        where T : unmanaged;

    /// <summary>
    /// The name of a kernel in messages and in a device's table of its own kernels: that of the operation it is nested in, as in
    /// <c>log_softmax</c>.
    /// </summary>
    /// <typeparam name="TKernel">A kernel's type.</typeparam>
    protected static string KernelName<TKernel>()
        where TKernel : struct
        => SnakeName.Of(typeof(TKernel).DeclaringType ?? typeof(TKernel));

    /// <summary>The error for a kernel that this device does not have for a dtype.</summary>
    /// <typeparam name="TKernel">The kernel's type.</typeparam>
    /// <param name="dtype">The dtype that was asked for.</param>
    protected DTypeException NotImplementedFor<TKernel>(DType dtype)
        where TKernel : struct
        => new($"{KernelName<TKernel>()} is not implemented for {dtype.Text()} on {Name}: convert with To(DType.Float32)");

    // Implemented among the CPU's kernels, one floor above, so that the seam names no device.
    private static partial Device MakeProcessor();
}
