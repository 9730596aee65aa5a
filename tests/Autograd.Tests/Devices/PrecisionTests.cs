using System.Runtime.Intrinsics;
using Autograd.Devices;
using Autograd.Devices.Cpu;
using Autograd.Numerics;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Devices;

[Collection(AloneCollection.Name)]
public sealed class PrecisionTests
{
    private static readonly Conv2dGeometry s_geometry = new(1, 16, 24, 24, 16, 24, 24, 3, 3, 1, 1, 1, 1, 1, 1, 1);

    [Fact]
    public void Without_winograd_convolutions_are_direct()
    {
        float[][] direct = Run(Conv2dDirect<float, Simd256<float>, Vector256<float>>.Forward, Conv2dDirect<float, Simd256<float>, Vector256<float>>.InputGrad);
        Assert.True(Precision.AllowWinograd);
        float[][] allowed = ByChoice();
        Precision.AllowWinograd = false;
        try
        {
            Assert.Equal(direct, ByChoice());
        }
        finally
        {
            Precision.AllowWinograd = true;
        }

        Assert.NotEqual(direct[0], allowed[0]);
        Assert.NotEqual(direct[1], allowed[1]);
    }

    private delegate void ForwardKernel(in Conv2dGeometry g, Block<float> x, Block<float> weight, Block<float> bias, Block<float> y);

    private delegate void InputGradKernel(in Conv2dGeometry g, Block<float> gy, Block<float> weight, Block<float> gx);

    private static float[][] ByChoice() =>
        Run(Conv2dAlgorithms<float, Simd256<float>, Vector256<float>>.Forward, Conv2dAlgorithms<float, Simd256<float>, Vector256<float>>.InputGrad);

    private static float[][] Run(ForwardKernel forward, InputGradKernel inputGrad)
    {
        Random random = new(3);
        float[] x = [.. Enumerable.Range(0, s_geometry.InLength).Select(_ => random.NextSingle() - 0.5f)];
        float[] w = [.. Enumerable.Range(0, s_geometry.WeightLength).Select(_ => random.NextSingle() - 0.5f)];
        float[] y = new float[s_geometry.OutLength], gx = new float[s_geometry.InLength];
        forward(s_geometry, x, w, default, y);
        inputGrad(s_geometry, x, w, gx);
        return [y, gx];
    }
}
