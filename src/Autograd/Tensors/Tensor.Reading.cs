namespace Autograd;

/// <summary>Ways to read a tensor's elements from C#.</summary>
public partial class Tensor
{
    /// <summary>The one element of a tensor, converted to a C# number.</summary>
    /// <typeparam name="T">Any of the six element types; the number is converted.</typeparam>
    /// <exception cref="ShapeException">The tensor has not exactly one element.</exception>
    public T Item<T>()
        where T : unmanaged
    {
        RequireMemory("item");
        if (Numel != 1) throw new ShapeException($"item: only a tensor of one element is a number, and shape {Shape} has {Numel}");
        return Device.Item<T>(Raw);
    }

    /// <summary>The one element of a tensor as <see cref="double"/>.</summary>
    /// <exception cref="ShapeException">The tensor has not exactly one element.</exception>
    public double Item() => Item<double>();

    /// <summary>A new array with a copy of the elements, in row-major order.</summary>
    /// <typeparam name="T">Any of the six element types; the numbers are converted.</typeparam>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        RequireMemory("ToArray");
        return Device.ToArray<T>(Raw);
    }

    /// <summary>
    /// The elements themselves, to read or write. Getting the span counts as a change in place, since it can be written to.
    /// </summary>
    /// <typeparam name="T">The tensor's element type; the elements are not converted.</typeparam>
    /// <exception cref="DTypeException">The tensor holds another element type.</exception>
    /// <exception cref="GraphException">The tensor is not contiguous.</exception>
    /// <exception cref="DeviceException">The tensor is on a device whose memory the program cannot reach.</exception>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        RequireSpan("AsSpan", out Span<T> span);
        Engine.InPlace.RequireWritable("AsSpan", this);
        Storage.IsShared = Storage.IsExposed = true;
        Storage.Changed("AsSpan");
        return span;
    }

    /// <summary>The elements themselves, to read.</summary>
    /// <typeparam name="T">The tensor's element type; the elements are not converted.</typeparam>
    /// <exception cref="DTypeException">The tensor holds another element type.</exception>
    /// <exception cref="GraphException">The tensor is not contiguous.</exception>
    /// <exception cref="DeviceException">The tensor is on a device whose memory the program cannot reach.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan<T>()
        where T : unmanaged
    {
        RequireSpan("AsReadOnlySpan", out Span<T> span);
        Storage.IsExposed = true;
        return span;
    }

    /// <summary>The elements of a contiguous tensor, to read at once: themselves where the program can reach them, else a copy.</summary>
    internal ReadOnlySpan<T> Read<T>()
        where T : unmanaged
        => Device.TryGetSpan(Raw, out Span<T> span) ? span : ToArray<T>();

    private void RequireMemory(string method)
    {
        if (Storage.IsEnded) throw TensorScopeException.Ended($"{method}: the tensor, {Spec},");
    }

    private void RequireSpan<T>(string method, out Span<T> span)
        where T : unmanaged
    {
        RequireMemory(method);
        if (DTypeExtensions.Of<T>() != DType)
            throw new DTypeException(
                $"{method}: the elements are {DType.Text()}, not {DTypeExtensions.Of<T>().Text()}; To(dtype) or ToArray<T>() convert");
        if (!IsContiguous)
            throw new GraphException(
                $"{method}: the elements of this {Shape} view are not adjacent in memory; call Contiguous() or ToArray<T>()");
        if (!Device.TryGetSpan(Raw, out span))
            throw new DeviceException(
                $"{method}: the elements are in the memory of {Device}, which the program cannot reach; To(Device.Cpu) or ToArray<T>() "
                + "copy them");
    }
}
