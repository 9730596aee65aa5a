namespace Autograd.Devices.Cpu;

internal sealed partial class CpuDevice
{
    internal override double NllLoss(View x, View target, View? weight, long ignoreIndex, bool sum, View y) =>
        x.DType == DType.Float32
            ? NllLossKernels.Run<float>(x, target, weight, ignoreIndex, sum, y)
            : NllLossKernels.Run<double>(x, target, weight, ignoreIndex, sum, y);

    internal override void NllLossGrad(View grad, View target, View? weight, long ignoreIndex, double divisor, View x)
    {
        if (x.DType == DType.Float32) NllLossKernels.Grad<float>(grad, target, weight, ignoreIndex, divisor, x);
        else NllLossKernels.Grad<double>(grad, target, weight, ignoreIndex, divisor, x);
    }
}
