namespace Autograd.Devices.Cpu;

internal sealed partial class CpuDevice
{
    internal override void Normalize(in NormGeometry geometry, View x, View? weight, View? bias, double eps, View y, View mean, View variance)
    {
        if (x.DType == DType.Float32) NormKernels.Forward<float>(geometry, x, weight, bias, eps, y, mean, variance);
        else NormKernels.Forward<double>(geometry, x, weight, bias, eps, y, mean, variance);
    }

    internal override void NormalizeGrad(
        in NormGeometry geometry, View grad, View x, View? weight, View mean, View variance, double eps, View? gradInput, View? gradWeight, View? gradBias)
    {
        if (x.DType == DType.Float32) NormKernels.Backward<float>(geometry, grad, x, weight, mean, variance, eps, gradInput, gradWeight, gradBias);
        else NormKernels.Backward<double>(geometry, grad, x, weight, mean, variance, eps, gradInput, gradWeight, gradBias);
    }
}
