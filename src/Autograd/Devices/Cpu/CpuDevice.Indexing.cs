using System.Runtime.InteropServices;

namespace Autograd.Devices.Cpu;

/// <summary>Reading and writing where an index says.</summary>
internal sealed partial class CpuDevice
{
    internal override void Gather(string op, View x, int dim, View index, View y)
    {
        ReadOnlySpan<long> at = index.Span<long>();
        switch (x.DType)
        {
            case DType.Float32: Indexing.Gather<float>(op, x, dim, at, index.Shape, y); break;
            case DType.Float64: Indexing.Gather<double>(op, x, dim, at, index.Shape, y); break;
            case DType.Int64: Indexing.Gather<long>(op, x, dim, at, index.Shape, y); break;
            case DType.Int32: Indexing.Gather<int>(op, x, dim, at, index.Shape, y); break;
            case DType.UInt8: Indexing.Gather<byte>(op, x, dim, at, index.Shape, y); break;
            default: Indexing.Gather<bool>(op, x, dim, at, index.Shape, y); break;
        }
    }

    internal override void Scatter(string op, View target, int dim, View index, View source)
    {
        ReadOnlySpan<long> at = index.Span<long>();
        switch (target.DType)
        {
            case DType.Float32: Indexing.Scatter<float>(op, target, dim, at, index.Shape, source); break;
            case DType.Float64: Indexing.Scatter<double>(op, target, dim, at, index.Shape, source); break;
            case DType.Int64: Indexing.Scatter<long>(op, target, dim, at, index.Shape, source); break;
            case DType.Int32: Indexing.Scatter<int>(op, target, dim, at, index.Shape, source); break;
            case DType.UInt8: Indexing.Scatter<byte>(op, target, dim, at, index.Shape, source); break;
            default: Indexing.Scatter<bool>(op, target, dim, at, index.Shape, source); break;
        }
    }

    internal override void ScatterAdd(string op, View target, int dim, View index, View source)
    {
        ReadOnlySpan<long> at = index.Span<long>();
        switch (target.DType)
        {
            case DType.Float32: Indexing.ScatterAdd<float>(op, target, dim, at, index.Shape, source); break;
            case DType.Float64: Indexing.ScatterAdd<double>(op, target, dim, at, index.Shape, source); break;
            case DType.Int64: Indexing.ScatterAdd<long>(op, target, dim, at, index.Shape, source); break;
            case DType.Int32: Indexing.ScatterAdd<int>(op, target, dim, at, index.Shape, source); break;
            default: Indexing.ScatterAdd<byte>(op, target, dim, at, index.Shape, source); break;
        }
    }

    internal override void ScatterReduce<TKernel>(string op, TKernel kernel, View target, int dim, View index, View source)
    {
        ReadOnlySpan<long> at = index.Span<long>();
        switch (target.DType)
        {
            case DType.Float32: Indexing.ScatterReduce<TKernel, float>(op, kernel, target.Data<float>(), target.Layout, dim, at, index.Shape, source.Data<float>(), source.Layout); break;
            case DType.Float64: Indexing.ScatterReduce<TKernel, double>(op, kernel, target.Data<double>(), target.Layout, dim, at, index.Shape, source.Data<double>(), source.Layout); break;
            case DType.Int64: Indexing.ScatterReduce<TKernel, long>(op, kernel, target.Data<long>(), target.Layout, dim, at, index.Shape, source.Data<long>(), source.Layout); break;
            case DType.Int32: Indexing.ScatterReduce<TKernel, int>(op, kernel, target.Data<int>(), target.Layout, dim, at, index.Shape, source.Data<int>(), source.Layout); break;
            case DType.UInt8: Indexing.ScatterReduce<TKernel, byte>(op, kernel, target.Data<byte>(), target.Layout, dim, at, index.Shape, source.Data<byte>(), source.Layout); break;
            default:
                Indexing.ScatterReduce<TKernel, byte>(
                    op, kernel, MemoryMarshal.AsBytes(target.Data<bool>().AsSpan()), target.Layout, dim, at, index.Shape, MemoryMarshal.AsBytes(source.Data<bool>().AsSpan()), source.Layout);
                break;
        }
    }

    internal override void IndexSelect(string op, View x, int dim, View index, View y)
    {
        x = Contiguous(x);
        ReadOnlySpan<long> at = index.Span<long>();
        switch (x.DType)
        {
            case DType.Float32: Indexing.Select<float>(op, x, dim, at, y); break;
            case DType.Float64: Indexing.Select<double>(op, x, dim, at, y); break;
            case DType.Int64: Indexing.Select<long>(op, x, dim, at, y); break;
            case DType.Int32: Indexing.Select<int>(op, x, dim, at, y); break;
            case DType.UInt8: Indexing.Select<byte>(op, x, dim, at, y); break;
            default: Indexing.Select<bool>(op, x, dim, at, y); break;
        }
    }

    internal override void IndexAdd(string op, View target, int dim, View index, View source)
    {
        source = Contiguous(source);
        ReadOnlySpan<long> at = index.Span<long>();
        switch (target.DType)
        {
            case DType.Float32: Indexing.Add<float>(op, target, dim, at, source); break;
            case DType.Float64: Indexing.Add<double>(op, target, dim, at, source); break;
            case DType.Int64: Indexing.Add<long>(op, target, dim, at, source); break;
            case DType.Int32: Indexing.Add<int>(op, target, dim, at, source); break;
            default: Indexing.Add<byte>(op, target, dim, at, source); break;
        }
    }

    internal override void ReadParts(View x, ReadOnlySpan<bool> indexed, int place, View at, View y)
    {
        if (y.Numel == 0) return;
        var parts = new IndexedParts(x.Layout, indexed, place, at.Span<long>());
        switch (x.DType)
        {
            case DType.Float32: parts.Read(x.Data<float>(), y.Span<float>()); break;
            case DType.Float64: parts.Read(x.Data<double>(), y.Span<double>()); break;
            case DType.Int64: parts.Read(x.Data<long>(), y.Span<long>()); break;
            case DType.Int32: parts.Read(x.Data<int>(), y.Span<int>()); break;
            case DType.UInt8: parts.Read(x.Data<byte>(), y.Span<byte>()); break;
            default: parts.Read(x.Data<bool>(), y.Span<bool>()); break;
        }
    }

    internal override void WriteParts(View target, ReadOnlySpan<bool> indexed, int place, View at, View source)
    {
        if (source.Numel == 0) return;
        source = Contiguous(source);
        var parts = new IndexedParts(target.Layout, indexed, place, at.Span<long>());
        switch (target.DType)
        {
            case DType.Float32: parts.Write<float>(target.Data<float>(), source.Span<float>()); break;
            case DType.Float64: parts.Write<double>(target.Data<double>(), source.Span<double>()); break;
            case DType.Int64: parts.Write<long>(target.Data<long>(), source.Span<long>()); break;
            case DType.Int32: parts.Write<int>(target.Data<int>(), source.Span<int>()); break;
            case DType.UInt8: parts.Write<byte>(target.Data<byte>(), source.Span<byte>()); break;
            default: parts.Write<bool>(target.Data<bool>(), source.Span<bool>()); break;
        }
    }

    internal override void AddToParts(View target, ReadOnlySpan<bool> indexed, int place, View at, View source)
    {
        if (source.Numel == 0) return;
        source = Contiguous(source);
        var parts = new IndexedParts(target.Layout, indexed, place, at.Span<long>());
        switch (target.DType)
        {
            case DType.Float32: parts.Add<float>(target.Data<float>(), source.Span<float>()); break;
            case DType.Float64: parts.Add<double>(target.Data<double>(), source.Span<double>()); break;
            case DType.Int64: parts.Add<long>(target.Data<long>(), source.Span<long>()); break;
            case DType.Int32: parts.Add<int>(target.Data<int>(), source.Span<int>()); break;
            default: parts.Add<byte>(target.Data<byte>(), source.Span<byte>()); break;
        }
    }

    internal override long[] NonZero(View x)
    {
        x = Contiguous(x);
        return x.DType switch
        {
            DType.Float32 => Indexing.NonZero<float>(x.Span<float>()),
            DType.Float64 => Indexing.NonZero<double>(x.Span<double>()),
            DType.Int64 => Indexing.NonZero<long>(x.Span<long>()),
            DType.Int32 => Indexing.NonZero<int>(x.Span<int>()),
            DType.UInt8 => Indexing.NonZero<byte>(x.Span<byte>()),
            _ => Indexing.NonZero<byte>(MemoryMarshal.AsBytes(x.Span<bool>())),
        };
    }
}
