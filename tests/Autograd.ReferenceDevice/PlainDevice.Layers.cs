using System.Numerics;
using Autograd.Devices;

namespace Autograd.ReferenceDevice;

/// <content>Products and convolutions: sums of products, written down as such.</content>
public sealed partial class PlainDevice
{
    /// <inheritdoc/>
    protected override void MatMul(View a, View b, View c, bool accumulate)
    {
        switch (c.DType)
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
            Elements<T> left = new(a), right = new(b), to = new(c);
            int m = c.Shape[^2], n = c.Shape[^1], k = a.Shape[^1];
            for (int i = 0; i < to.Length; i++)
            {
                int batch = i / (m * n), row = i / n % m, column = i % n;
                T sum = accumulate ? to[i] : T.Zero;
                for (int p = 0; p < k; p++) sum += left[(((batch * m) + row) * k) + p] * right[(((batch * k) + p) * n) + column];
                to[i] = sum;
            }
        }
    }

    /// <inheritdoc/>
    protected override void Conv2d(in Conv2dGeometry geometry, View x, View weight, View? bias, View y)
    {
        if (y.DType == DType.Float32) Run<float>(geometry);
        else Run<double>(geometry);

        void Run<T>(Conv2dGeometry g)
            where T : unmanaged, INumber<T>
        {
            Elements<T> from = new(x), weights = new(weight), to = new(y);
            for (int i = 0; i < to.Length; i++) to[i] = bias is { } given ? new Elements<T>(given)[i / g.OutPlane % g.OutChannels] : T.Zero;
            foreach ((int input, int w, int output) in Taps(g)) to[output] += from[input] * weights[w];
        }
    }

    /// <inheritdoc/>
    protected override void Conv2dInputGrad(in Conv2dGeometry geometry, View gradOutput, View weight, View gradInput)
    {
        if (gradInput.DType == DType.Float32) Run<float>(geometry);
        else Run<double>(geometry);

        void Run<T>(Conv2dGeometry g)
            where T : unmanaged, INumber<T>
        {
            Elements<T> grads = new(gradOutput), weights = new(weight), to = new(gradInput);
            for (int i = 0; i < to.Length; i++) to[i] = T.Zero;
            foreach ((int input, int w, int output) in Taps(g)) to[input] += grads[output] * weights[w];
        }
    }

    /// <inheritdoc/>
    protected override void Conv2dWeightGrad(in Conv2dGeometry geometry, View x, View gradOutput, View gradWeight)
    {
        if (gradWeight.DType == DType.Float32) Run<float>(geometry);
        else Run<double>(geometry);

        void Run<T>(Conv2dGeometry g)
            where T : unmanaged, INumber<T>
        {
            Elements<T> from = new(x), grads = new(gradOutput), to = new(gradWeight);
            for (int i = 0; i < to.Length; i++) to[i] = T.Zero;
            foreach ((int input, int w, int output) in Taps(g)) to[w] += from[input] * grads[output];
        }
    }

    /// <summary>Every product in a convolution: which element of the input meets which weight, and the output that it is added to.</summary>
    private static IEnumerable<(int Input, int Weight, int Output)> Taps(Conv2dGeometry g)
    {
        Shape outputs = [g.Batch, g.OutChannels, g.OutHeight, g.OutWidth], taps = [g.GroupIn, g.KernelHeight, g.KernelWidth];
        for (int output = 0; output < outputs.Numel; output++)
        {
            int[] at = Positions.Indices(outputs, output);
            for (int tap = 0; tap < taps.Numel; tap++)
            {
                int[] of = Positions.Indices(taps, tap);
                int row = (at[2] * g.StrideH) - g.PadTop + (of[1] * g.DilationH), column = (at[3] * g.StrideW) - g.PadLeft + (of[2] * g.DilationW);
                if (row < 0 || row >= g.InHeight || column < 0 || column >= g.InWidth) continue; // the padding: zeros
                int channel = (at[1] / g.GroupOut * g.GroupIn) + of[0];
                int input = (((((at[0] * g.InChannels) + channel) * g.InHeight) + row) * g.InWidth) + column;
                yield return (input, (at[1] * taps.Numel) + tap, output);
            }
        }
    }
}
