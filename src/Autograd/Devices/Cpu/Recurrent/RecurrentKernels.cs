using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>The steps of recurrent layers, a vector of units at a time. The last, short vector is computed as a full one.</summary>
internal static class RecurrentKernels
{
    public static void Lstm<T>(Span<T> gates, Span<T> cell, Span<T> hidden, int size)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < cell.Length / size; row++)
        {
            Span<T> four = gates.Slice(row * 4 * size, 4 * size), c = cell.Slice(row * size, size), h = hidden.Slice(row * size, size);
            Span<T> i = four[..size], f = four.Slice(size, size), g = four.Slice(2 * size, size), o = four[(3 * size)..];
            for (int at = 0; at < size; at += Vector<T>.Count)
            {
                Vector<T> vi = Exponential.Sigmoid(Load<T>(i, at)), vf = Exponential.Sigmoid(Load<T>(f, at));
                Vector<T> vg = Exponential.Tanh(Load<T>(g, at)), vo = Exponential.Sigmoid(Load<T>(o, at));
                Vector<T> vc = VectorLoop.MultiplyAdd(vi, vg, vf * Load<T>(c, at));
                Store(vi, i, at);
                Store(vf, f, at);
                Store(vg, g, at);
                Store(vo, o, at);
                Store(vc, c, at);
                Store(vo * Exponential.Tanh(vc), h, at);
            }
        }
    }

    public static void LstmGrad<T>(
        ReadOnlySpan<T> gates, ReadOnlySpan<T> before, ReadOnlySpan<T> gradHidden, Span<T> gradCell, Span<T> gradGates, int size)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> one = Vector<T>.One;
        for (int row = 0; row < before.Length / size; row++)
        {
            ReadOnlySpan<T> four = gates.Slice(row * 4 * size, 4 * size), c = before.Slice(row * size, size);
            ReadOnlySpan<T> dh = gradHidden.Slice(row * size, size);
            Span<T> dFour = gradGates.Slice(row * 4 * size, 4 * size), dc = gradCell.Slice(row * size, size);
            for (int at = 0; at < size; at += Vector<T>.Count)
            {
                Vector<T> i = Load(four[..size], at), f = Load(four.Slice(size, size), at);
                Vector<T> g = Load(four.Slice(2 * size, size), at), o = Load(four[(3 * size)..], at);
                Vector<T> old = Load(c, at), grad = Load(dh, at);
                Vector<T> t = Exponential.Tanh(VectorLoop.MultiplyAdd(i, g, f * old));
                Vector<T> inner = VectorLoop.MultiplyAdd(grad * o, one - t * t, Load<T>(dc, at));
                Store(inner * g * i * (one - i), dFour[..size], at);
                Store(inner * old * f * (one - f), dFour.Slice(size, size), at);
                Store(inner * i * (one - g * g), dFour.Slice(2 * size, size), at);
                Store(grad * t * o * (one - o), dFour[(3 * size)..], at);
                Store(inner * f, dc, at);
            }
        }
    }

    public static void Gru<T>(Span<T> gates, ReadOnlySpan<T> hiddenGates, ReadOnlySpan<T> before, Span<T> hidden, int size)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> one = Vector<T>.One;
        for (int row = 0; row < before.Length / size; row++)
        {
            Span<T> three = gates.Slice(row * 3 * size, 3 * size), h = hidden.Slice(row * size, size);
            ReadOnlySpan<T> other = hiddenGates.Slice(row * 3 * size, 3 * size), old = before.Slice(row * size, size);
            Span<T> r = three[..size], z = three.Slice(size, size), n = three[(2 * size)..];
            for (int at = 0; at < size; at += Vector<T>.Count)
            {
                Vector<T> vr = Exponential.Sigmoid(Load<T>(r, at) + Load(other[..size], at));
                Vector<T> vz = Exponential.Sigmoid(Load<T>(z, at) + Load(other.Slice(size, size), at));
                Vector<T> vn = Exponential.Tanh(VectorLoop.MultiplyAdd(vr, Load(other[(2 * size)..], at), Load<T>(n, at)));
                Vector<T> vh = VectorLoop.MultiplyAdd(vz, Load(old, at), (one - vz) * vn);
                Store(vr, r, at);
                Store(vz, z, at);
                Store(vn, n, at);
                Store(vh, h, at);
            }
        }
    }

    public static void GruGrad<T>(
        ReadOnlySpan<T> gates,
        ReadOnlySpan<T> hiddenGates,
        ReadOnlySpan<T> before,
        Span<T> gradHidden,
        Span<T> gradGates,
        Span<T> gradHiddenGates,
        int size)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> one = Vector<T>.One;
        for (int row = 0; row < before.Length / size; row++)
        {
            ReadOnlySpan<T> three = gates.Slice(row * 3 * size, 3 * size), other = hiddenGates.Slice(row * 3 * size, 3 * size);
            ReadOnlySpan<T> old = before.Slice(row * size, size);
            Span<T> dx = gradGates.Slice(row * 3 * size, 3 * size), dy = gradHiddenGates.Slice(row * 3 * size, 3 * size);
            Span<T> dh = gradHidden.Slice(row * size, size);
            for (int at = 0; at < size; at += Vector<T>.Count)
            {
                Vector<T> r = Load(three[..size], at), z = Load(three.Slice(size, size), at), n = Load(three[(2 * size)..], at);
                Vector<T> grad = Load<T>(dh, at), toN = grad * (one - z) * (one - n * n);
                Vector<T> toR = toN * Load(other[(2 * size)..], at) * r * (one - r), toZ = grad * (Load(old, at) - n) * z * (one - z);
                Store(toR, dx[..size], at);
                Store(toZ, dx.Slice(size, size), at);
                Store(toN, dx[(2 * size)..], at);
                Store(toR, dy[..size], at);
                Store(toZ, dy.Slice(size, size), at);
                Store(toN * r, dy[(2 * size)..], at);
                Store(grad * z, dh, at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ReadOnlySpan<T> from, int at)
        where T : unmanaged
    {
        if (at <= from.Length - Vector<T>.Count) return Vector.LoadUnsafe(ref MemoryMarshal.GetReference(from), (nuint)at);
        Span<T> last = stackalloc T[Vector<T>.Count];
        last.Clear();
        from[at..].CopyTo(last);
        return new Vector<T>(last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector<T> value, Span<T> to, int at)
        where T : unmanaged
    {
        if (at <= to.Length - Vector<T>.Count)
        {
            value.StoreUnsafe(ref MemoryMarshal.GetReference(to), (nuint)at);
            return;
        }

        Span<T> last = stackalloc T[Vector<T>.Count];
        value.CopyTo(last);
        last[..(to.Length - at)].CopyTo(to[at..]);
    }
}
