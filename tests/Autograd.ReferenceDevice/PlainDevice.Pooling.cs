using System.Numerics;
using Autograd.Devices;

namespace Autograd.ReferenceDevice;

/// <content>Pooling: the elements of each window, one after another.</content>
public sealed partial class PlainDevice
{
    /// <inheritdoc/>
    protected override void AvgPool2d(in Pool2dGeometry geometry, bool countIncludePad, int? divisor, View x, View y)
    {
        if (y.DType == DType.Float32) Run<float>(geometry);
        else Run<double>(geometry);

        void Run<T>(Pool2dGeometry g)
            where T : unmanaged, INumber<T>
        {
            Elements<T> from = new(x), to = new(y);
            for (int i = 0; i < to.Length; i++)
            {
                List<int> window = Window(g with { DilationH = 1, DilationW = 1 }, i);
                T sum = T.Zero;
                foreach (int at in window) sum += from[at];
                to[i] = window.Count == 0 ? T.Zero : sum / T.CreateChecked(Divisor(g, i, countIncludePad, divisor, window.Count));
            }
        }
    }

    /// <inheritdoc/>
    protected override void AvgPool2dGrad(in Pool2dGeometry geometry, bool countIncludePad, int? divisor, View gradOutput, View gradInput)
    {
        if (gradInput.DType == DType.Float32) Run<float>(geometry);
        else Run<double>(geometry);

        void Run<T>(Pool2dGeometry g)
            where T : unmanaged, INumber<T>
        {
            Elements<T> grads = new(gradOutput), to = new(gradInput);
            for (int i = 0; i < to.Length; i++) to[i] = T.Zero;
            for (int i = 0; i < grads.Length; i++)
            {
                List<int> window = Window(g with { DilationH = 1, DilationW = 1 }, i);
                foreach (int at in window) to[at] += grads[i] / T.CreateChecked(Divisor(g, i, countIncludePad, divisor, window.Count));
            }
        }
    }

    /// <inheritdoc/>
    protected override void MaxPool2d(in Pool2dGeometry geometry, View x, View y, View indices)
    {
        if (y.DType == DType.Float32) Run<float>(geometry);
        else Run<double>(geometry);

        void Run<T>(Pool2dGeometry g)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Elements<T> from = new(x), to = new(y);
            var where = new Elements<long>(indices);
            for (int i = 0; i < to.Length; i++)
            {
                List<int> window = Window(g, i);
                (T most, int place) = (T.NegativeInfinity, window.Count == 0 ? -1 : window[0]);
                foreach (int at in window)
                {
                    if (from[at] > most || T.IsNaN(from[at])) (most, place) = (from[at], at);
                }

                to[i] = most;
                where[i] = place < 0 ? -1 : place % g.InPlane;
            }
        }
    }

    /// <summary>The elements of an output's window that are inside the input, in row-major order.</summary>
    private static List<int> Window(Pool2dGeometry g, int output)
    {
        int plane = output / g.OutPlane, row = output / g.OutWidth % g.OutHeight, column = output % g.OutWidth;
        var window = new List<int>();
        for (int kh = 0; kh < g.KernelHeight; kh++)
        {
            for (int kw = 0; kw < g.KernelWidth; kw++)
            {
                int h = (row * g.StrideH) - g.PadH + (kh * g.DilationH), w = (column * g.StrideW) - g.PadW + (kw * g.DilationW);
                if (h >= 0 && h < g.InHeight && w >= 0 && w < g.InWidth) window.Add((((plane * g.InHeight) + h) * g.InWidth) + w);
            }
        }

        return window;
    }

    private static int Divisor(Pool2dGeometry g, int output, bool countIncludePad, int? divisor, int count)
    {
        if (divisor is { } given) return given;
        if (!countIncludePad) return count;
        int row = output / g.OutWidth % g.OutHeight, column = output % g.OutWidth;
        return Reach(row, g.StrideH, g.PadH, g.KernelHeight, g.InHeight) * Reach(column, g.StrideW, g.PadW, g.KernelWidth, g.InWidth);

        // A window may go past the padding, where nothing counts.
        static int Reach(int at, int stride, int pad, int kernel, int length) => Math.Min((at * stride) - pad + kernel, length + pad) - ((at * stride) - pad);
    }
}
