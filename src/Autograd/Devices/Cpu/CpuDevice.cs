using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Memory;

namespace Autograd.Devices.Cpu;

/// <summary>The processor: one dtype switch for each member, then a generic kernel.</summary>
internal sealed partial class CpuDevice : Device
{
    public override string Name => "cpu";

    internal override Storage Allocate(DType dtype, int length, bool zeroed) => dtype switch
    {
        DType.Float32 => Make<float>(length, zeroed),
        DType.Float64 => Make<double>(length, zeroed),
        DType.Int64 => Make<long>(length, zeroed),
        DType.Int32 => Make<int>(length, zeroed),
        DType.UInt8 => Make<byte>(length, zeroed),
        _ => Make<bool>(length, zeroed),
    };

    internal override void Fill(View y, Scalar value)
    {
        switch (y.DType)
        {
            case DType.Float32: FillWith(y, value.To<float>()); break;
            case DType.Float64: FillWith(y, value.To<double>()); break;
            case DType.Int64: FillWith(y, value.To<long>()); break;
            case DType.Int32: FillWith(y, value.To<int>()); break;
            case DType.UInt8: FillWith(y, value.To<byte>()); break;
            default: FillWith(y, value.ToDouble() != 0); break;
        }
    }

    internal override void Unary<TKernel>(TKernel kernel, View x, View y)
    {
        switch (x.DType)
        {
            case DType.Float32: Elementwise.Map<Floating<TKernel, float>, float, float>(new(kernel), x, y); break;
            case DType.Float64: Elementwise.Map<Floating<TKernel, double>, double, double>(new(kernel), x, y); break;
            default: throw NotFor<TKernel>(x.DType);
        }
    }

    internal override void NumericUnary<TKernel>(TKernel kernel, View x, View y)
    {
        switch (x.DType)
        {
            case DType.Float32: Elementwise.Map<Numeric<TKernel, float>, float, float>(new(kernel), x, y); break;
            case DType.Float64: Elementwise.Map<Numeric<TKernel, double>, double, double>(new(kernel), x, y); break;
            case DType.Int64: Elementwise.Map<Numeric<TKernel, long>, long, long>(new(kernel), x, y); break;
            case DType.Int32: Elementwise.Map<Numeric<TKernel, int>, int, int>(new(kernel), x, y); break;
            default: Elementwise.Map<Numeric<TKernel, byte>, byte, byte>(new(kernel), x, y); break;
        }
    }

    internal override void Binary<TKernel>(TKernel kernel, View a, View b, View y)
    {
        switch (a.DType)
        {
            case DType.Float32: Elementwise.Map<FloatingPair<TKernel, float>, float, float, float>(new(kernel), a, b, y); break;
            case DType.Float64: Elementwise.Map<FloatingPair<TKernel, double>, double, double, double>(new(kernel), a, b, y); break;
            default: throw NotFor<TKernel>(a.DType);
        }
    }

    internal override void NumericBinary<TKernel>(TKernel kernel, View a, View b, View y)
    {
        switch (a.DType)
        {
            case DType.Float32: Elementwise.Map<NumericPair<TKernel, float>, float, float, float>(new(kernel), a, b, y); break;
            case DType.Float64: Elementwise.Map<NumericPair<TKernel, double>, double, double, double>(new(kernel), a, b, y); break;
            case DType.Int64: Elementwise.Map<NumericPair<TKernel, long>, long, long, long>(new(kernel), a, b, y); break;
            case DType.Int32: Elementwise.Map<NumericPair<TKernel, int>, int, int, int>(new(kernel), a, b, y); break;
            default: Elementwise.Map<NumericPair<TKernel, byte>, byte, byte, byte>(new(kernel), a, b, y); break;
        }
    }

    internal override void Compare<TKernel>(TKernel kernel, View a, View b, View y)
    {
        switch (a.DType)
        {
            case DType.Float32: Elementwise.Map<Comparing<TKernel, float>, float, float, bool>(new(kernel), a, b, y); break;
            case DType.Float64: Elementwise.Map<Comparing<TKernel, double>, double, double, bool>(new(kernel), a, b, y); break;
            case DType.Int64: Elementwise.Map<Comparing<TKernel, long>, long, long, bool>(new(kernel), a, b, y); break;
            case DType.Int32: Elementwise.Map<Comparing<TKernel, int>, int, int, bool>(new(kernel), a, b, y); break;
            default: Elementwise.Map<Comparing<TKernel, byte>, byte, byte, bool>(new(kernel), a, b, y); break;
        }
    }

    internal override void Reduce<TKernel>(TKernel kernel, View x, ReadOnlySpan<bool> reduced, View y)
    {
        switch (x.Storage)
        {
            case Storage<float> s: Reduction.Run(kernel, s.Data, x.Layout, reduced, y.Span<float>(), y.Data<float>(), y.Layout.Offset); break;
            case Storage<double> s: Reduction.Run(kernel, s.Data, x.Layout, reduced, y.Span<double>(), y.Data<double>(), y.Layout.Offset); break;
            case Storage<long> s: Reduction.Run(kernel, s.Data, x.Layout, reduced, y.Span<long>(), y.Data<long>(), y.Layout.Offset); break;
            case Storage<int> s: Reduction.Run(kernel, s.Data, x.Layout, reduced, y.Span<int>(), y.Data<int>(), y.Layout.Offset); break;
            default:
                byte[] into = Bytes(y);
                Reduction.Run(kernel, Bytes(x), x.Layout, reduced, into.AsSpan(y.Layout.Offset, y.Numel), into, y.Layout.Offset);
                break;
        }
    }

    internal override void ArgReduce(bool largest, View x, int dim, View values, View indices)
    {
        x = Contiguous(x);
        switch (x.DType)
        {
            case DType.Float32: Indexing.ArgReduce(largest, x, dim, values.Span<float>(), indices.Span<long>()); break;
            case DType.Float64: Indexing.ArgReduce(largest, x, dim, values.Span<double>(), indices.Span<long>()); break;
            case DType.Int64: Indexing.ArgReduce(largest, x, dim, values.Span<long>(), indices.Span<long>()); break;
            case DType.Int32: Indexing.ArgReduce(largest, x, dim, values.Span<int>(), indices.Span<long>()); break;
            default: Indexing.ArgReduce(largest, new View(new Storage<byte>(Bytes(x)), x.Layout), dim, Bytes(values).AsSpan(), indices.Span<long>()); break;
        }
    }

    internal override void Rows<TKernel>(TKernel kernel, View x, View y)
    {
        switch (x.DType)
        {
            case DType.Float32: RowLoops.Run<TKernel, float>(kernel, x, y); break;
            case DType.Float64: RowLoops.Run<TKernel, double>(kernel, x, y); break;
            default: throw NotFor<TKernel>(x.DType);
        }
    }

    internal override void RowPairs<TKernel>(TKernel kernel, View a, View b, View y)
    {
        switch (a.DType)
        {
            case DType.Float32: RowLoops.Run<TKernel, float>(kernel, a, b, y); break;
            case DType.Float64: RowLoops.Run<TKernel, double>(kernel, a, b, y); break;
            default: throw NotFor<TKernel>(a.DType);
        }
    }

    internal override void Scan<TKernel>(TKernel kernel, View x, View y)
    {
        switch (x.DType)
        {
            // Totals of float32 are kept in float64, as PyTorch keeps them.
            case DType.Float32: RowLoops.Scan<TKernel, float, double>(kernel, x, y); break;
            case DType.Float64: RowLoops.Scan<TKernel, double, double>(kernel, x, y); break;
            default: RowLoops.Scan<TKernel, long, long>(kernel, x, y); break;
        }
    }

    internal override void IndexedRows<TKernel>(TKernel kernel, View x, View values, View indices)
    {
        switch (x.Storage)
        {
            case Storage<float> s: RowLoops.Indexed(kernel, s.Data, x, values.Data<float>(), values, indices); break;
            case Storage<double> s: RowLoops.Indexed(kernel, s.Data, x, values.Data<double>(), values, indices); break;
            case Storage<long> s: RowLoops.Indexed(kernel, s.Data, x, values.Data<long>(), values, indices); break;
            case Storage<int> s: RowLoops.Indexed(kernel, s.Data, x, values.Data<int>(), values, indices); break;
            default: RowLoops.Indexed(kernel, Bytes(x), x, Bytes(values), values, indices); break;
        }
    }

    internal override void Update<TKernel>(TKernel kernel, View parameter, View gradient, View? state0, View? state1, View? state2)
    {
        switch (parameter.DType)
        {
            case DType.Float32: RowLoops.Update<TKernel, float>(kernel, parameter, gradient, state0, state1, state2); break;
            case DType.Float64: RowLoops.Update<TKernel, double>(kernel, parameter, gradient, state0, state1, state2); break;
            default: throw NotFor<TKernel>(parameter.DType);
        }
    }

    /// <summary>The bytes of a uint8 or bool view: the two have one layout.</summary>
    private static byte[] Bytes(View view) => view.Storage is Storage<byte> bytes ? bytes.Data : Unsafe.As<byte[]>(view.Data<bool>());

    private static void FillWith<T>(View y, T value)
        where T : unmanaged
    {
        if (y.Layout.IsContiguous) Elementwise.Map<Filling<T>, T, T>(new(value), y, y);
        else StridedCopy.Run([value], new Layout(y.Shape, new int[y.Shape.Rank], 0), y.Data<T>(), y.Layout);
    }

    private static Storage<T> Make<T>(int length, bool zeroed)
        where T : unmanaged
        => TensorScope.Innermost is { } scope ? scope.Make<T>(length, zeroed) : new(zeroed ? new T[length] : GC.AllocateUninitializedArray<T>(length));

    private View Contiguous(View x)
    {
        if (x.Layout.IsContiguous) return x;
        var y = new View(Allocate(x.DType, x.Numel, zeroed: false), Layout.Contiguous(x.Shape));
        Copy(x, y);
        return y;
    }

    private DTypeException NotFor<TKernel>(DType dtype) =>
        new($"{OpName.Of(typeof(TKernel).DeclaringType ?? typeof(TKernel))} is not implemented for {dtype.Text()} on {Name}: convert with To(DType.Float32)");

    private readonly struct Floating<TKernel, T>(TKernel kernel) : Elementwise.IPass<T, T>
        where TKernel : struct, IUnaryKernel
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => kernel.Invoke(x, y);
    }

    private readonly struct Numeric<TKernel, T>(TKernel kernel) : Elementwise.IPass<T, T>
        where TKernel : struct, INumericUnaryKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => kernel.Invoke(x, y);
    }

    private readonly struct FloatingPair<TKernel, T>(TKernel kernel) : Elementwise.IPass<T, T, T>
        where TKernel : struct, IBinaryKernel
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        public void Invoke(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => kernel.Invoke(a, b, y);
    }

    private readonly struct NumericPair<TKernel, T>(TKernel kernel) : Elementwise.IPass<T, T, T>
        where TKernel : struct, INumericBinaryKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public void Invoke(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => kernel.Invoke(a, b, y);
    }

    private readonly struct Comparing<TKernel, T>(TKernel kernel) : Elementwise.IPass<T, T, bool>
        where TKernel : struct, ICompareKernel
        where T : unmanaged, INumber<T>
    {
        public void Invoke(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<bool> y)
        {
            for (int i = 0; i < y.Length; i++) y[i] = kernel.Test(a[i], b[i]);
        }
    }

    private readonly struct Filling<T>(T value) : Elementwise.IPass<T, T>
        where T : unmanaged
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => y.Fill(value);
    }
}
