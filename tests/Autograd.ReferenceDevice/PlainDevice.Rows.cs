using System.Numerics;
using Autograd.Devices;

namespace Autograd.ReferenceDevice;

/// <content>Reductions element by element, and kernels on one row after another.</content>
public sealed partial class PlainDevice
{
    /// <inheritdoc/>
    protected override void Reduce<TKernel>(TKernel kernel, View x, ReadOnlySpan<bool> reduced, View y)
    {
        bool[] joined = reduced.ToArray();
        switch (x.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            case DType.Int64: Run<long>(); break;
            case DType.Int32: Run<int>(); break;
            default: Run<byte>(); break;
        }

        void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            Elements<T> from = new(x), to = new(y);
            bool[] begun = new bool[to.Length];
            for (int i = 0; i < from.Length; i++)
            {
                int[] at = Positions.Indices(x.Shape, i);
                int place = 0;
                for (int dim = 0; dim < at.Length; dim++) place = (place * y.Shape[dim]) + (joined[dim] ? 0 : at[dim]);
                T value = kernel.Row<T>([from[i]]);
                to[place] = begun[place] ? kernel.Combine(to[place], value) : value;
                begun[place] = true;
            }
        }
    }

    /// <inheritdoc/>
    protected override void ArgReduce(bool largest, View x, int dim, View values, View indices)
    {
        switch (x.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            case DType.Int64: Run<long>(); break;
            case DType.Int32: Run<int>(); break;
            default: Run<byte>(); break;
        }

        void Run<T>()
            where T : unmanaged, INumber<T>
        {
            Elements<T> from = new(x), best = new(values);
            var where = new Elements<long>(indices);
            int size = x.Shape.Rank == 0 ? 1 : x.Shape[dim], inner = 1;
            for (int i = dim + 1; i < x.Shape.Rank; i++) inner *= x.Shape[i];
            for (int i = 0; i < best.Length; i++)
            {
                int start = (i / inner * size * inner) + (i % inner);
                (best[i], where[i]) = (from[start], 0);
                for (int k = 1; k < size; k++)
                {
                    T value = from[start + (k * inner)];
                    bool better = T.IsNaN(value) ? !T.IsNaN(best[i]) : largest ? value > best[i] : value < best[i];
                    if (better) (best[i], where[i]) = (value, k);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override void Rows<TKernel>(TKernel kernel, View x, View y)
    {
        switch (x.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            default: throw NotImplementedFor<TKernel>(x.DType);
        }

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Elements<T> from = new(x), to = new(y);
            int length = RowLength(x);
            T[] result = new T[length];
            for (int start = 0; start < from.Length; start += length)
            {
                kernel.Invoke<T>(from.Slice(start, length), result);
                to.Write(start, result);
            }
        }
    }

    /// <inheritdoc/>
    protected override void RowPairs<TKernel>(TKernel kernel, View a, View b, View y)
    {
        switch (a.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            default: throw NotImplementedFor<TKernel>(a.DType);
        }

        void Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Elements<T> left = new(a), right = new(b), to = new(y);
            int length = RowLength(a);
            T[] result = new T[length];
            for (int start = 0; start < left.Length; start += length)
            {
                kernel.Invoke<T>(left.Slice(start, length), right.Slice(start, length), result);
                to.Write(start, result);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Scan<TKernel>(TKernel kernel, View x, View y)
    {
        switch (x.DType)
        {
            case DType.Float32: Run<float, double>(); break;
            case DType.Float64: Run<double, double>(); break;
            default: Run<long, long>(); break;
        }

        void Run<T, TTotal>()
            where T : unmanaged, INumber<T>
            where TTotal : unmanaged, INumber<TTotal>
        {
            Elements<T> from = new(x), to = new(y);
            int length = RowLength(x);
            for (int start = 0; start < from.Length; start += length)
            {
                TTotal total = TTotal.Zero;
                for (int k = 0; k < length; k++)
                {
                    int at = start + (kernel.Reverse ? length - 1 - k : k);
                    TTotal value = TTotal.CreateTruncating(from[at]);
                    total = k == 0 ? value : kernel.Next(total, value);
                    to[at] = T.CreateTruncating(total);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override void IndexedRows<TKernel>(TKernel kernel, View x, View values, View indices)
    {
        switch (x.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            case DType.Int64: Run<long>(); break;
            case DType.Int32: Run<int>(); break;
            default: Run<byte>(); break;
        }

        void Run<T>()
            where T : unmanaged, INumber<T>
        {
            Elements<T> from = new(x), to = new(values);
            var where = new Elements<long>(indices);
            int length = x.Shape[^1], count = values.Shape[^1];
            for (int row = 0; count > 0 && row < to.Length / count; row++)
            {
                T[] picked = new T[count];
                long[] at = new long[count];
                kernel.Invoke<T>(from.Slice(row * length, length), picked, at);
                to.Write(row * count, picked);
                where.Write(row * count, at);
            }
        }
    }

    private static int RowLength(View x) => x.Shape.Rank == 0 ? 1 : x.Shape[^1];
}
