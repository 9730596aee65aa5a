using System.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>Convolution as matrix products over materialized patches (im2col), sample by sample: supports every option.</summary>
internal static class Conv2dByPatches
{
    /// <summary>See <see cref="Conv2dDispatch.Forward"/>.</summary>
    public static void Forward<T>(in Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ParallelFor.Run(g.Batch, g.Work, new ForwardBody<T>(g, x, weight, bias, y));

    /// <summary>See <see cref="Conv2dDispatch.InputGrad"/>.</summary>
    public static void InputGrad<T>(in Conv2dGeometry g, Block<T> gy, Block<T> weight, Block<T> gx)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ParallelFor.Run(g.Batch, g.Work, new InputGradBody<T>(g, gy, weight, gx));

    /// <summary>See <see cref="Conv2dDispatch.WeightGrad"/>.</summary>
    public static void WeightGrad<T>(in Conv2dGeometry g, Block<T> x, Block<T> gy, Block<T> gw)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SampleGroups groups = new(g.Batch);
        T[] partials = new T[groups.Count * g.WeightLength];
        ParallelFor.Run(groups.Count, g.Work, new WeightGradBody<T>(g, groups, x, gy, partials));
        groups.Sum(partials, gw.Span(0, g.WeightLength));
    }

    // A matrix product reads arrays, so the patches are in one; each thread has its own and reuses it.
    private static class Patches<T>
    {
        [ThreadStatic]
        private static T[]? t_array;

        public static T[] Rent(int length) => t_array is { } array && array.Length >= length ? array : t_array = new T[length];
    }

    // One column for each output pixel: the inputs that it sees.
    private static Matrix<T> Columns<T>(Block<T> patches, in Conv2dGeometry g) => patches.AsMatrix(g.Fan, g.OutPlane);

    private readonly struct ForwardBody<T>(Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int sample)
        {
            int pixels = g.OutPlane;
            T[] patches = Patches<T>.Rent(g.Fan * pixels);
            for (int group = 0; group < g.Groups; group++)
            {
                int source = ((sample * g.InChannels) + (group * g.GroupIn)) * g.InPlane;
                Conv2dPatches.Gather(g, x.Span(source, g.GroupIn * g.InPlane), patches);

                int channel = group * g.GroupOut;
                int target = ((sample * g.OutChannels) + channel) * pixels;
                for (int i = 0; !bias.IsMissing && i < g.GroupOut; i++)
                    y.Span(target + (i * pixels), pixels).Fill(bias[channel + i]);
                Matrix<T> weights = weight.From(channel * g.Fan).AsMatrix(g.GroupOut, g.Fan);
                Gemm.Multiply(weights, Columns<T>(patches, g), y.From(target).AsMatrix(g.GroupOut, pixels), !bias.IsMissing);
            }
        }
    }

    private readonly struct InputGradBody<T>(Conv2dGeometry g, Block<T> gy, Block<T> weight, Block<T> gx) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int sample)
        {
            int pixels = g.OutPlane;
            T[] patches = Patches<T>.Rent(g.Fan * pixels);
            gx.Span(sample * g.InChannels * g.InPlane, g.InChannels * g.InPlane).Clear();
            for (int group = 0; group < g.Groups; group++)
            {
                int channel = group * g.GroupOut;
                Matrix<T> weights = weight.From(channel * g.Fan).AsMatrix(g.GroupOut, g.Fan);
                Matrix<T> grads = gy.From(((sample * g.OutChannels) + channel) * pixels).AsMatrix(g.GroupOut, pixels);
                Gemm.Multiply(weights.Transposed, grads, Columns<T>(patches, g), accumulate: false);
                int target = ((sample * g.InChannels) + (group * g.GroupIn)) * g.InPlane;
                Conv2dPatches.ScatterAdd(g, patches, gx.Span(target, g.GroupIn * g.InPlane));
            }
        }
    }

    private readonly struct WeightGradBody<T>(
        Conv2dGeometry g, SampleGroups groups, Block<T> x, Block<T> gy, Block<T> partials) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            int pixels = g.OutPlane;
            T[] patches = Patches<T>.Rent(g.Fan * pixels);
            for (int sample = groups.First(chunk); sample < groups.First(chunk + 1); sample++)
            {
                for (int group = 0; group < g.Groups; group++)
                {
                    int source = ((sample * g.InChannels) + (group * g.GroupIn)) * g.InPlane;
                    Conv2dPatches.Gather(g, x.Span(source, g.GroupIn * g.InPlane), patches);
                    int channel = group * g.GroupOut;
                    Matrix<T> grads = gy.From(((sample * g.OutChannels) + channel) * pixels).AsMatrix(g.GroupOut, pixels);
                    Matrix<T> sums = partials.From((chunk * g.WeightLength) + (channel * g.Fan)).AsMatrix(g.GroupOut, g.Fan);
                    Gemm.Multiply(grads, Columns<T>(patches, g).Transposed, sums, accumulate: true);
                }
            }
        }
    }
}
