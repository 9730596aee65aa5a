using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Numerics;

/// <summary>A pointwise function, written for one vector of elements; scalar arguments are fields.</summary>
internal interface IVectorForm
{
    /// <summary>The function of each element. Inlined into its loop.</summary>
    Vector<T> Of<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>A pointwise function of two operands.</summary>
internal interface IVectorPairForm
{
    /// <summary>The function of each pair of elements. Inlined into its loop.</summary>
    Vector<T> Of<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>
/// Applies a function to spans. The last, short vector is computed as a full one, so that an element's bits do not depend on its position.
/// </summary>
internal static class VectorLoop
{
    /// <summary>One number in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Broadcast<T>(double value)
        where T : unmanaged, IFloatingPointIeee754<T>
        => new(T.CreateTruncating(value));

    /// <summary>a·b + c, rounded once if the hardware has fused multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Element<T>.IsFloat32
            ? Vector.MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
            : Vector.MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();

    /// <summary>Writes the function of each element of <paramref name="x"/> to <paramref name="y"/>.</summary>
    public static void Run<TForm, T>(TForm form, ReadOnlySpan<T> x, Span<T> y)
        where TForm : struct, IVectorForm
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // By reference: bounds checks would cost as much as a short function itself.
        ref T from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y[..x.Length]);
        int i = 0, width = Vector<T>.Count;
        for (; i <= x.Length - width; i += width) form.Of(Vector.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        if (i == x.Length) return;
        Span<T> last = stackalloc T[width];
        last.Clear();
        x[i..].CopyTo(last);
        form.Of(new Vector<T>(last)).CopyTo(last);
        last[..(x.Length - i)].CopyTo(y[i..]);
    }

    /// <summary>Writes the function of each pair of elements to <paramref name="y"/>.</summary>
    public static void Run<TForm, T>(TForm form, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where TForm : struct, IVectorPairForm
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0, width = Vector<T>.Count;
        ref T left = ref MemoryMarshal.GetReference(a[..y.Length]), right = ref MemoryMarshal.GetReference(b[..y.Length]);
        ref T to = ref MemoryMarshal.GetReference(y);
        for (; i <= y.Length - width; i += width)
            form.Of(Vector.LoadUnsafe(ref left, (nuint)i), Vector.LoadUnsafe(ref right, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        if (i == y.Length) return;
        Span<T> first = stackalloc T[width], second = stackalloc T[width];
        first.Clear();
        second.Clear();
        a[i..].CopyTo(first);
        b[i..].CopyTo(second);
        form.Of(new Vector<T>(first), new Vector<T>(second)).CopyTo(first);
        first[..(y.Length - i)].CopyTo(y[i..]);
    }
}
