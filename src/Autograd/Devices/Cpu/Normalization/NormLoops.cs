using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Devices.Cpu;

/// <summary>The inner loops of normalisation, over contiguous elements.</summary>
internal static class NormLoops
{
    // Long sums are split into blocks whose sums are added in double, so that float32 keeps its precision.
    private const int Block = 4096;

    /// <summary>Σ x.</summary>
    public static double Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double total = 0;
        for (; x.Length > Block; x = x[Block..]) total += double.CreateTruncating(TensorPrimitives.Sum(x[..Block]));
        return total + double.CreateTruncating(TensorPrimitives.Sum(x));
    }

    /// <summary>Σ (x − mean)².</summary>
    public static double SumOfSquares<T>(ReadOnlySpan<T> x, T mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double total = 0;
        for (; x.Length > Block; x = x[Block..]) total += Part(x[..Block], mean);
        return total + Part(x, mean);

        static double Part(ReadOnlySpan<T> x, T mean)
        {
            Vector<T> sum = Vector<T>.Zero, centre = new(mean);
            int i = 0;
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> d = Load(x, i) - centre;
                sum += d * d;
            }

            T rest = Vector.Sum(sum);
            for (; i < x.Length; i++) rest += (x[i] - mean) * (x[i] - mean);
            return double.CreateTruncating(rest);
        }
    }

    /// <summary>y = (x − mean) · scale + shift.</summary>
    public static void Normalize<T>(ReadOnlySpan<T> x, T mean, T scale, T shift, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> centre = new(mean), factor = new(scale), offset = new(shift);
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) Store((Load(x, i) - centre) * factor + offset, y, i);
        for (; i < x.Length; i++) y[i] = (x[i] - mean) * scale + shift;
    }

    /// <summary>y = (x − mean) · scale · weight + bias; an empty span stands for no bias.</summary>
    public static void Normalize<T>(ReadOnlySpan<T> x, T mean, T scale, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> centre = new(mean), factor = new(scale);
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) Store((Load(x, i) - centre) * factor * Load(weight, i), y, i);
        for (; i < x.Length; i++) y[i] = (x[i] - mean) * scale * weight[i];
        if (!bias.IsEmpty) TensorPrimitives.Add(y, bias, y);
    }

    /// <summary>Σ g and Σ g · (x − mean), with g · weight for g if there are weights. An empty span stands for no weights.</summary>
    public static (double Sum, double Product) Sums<T>(ReadOnlySpan<T> g, ReadOnlySpan<T> x, T mean, ReadOnlySpan<T> weight)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0, product = 0;
        for (int start = 0; start < x.Length; start += Block)
        {
            int count = Math.Min(Block, x.Length - start);
            ReadOnlySpan<T> w = weight.IsEmpty ? weight : weight.Slice(start, count);
            (T s, T p) = Part(g.Slice(start, count), x.Slice(start, count), mean, w);
            sum += double.CreateTruncating(s);
            product += double.CreateTruncating(p);
        }

        return (sum, product);

        static (T Sum, T Product) Part(ReadOnlySpan<T> g, ReadOnlySpan<T> x, T mean, ReadOnlySpan<T> weight)
        {
            Vector<T> sums = Vector<T>.Zero, products = Vector<T>.Zero, centre = new(mean);
            int i = 0;
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> v = Load(g, i);
                if (!weight.IsEmpty) v *= Load(weight, i);
                sums += v;
                products += v * (Load(x, i) - centre);
            }

            T sum = Vector.Sum(sums), product = Vector.Sum(products);
            for (; i < x.Length; i++)
            {
                T v = weight.IsEmpty ? g[i] : g[i] * weight[i];
                sum += v;
                product += v * (x[i] - mean);
            }

            return (sum, product);
        }
    }

    /// <summary>result = g · scale + (x − mean) · slope + shift, with g · weight for g if weights are not empty.</summary>
    public static void Combine<T>(
        ReadOnlySpan<T> g, T scale, ReadOnlySpan<T> weight, ReadOnlySpan<T> x, T mean, T slope, T shift, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> factor = new(scale), centre = new(mean), steep = new(slope), offset = new(shift);
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> v = Load(g, i) * factor;
            if (!weight.IsEmpty) v *= Load(weight, i);
            Store(v + (Load(x, i) - centre) * steep + offset, result, i);
        }

        for (; i < x.Length; i++)
        {
            T v = weight.IsEmpty ? g[i] * scale : g[i] * scale * weight[i];
            result[i] = v + (x[i] - mean) * slope + shift;
        }
    }

    /// <summary>total += g · (x − mean) · scale.</summary>
    public static void AddProducts<T>(ReadOnlySpan<T> g, ReadOnlySpan<T> x, T mean, T scale, Span<T> total)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> centre = new(mean), factor = new(scale);
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            Store(Load<T>(total, i) + Load(g, i) * ((Load(x, i) - centre) * factor), total, i);
        for (; i < x.Length; i++) total[i] += g[i] * ((x[i] - mean) * scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ReadOnlySpan<T> from, int at)
        where T : unmanaged
        => Vector.LoadUnsafe(ref MemoryMarshal.GetReference(from), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector<T> value, Span<T> to, int at)
        where T : unmanaged
        => value.StoreUnsafe(ref MemoryMarshal.GetReference(to), (nuint)at);
}
