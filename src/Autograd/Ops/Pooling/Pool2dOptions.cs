using Autograd.Devices;

namespace Autograd;

/// <summary>How a two-dimensional pooling window moves over its input; pairs are (height, width).</summary>
internal sealed record Pool2dOptions(
    (int H, int W) Kernel, (int H, int W) Stride, (int H, int W) Padding, (int H, int W) Dilation, bool CeilMode)
{
    public TensorSpec Infer(string op, TensorSpec x)
    {
        if (x.Shape.Rank != 4) throw new ShapeException($"{op}: the input must be [batch, channels, height, width], not {x.Shape}");
        if (x.Shape[1] == 0 || x.Shape[2] == 0 || x.Shape[3] == 0)
            throw new ShapeException($"{op}: only the batch may be empty, and the input is {x.Shape}");
        if (!x.DType.IsFloating()) throw new DTypeException($"{op}: not defined for {x.DType.Text()}; convert with To(DType.Float32)");
        if (Kernel.H < 1 || Kernel.W < 1)
            throw new ArgumentOutOfRangeException("kernelSize", $"{op}: the kernel must be at least 1, not {Kernel}");
        if (Stride.H < 1 || Stride.W < 1)
            throw new ArgumentOutOfRangeException("stride", $"{op}: the stride must be at least 1, not {Stride}");
        if (Dilation.H < 1 || Dilation.W < 1)
            throw new ArgumentOutOfRangeException("dilation", $"{op}: the dilation must be at least 1, not {Dilation}");
        if (Padding.H < 0 || Padding.W < 0 || Padding.H > Kernel.H / 2 || Padding.W > Kernel.W / 2)
        {
            throw new ArgumentOutOfRangeException(
                "padding",
                $"{op}: the padding must be from 0 to half the kernel, or a window could cover nothing but padding "
                + $"(padding {Padding}, kernel {Kernel})");
        }

        int height = Out(op, "height", x.Shape, 2, Kernel.H, Stride.H, Padding.H, Dilation.H);
        int width = Out(op, "width", x.Shape, 3, Kernel.W, Stride.W, Padding.W, Dilation.W);
        return x with { Shape = [x.Shape[0], x.Shape[1], height, width] };
    }

    public Pool2dGeometry Geometry(Shape x, Shape y) => new(
        x[0] * x[1], x[2], x[3], y[2], y[3], Kernel.H, Kernel.W, Stride.H, Stride.W, Padding.H, Padding.W, Dilation.H, Dilation.W);

    private int Out(string op, string name, Shape input, int dim, int kernel, int stride, int padding, int dilation)
    {
        long size = input[dim], room = size + (2L * padding) - ((long)dilation * (kernel - 1)) - 1 + (CeilMode ? stride - 1 : 0);
        long count = room < 0 ? 0 : room / stride + 1;
        // A window that would start in the padding after the input is dropped.
        if (CeilMode && (count - 1) * stride >= size + padding) count--;
        if (count < 1)
            throw new ShapeException(
                $"{op}: the window reaches over more {name} than the padded input has (input {input}, kernel {kernel}, "
                + $"dilation {dilation})");
        return (int)count; // at most size + 1: there is no more padding than half a kernel
    }
}
