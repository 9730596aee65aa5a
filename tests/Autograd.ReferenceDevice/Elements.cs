using Autograd.Devices;
using Autograd.Memory;

namespace Autograd.ReferenceDevice;

/// <summary>The elements of a view, numbered in row-major order, whatever its layout.</summary>
internal readonly struct Elements<T>(View view)
    where T : unmanaged
{
    private readonly T[] _array = (T[])((ReferenceStorage)view.Storage).Elements;
    private readonly int[] _positions = Positions.Of(view.Layout);

    public int Length => _positions.Length;

    public T this[int i]
    {
        get => _array[_positions[i]];
        set => _array[_positions[i]] = value;
    }

    /// <summary>A copy of some neighbours.</summary>
    public T[] Slice(int start, int length)
    {
        T[] slice = new T[length];
        for (int i = 0; i < length; i++) slice[i] = this[start + i];
        return slice;
    }

    /// <summary>Writes neighbours.</summary>
    public void Write(int start, ReadOnlySpan<T> values)
    {
        for (int i = 0; i < values.Length; i++) _array[_positions[start + i]] = values[i];
    }
}

/// <summary>Where elements are.</summary>
internal static class Positions
{
    /// <summary>The position in storage of each element, in row-major order.</summary>
    public static int[] Of(Layout layout)
    {
        int[] positions = new int[layout.Shape.Numel];
        for (int i = 0; i < positions.Length; i++) positions[i] = Of(layout, Indices(layout.Shape, i));
        return positions;
    }

    /// <summary>The position in storage of the element at some indices.</summary>
    public static int Of(Layout layout, int[] indices)
    {
        int position = layout.Offset;
        for (int dim = 0; dim < indices.Length; dim++) position += indices[dim] * layout.Strides[dim];
        return position;
    }

    /// <summary>The indices of an element from its row-major number.</summary>
    public static int[] Indices(Shape shape, int number)
    {
        int[] indices = new int[shape.Rank];
        for (int dim = indices.Length - 1; dim >= 0; dim--)
        {
            indices[dim] = number % shape[dim];
            number /= shape[dim];
        }

        return indices;
    }

    /// <summary>Copies one element between two storages of one dtype.</summary>
    public static void Move(View from, int source, View to, int target) =>
        Array.Copy(((ReferenceStorage)from.Storage).Elements, source, ((ReferenceStorage)to.Storage).Elements, target, 1);
}
