using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autograd.Memory;

namespace Autograd.Devices.Cpu;

/// <summary>Copies, casts and choices between two operands.</summary>
internal sealed partial class CpuDevice
{
    internal override void Copy(View x, View y)
    {
        switch (x.DType)
        {
            case DType.Float32: CopyFrom<float>(x, y); break;
            case DType.Float64: CopyFrom<double>(x, y); break;
            case DType.Int64: CopyFrom<long>(x, y); break;
            case DType.Int32: CopyFrom<int>(x, y); break;
            default: CopyFrom<byte>(x, y); break;
        }
    }

    internal override void KeepTriangle(bool upper, int diagonal, View y)
    {
        switch (y.DType)
        {
            case DType.Float32: Triangle.Keep(upper, diagonal, y.Data<float>(), y.Layout); break;
            case DType.Float64: Triangle.Keep(upper, diagonal, y.Data<double>(), y.Layout); break;
            case DType.Int64: Triangle.Keep(upper, diagonal, y.Data<long>(), y.Layout); break;
            case DType.Int32: Triangle.Keep(upper, diagonal, y.Data<int>(), y.Layout); break;
            default: Triangle.Keep(upper, diagonal, Elements<byte>(y), y.Layout); break;
        }
    }

    internal override void Where(View condition, View a, View b, View y)
    {
        switch (y.DType.ItemSize())
        {
            // Only the size matters here, but arrays keep their type: one instance for each dtype.
            case 4 when y.DType == DType.Float32: Choose<float>(condition, a, b, y); break;
            case 4: Choose<int>(condition, a, b, y); break;
            case 8 when y.DType == DType.Float64: Choose<double>(condition, a, b, y); break;
            case 8: Choose<long>(condition, a, b, y); break;
            default: Choose<byte>(condition, a, b, y); break;
        }
    }

    private static void Choose<T>(View condition, View a, View b, View y)
        where T : unmanaged
    {
        // Two passes of two operands: first all of b, then a where the condition holds.
        Elementwise.Map<Copying<T>, T, T>(default, b, y);
        Elementwise.Map<Masking<T>, bool, T, T>(default, condition, a, y);
    }

    private static void CopyFrom<TX>(View x, View y)
        where TX : unmanaged, INumber<TX>
    {
        if (x.DType == y.DType || (x.DType <= DType.UInt8 && y.DType == DType.UInt8))
        {
            TX[] from = Elements<TX>(x), to = Elements<TX>(y);
            // What shares its memory is read a run at a time before it is written.
            if ((x.Layout.IsContiguous && y.Layout.IsContiguous) || from == to) Elementwise.Map<Copying<TX>, TX, TX>(default, x, y);
            else Move(from, x.Layout, to, y.Layout);
            return;
        }

        switch (y.DType)
        {
            case DType.Float32: Elementwise.Map<Casting<TX, float>, TX, float>(default, x, y); break;
            case DType.Float64: Elementwise.Map<Casting<TX, double>, TX, double>(default, x, y); break;
            case DType.Int64: Elementwise.Map<Casting<TX, long>, TX, long>(default, x, y); break;
            case DType.Int32: Elementwise.Map<Casting<TX, int>, TX, int>(default, x, y); break;
            case DType.UInt8: Elementwise.Map<Casting<TX, byte>, TX, byte>(default, x, y); break;
            default: Elementwise.Map<Testing<TX>, TX, bool>(default, x, y); break;
        }
    }

    private static void Move<T>(T[] from, Layout x, T[] to, Layout y)
        where T : unmanaged
    {
        if (!Transposition.Fits(x)) StridedCopy.Run(from, x, to, y);
        else if (y.IsContiguous) Transposition.Run(from, x, to, y.Offset);
        else StridedCopy.Run(Transposition.Written(from, x), Layout.Contiguous(x.Shape), to, y);
    }

    // bool arrays are moved as bytes: the two have one layout.
    private static T[] Elements<T>(View view)
        where T : unmanaged
        => view.Storage is Storage<T> own ? own.Data : Unsafe.As<T[]>(view.Data<bool>());

    private readonly struct Copying<T> : Elementwise.IPass<T, T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => x.CopyTo(y);
    }

    private readonly struct Casting<TX, TY> : Elementwise.IPass<TX, TY>
        where TX : unmanaged, INumber<TX>
        where TY : unmanaged, INumber<TY>
    {
        public void Invoke(ReadOnlySpan<TX> x, Span<TY> y) => TensorPrimitives.ConvertTruncating(x, y);
    }

    private readonly struct Testing<TX> : Elementwise.IPass<TX, bool>
        where TX : unmanaged, INumber<TX>
    {
        public void Invoke(ReadOnlySpan<TX> x, Span<bool> y)
        {
            for (int i = 0; i < x.Length; i++) y[i] = x[i] != TX.Zero;
        }
    }

    private readonly struct Masking<T> : Elementwise.IPass<bool, T, T>
        where T : unmanaged
    {
        public void Invoke(ReadOnlySpan<bool> condition, ReadOnlySpan<T> a, Span<T> y)
        {
            // Without a branch, which a mask without order would send the wrong way half of the time.
            if (Unsafe.SizeOf<T>() == 4) Choose<T, uint>(condition, a, y);
            else if (Unsafe.SizeOf<T>() == 8) Choose<T, ulong>(condition, a, y);
            else Choose<T, byte>(condition, a, y);
        }

        private static void Choose<TFrom, TBits>(ReadOnlySpan<bool> condition, ReadOnlySpan<TFrom> a, Span<TFrom> y)
            where TFrom : unmanaged
            where TBits : unmanaged, IBinaryInteger<TBits>
        {
            ReadOnlySpan<TBits> from = MemoryMarshal.Cast<TFrom, TBits>(a);
            Span<TBits> to = MemoryMarshal.Cast<TFrom, TBits>(y);
            ReadOnlySpan<byte> choice = MemoryMarshal.AsBytes(condition);
            for (int i = 0; i < to.Length && i < from.Length && i < choice.Length; i++)
            {
                TBits mask = TBits.Zero - TBits.CreateTruncating(choice[i]);
                to[i] = (from[i] & mask) | (to[i] & ~mask);
            }
        }
    }
}
