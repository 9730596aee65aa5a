using Autograd.Devices;
using Autograd.Memory;

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
        Tensor one = Detach().To(DTypeExtensions.Of<T>());
        return one.Raw.Data<T>()[one.Layout.Offset];
    }

    /// <summary>The one element of a tensor as <see cref="double"/>.</summary>
    /// <exception cref="ShapeException">The tensor has not exactly one element.</exception>
    public double Item() => Item<double>();

    /// <summary>The elements in row-major order, in a new array; converted where the dtype is another.</summary>
    /// <exception cref="DTypeException">No dtype holds <typeparamref name="T"/>.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        RequireMemory("ToArray");
        var copy = new Storage<T>(GC.AllocateUninitializedArray<T>(Numel));
        if (Numel > 0) Device.Copy(Raw, new View(copy, Layout.Contiguous(Shape)));
        return copy.Data;
    }

    /// <summary>The elements themselves, to read or write. Asking for the span counts as a change in place, since it can be written.</summary>
    /// <exception cref="DTypeException">The tensor holds another element type.</exception>
    /// <exception cref="GraphException">The tensor is not contiguous.</exception>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        RequireSpan<T>("AsSpan");
        Engine.InPlace.RequireWritable("AsSpan", this);
        Storage.IsShared = Storage.IsLent = true;
        Storage.Changed("AsSpan");
        return Raw.Span<T>();
    }

    /// <summary>The elements themselves, to read.</summary>
    /// <exception cref="DTypeException">The tensor holds another element type.</exception>
    /// <exception cref="GraphException">The tensor is not contiguous.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan<T>()
        where T : unmanaged
    {
        RequireSpan<T>("AsReadOnlySpan");
        Storage.IsLent = true;
        return Raw.Span<T>();
    }

    private void RequireMemory(string method)
    {
        if (Storage.IsEnded) throw TensorScopeException.Ended($"{method}: the tensor, {Spec},");
    }

    private void RequireSpan<T>(string method)
        where T : unmanaged
    {
        RequireMemory(method);
        if (DTypeExtensions.Of<T>() != DType)
            throw new DTypeException($"{method}: the elements are {DType.Text()}, not {DTypeExtensions.Of<T>().Text()}; To(dtype) or ToArray<T>() convert");
        if (!IsContiguous) throw new GraphException($"{method}: the elements of this {Shape} view do not lie side by side; call Contiguous() or ToArray<T>()");
    }
}
