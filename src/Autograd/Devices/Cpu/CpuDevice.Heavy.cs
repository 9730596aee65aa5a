using System.Numerics;
using System.Runtime.InteropServices;

namespace Autograd.Devices.Cpu;

/// <summary>Products, convolutions, pooling and random numbers: each with a room of its own.</summary>
internal sealed partial class CpuDevice
{
    internal override void MatMul(View a, View b, View c, bool accumulate)
    {
        switch (c.DType)
        {
            case DType.Float32: Products<float>(a, b, c, accumulate); break;
            case DType.Float64: Products<double>(a, b, c, accumulate); break;
            case DType.Int64: Products<long>(a, b, c, accumulate); break;
            case DType.Int32: Products<int>(a, b, c, accumulate); break;
            default: Products<byte>(a, b, c, accumulate); break;
        }
    }

    internal override void Conv2d(in Conv2dGeometry geometry, View x, View weight, View? bias, View y)
    {
        if (y.DType == DType.Float32) Forward<float>(geometry, x, weight, bias, y);
        else Forward<double>(geometry, x, weight, bias, y);

        static void Forward<T>(in Conv2dGeometry g, View x, View weight, View? bias, View y)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Conv2dKernels.Forward(
                g, x.Data<T>(), x.Layout.Offset, weight.Data<T>(), weight.Layout.Offset,
                bias?.Data<T>(), bias?.Layout.Offset ?? 0, y.Data<T>(), y.Layout.Offset);
    }

    internal override void Conv2dInputGrad(in Conv2dGeometry geometry, View gradOutput, View weight, View gradInput)
    {
        if (gradInput.DType == DType.Float32) Run<float>(geometry, gradOutput, weight, gradInput);
        else Run<double>(geometry, gradOutput, weight, gradInput);

        static void Run<T>(in Conv2dGeometry g, View gy, View weight, View gx)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Conv2dKernels.InputGrad(
                g, gy.Data<T>(), gy.Layout.Offset, weight.Data<T>(), weight.Layout.Offset, gx.Data<T>(), gx.Layout.Offset);
    }

    internal override void Conv2dWeightGrad(in Conv2dGeometry geometry, View x, View gradOutput, View gradWeight)
    {
        if (gradWeight.DType == DType.Float32) Run<float>(geometry, x, gradOutput, gradWeight);
        else Run<double>(geometry, x, gradOutput, gradWeight);

        static void Run<T>(in Conv2dGeometry g, View x, View gy, View gw)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Conv2dKernels.WeightGrad(g, x.Data<T>(), x.Layout.Offset, gy.Data<T>(), gy.Layout.Offset, gw.Data<T>(), gw.Layout.Offset);
    }

    internal override void AvgPool2d(in Pool2dGeometry geometry, bool countIncludePad, int? divisor, View x, View y)
    {
        if (y.DType == DType.Float32)
            Pool2dKernels.Average(geometry, countIncludePad, divisor, x.Data<float>(), x.Layout.Offset, y.Data<float>(), y.Layout.Offset);
        else
            Pool2dKernels.Average(geometry, countIncludePad, divisor, x.Data<double>(), x.Layout.Offset, y.Data<double>(), y.Layout.Offset);
    }

    internal override void AvgPool2dGrad(in Pool2dGeometry geometry, bool countIncludePad, int? divisor, View gradOutput, View gradInput)
    {
        if (gradInput.DType == DType.Float32)
            Run<float>(geometry, countIncludePad, divisor, gradOutput, gradInput);
        else
            Run<double>(geometry, countIncludePad, divisor, gradOutput, gradInput);

        static void Run<T>(in Pool2dGeometry g, bool countIncludePad, int? divisor, View gy, View gx)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Pool2dKernels.AverageGrad(g, countIncludePad, divisor, gy.Data<T>(), gy.Layout.Offset, gx.Data<T>(), gx.Layout.Offset);
    }

    internal override void MaxPool2d(in Pool2dGeometry geometry, View x, View y, View indices)
    {
        if (y.DType == DType.Float32) Run<float>(geometry, x, y, indices);
        else Run<double>(geometry, x, y, indices);

        static void Run<T>(in Pool2dGeometry g, View x, View y, View indices)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Pool2dKernels.Max(
                g, x.Data<T>(), x.Layout.Offset, y.Data<T>(), y.Layout.Offset, indices.Data<long>(), indices.Layout.Offset);
    }

    internal override void Uniform(Generator generator, View y, double from, double to)
    {
        if (y.DType == DType.Float32) generator.FillUniform(y.Span<float>(), from, to);
        else generator.FillUniform(y.Span<double>(), from, to);
    }

    internal override void Normal(Generator generator, View y, double mean, double std, bool inBlocks)
    {
        if (y.DType == DType.Float32 && inBlocks) generator.FillNormal(y.Span<float>(), mean, std);
        else if (y.DType == DType.Float32) generator.FillNormalScalar(y.Span<float>(), mean, std);
        else if (inBlocks) generator.FillNormal(y.Span<double>(), mean, std);
        else generator.FillNormalScalar(y.Span<double>(), mean, std);
    }

    internal override void Exponential(Generator generator, View y, double rate)
    {
        if (y.DType == DType.Float32) generator.FillExponential(y.Span<float>(), rate);
        else generator.FillExponential(y.Span<double>(), rate);
    }

    internal override void RandInt(Generator generator, View y, long low, long high)
    {
        switch (y.DType)
        {
            case DType.Float32: generator.FillRandInt(y.Span<float>(), low, high); break;
            case DType.Float64: generator.FillRandInt(y.Span<double>(), low, high); break;
            case DType.Int64: generator.FillRandInt(y.Span<long>(), low, high); break;
            case DType.Int32: generator.FillRandInt(y.Span<int>(), low, high); break;
            default: generator.FillRandInt(y.Span<byte>(), low, high); break;
        }
    }

    internal override void RandInt(Generator generator, View y)
    {
        switch (y.DType)
        {
            case DType.Float32: generator.FillRandInt(y.Span<float>(), 0, (1L << 24) + 1); break;
            case DType.Float64: generator.FillRandInt(y.Span<double>(), 0, (1L << 53) + 1); break;
            case DType.Int64: generator.FillRandInt63(y.Span<long>()); break;
            case DType.Int32: generator.FillRandInt(y.Span<int>(), 0, 1L << 31); break;
            case DType.UInt8: generator.FillRandInt(y.Span<byte>(), 0, 1 << 8); break;
            default: generator.FillRandInt(MemoryMarshal.AsBytes(y.Span<bool>()), 0, 2); break;
        }
    }

    internal override void Bernoulli(Generator generator, View y, double p)
    {
        switch (y.DType)
        {
            case DType.Float32: generator.FillBernoulli(y.Span<float>(), p); break;
            case DType.Float64: generator.FillBernoulli(y.Span<double>(), p); break;
            case DType.Int64: generator.FillBernoulli(y.Span<long>(), p); break;
            case DType.Int32: generator.FillBernoulli(y.Span<int>(), p); break;
            case DType.UInt8: generator.FillBernoulli(y.Span<byte>(), p); break;
            default: generator.FillBernoulli(y.Span<bool>(), p); break;
        }
    }

    internal override void Bernoulli(Generator generator, View p, View y)
    {
        if (y.DType == DType.Float32) generator.FillBernoulli(y.Span<float>(), p.Span<float>());
        else generator.FillBernoulli(y.Span<double>(), p.Span<double>());
    }

    private static void Products<T>(View a, View b, View c, bool accumulate)
        where T : unmanaged, INumber<T>
    {
        if (c.Numel == 0) return;
        int rank = c.Shape.Rank, m = c.Shape[^2], n = c.Shape[^1], k = a.Shape[^1];
        ReadOnlySpan<int> batch = c.Shape.AsSpan()[..^2];
        int batches = c.Numel / (m * n);
        Span<int> scratchA = stackalloc int[rank], scratchB = stackalloc int[rank], scratchC = stackalloc int[rank];
        var atA = new Odometer(batch, a.Layout.Strides[..^2], a.Layout.Offset, scratchA);
        var atB = new Odometer(batch, b.Layout.Strides[..^2], b.Layout.Offset, scratchB);
        var atC = new Odometer(batch, c.Layout.Strides[..^2], c.Layout.Offset, scratchC);
        for (int i = 0; i < batches; i++)
        {
            Gemm.Multiply(m, n, k, Of<T>(a, atA.Offset), Of<T>(b, atB.Offset), Of<T>(c, atC.Offset), accumulate);
            atA.Next();
            atB.Next();
            atC.Next();
        }
    }

    private static Matrix<T> Of<T>(View x, int offset)
        where T : unmanaged
        => new(x.Data<T>(), offset, x.Layout.Strides[^2], x.Layout.Strides[^1]);
}
