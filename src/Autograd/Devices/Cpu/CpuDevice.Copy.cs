using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autograd.Memory;

namespace Autograd.Devices.Cpu;

/// <content>Copies, casts and choices between two operands.</content>
internal sealed partial class CpuDevice
{
    protected internal override void Copy(View x, View y) => DTypeGate.Number(x.DType, new CopyAction(x, y));

    private readonly struct CopyAction(View x, View y) : INumberAction
    {
        void INumberAction.Invoke<T>()
        {
            // Bools become uint8 as they are: they are the bytes 0 and 1.
            if (x.DType == y.DType || (x.DType == DType.Bool && y.DType == DType.UInt8)) MoveAll<T>(x, y);
            else if (y.DType == DType.Bool) Elementwise.Map<Testing<T>, T, bool>(default, x, y);
            else DTypeGate.Number(y.DType, new CastAction<T>(x, y));
        }
    }

    private readonly struct CastAction<TX>(View x, View y) : INumberAction
        where TX : unmanaged, INumber<TX>
    {
        void INumberAction.Invoke<T>() => Elementwise.Map<Casting<TX, T>, TX, T>(default, x, y);
    }

    protected internal override void KeepTriangle(bool upper, int diagonal, View y) =>
        DTypeGate.Number(y.DType, new KeepTriangleAction(upper, diagonal, y));

    private readonly struct KeepTriangleAction(bool upper, int diagonal, View y) : INumberAction
    {
        void INumberAction.Invoke<T>() => Triangle.Keep(upper, diagonal, y.Data<T>(), y.Layout);
    }

    protected internal override void Where(View condition, View a, View b, View y) =>
        DTypeGate.Number(y.DType, new WhereAction(condition, a, b, y));

    private readonly struct WhereAction(View condition, View a, View b, View y) : INumberAction
    {
        void INumberAction.Invoke<T>()
        {
            // Two passes of two operands: first all of b, then a where the condition holds.
            Elementwise.Map<Copying<T>, T, T>(default, b, y);
            Elementwise.Map<Masking<T>, bool, T, T>(default, condition, a, y);
        }
    }

    private static void MoveAll<T>(View x, View y)
        where T : unmanaged
    {
        T[] from = x.Data<T>(), to = y.Data<T>();
        // What shares its memory is read a run at a time before it is written.
        if ((x.Layout.IsContiguous && y.Layout.IsContiguous) || from == to) Elementwise.Map<Copying<T>, T, T>(default, x, y);
        else Move(from, x.Layout, to, y.Layout);
    }

    private static void Move<T>(T[] from, Layout x, T[] to, Layout y)
        where T : unmanaged
    {
        if (!Transposition.Fits(x)) StridedCopy.Run(from, x, to, y);
        else if (y.IsContiguous) Transposition.Run(from, x, to, y.Offset);
        else StridedCopy.Run(Transposition.Written(from, x), Layout.Contiguous(x.Shape), to, y);
    }

    private readonly struct Copying<T> : Elementwise.IPass<T, T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => x.CopyTo(y);
    }

    private readonly struct Casting<TX, TY> : Elementwise.IPass<TX, TY>
        where TX : unmanaged, INumber<TX>
        where TY : unmanaged, INumber<TY>
    {
        public void Invoke(ReadOnlySpan<TX> x, Span<TY> y)
        {
            if (Element<TY>.IsUInt8 && Element<TX>.IsFloating) Wrap(x, MemoryMarshal.AsBytes(y));
            else TensorPrimitives.ConvertTruncating(x, y);
        }

        /// <summary>The whole part's low eight bits, as in PyTorch: a direct conversion would stop at 0 and 255.</summary>
        private static void Wrap(ReadOnlySpan<TX> x, Span<byte> y)
        {
            for (int i = 0; i < x.Length; i++) y[i] = (byte)long.CreateTruncating(x[i]);
        }
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
            else if (Unsafe.SizeOf<T>() == 2) Choose<T, ushort>(condition, a, y);
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
