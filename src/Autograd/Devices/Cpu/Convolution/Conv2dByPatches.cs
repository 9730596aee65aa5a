using System.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>Convolution as matrix products over written-out patches, sample by sample: right for every option.</summary>
internal static class Conv2dByPatches
{
    /// <summary>See <see cref="Conv2dKernels.Forward"/>.</summary>
    public static void Forward<T>(
        in Conv2dGeometry g, T[] x, int xOffset, T[] weight, int weightOffset, T[]? bias, int biasOffset, T[] y, int yOffset)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ParallelFor.Run(g.Batch, g.Work, new ForwardBody<T>(g, x, xOffset, weight, weightOffset, bias, biasOffset, y, yOffset));

    /// <summary>See <see cref="Conv2dKernels.InputGrad"/>.</summary>
    public static void InputGrad<T>(in Conv2dGeometry g, T[] gy, int gyOffset, T[] weight, int weightOffset, T[] gx, int gxOffset)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ParallelFor.Run(g.Batch, g.Work, new InputGradBody<T>(g, gy, gyOffset, weight, weightOffset, gx, gxOffset));

    /// <summary>See <see cref="Conv2dKernels.WeightGrad"/>.</summary>
    public static void WeightGrad<T>(in Conv2dGeometry g, T[] x, int xOffset, T[] gy, int gyOffset, T[] gw, int gwOffset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SampleGroups groups = new(g.Batch);
        T[] partials = new T[groups.Count * g.WeightLength];
        ParallelFor.Run(groups.Count, g.Work, new WeightGradBody<T>(g, groups, x, xOffset, gy, gyOffset, partials));
        groups.Sum(partials, gw.AsSpan(gwOffset, g.WeightLength));
    }

    // A matrix product reads arrays, so the patches are in one; it is the calling thread's own and reused.
    private static class Patches<T>
    {
        [ThreadStatic]
        private static T[]? t_array;

        public static T[] Rent(int length) => t_array is { } array && array.Length >= length ? array : t_array = new T[length];
    }

    private readonly struct ForwardBody<T>(
        Conv2dGeometry g, T[] x, int xOffset, T[] weight, int weightOffset, T[]? bias, int biasOffset, T[] y, int yOffset) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int sample)
        {
            int pixels = g.OutPlane;
            T[] patches = Patches<T>.Rent(g.Fan * pixels);
            for (int group = 0; group < g.Groups; group++)
            {
                int source = xOffset + (((sample * g.InChannels) + (group * g.GroupIn)) * g.InPlane);
                Conv2dPatches.Gather(g, x.AsSpan(source, g.GroupIn * g.InPlane), patches);

                int channel = group * g.GroupOut;
                int target = yOffset + (((sample * g.OutChannels) + channel) * pixels);
                for (int i = 0; bias is not null && i < g.GroupOut; i++)
                    y.AsSpan(target + (i * pixels), pixels).Fill(bias[biasOffset + channel + i]);
                Gemm.Multiply(
                    g.GroupOut,
                    pixels,
                    g.Fan,
                    new Matrix<T>(weight, weightOffset + (channel * g.Fan), g.Fan, 1),
                    new Matrix<T>(patches, 0, pixels, 1),
                    new Matrix<T>(y, target, pixels, 1),
                    bias is not null);
            }
        }
    }

    private readonly struct InputGradBody<T>(
        Conv2dGeometry g, T[] gy, int gyOffset, T[] weight, int weightOffset, T[] gx, int gxOffset) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int sample)
        {
            int pixels = g.OutPlane;
            T[] patches = Patches<T>.Rent(g.Fan * pixels);
            gx.AsSpan(gxOffset + (sample * g.InChannels * g.InPlane), g.InChannels * g.InPlane).Clear();
            for (int group = 0; group < g.Groups; group++)
            {
                int channel = group * g.GroupOut;
                Gemm.Multiply(
                    g.Fan,
                    pixels,
                    g.GroupOut,
                    new Matrix<T>(weight, weightOffset + (channel * g.Fan), 1, g.Fan),
                    new Matrix<T>(gy, gyOffset + (((sample * g.OutChannels) + channel) * pixels), pixels, 1),
                    new Matrix<T>(patches, 0, pixels, 1),
                    false);
                int target = gxOffset + (((sample * g.InChannels) + (group * g.GroupIn)) * g.InPlane);
                Conv2dPatches.ScatterAdd(g, patches, gx.AsSpan(target, g.GroupIn * g.InPlane));
            }
        }
    }

    private readonly struct WeightGradBody<T>(
        Conv2dGeometry g, SampleGroups groups, T[] x, int xOffset, T[] gy, int gyOffset, T[] partials) : IChunkBody
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
                    int source = xOffset + (((sample * g.InChannels) + (group * g.GroupIn)) * g.InPlane);
                    Conv2dPatches.Gather(g, x.AsSpan(source, g.GroupIn * g.InPlane), patches);
                    int channel = group * g.GroupOut;
                    Gemm.Multiply(
                        g.GroupOut,
                        g.Fan,
                        pixels,
                        new Matrix<T>(gy, gyOffset + (((sample * g.OutChannels) + channel) * pixels), pixels, 1),
                        new Matrix<T>(patches, 0, 1, pixels),
                        new Matrix<T>(partials, (chunk * g.WeightLength) + (channel * g.Fan), g.Fan, 1),
                        true);
                }
            }
        }
    }
}
