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

    internal override double CrossEntropy(View x, View target, View? weight, long ignoreIndex, View losses, View max, View sum) =>
        x.DType == DType.Float32
            ? CrossEntropyKernels.Run<float>(x, target, weight, ignoreIndex, losses, max, sum)
            : CrossEntropyKernels.Run<double>(x, target, weight, ignoreIndex, losses, max, sum);

    internal override void CrossEntropyGrad(
        View grad, View x, View target, View? weight, long ignoreIndex, double divisor, View max, View sum, View gradInput)
    {
        if (x.DType == DType.Float32) CrossEntropyKernels.Grad<float>(grad, x, target, weight, ignoreIndex, divisor, max, sum, gradInput);
        else CrossEntropyKernels.Grad<double>(grad, x, target, weight, ignoreIndex, divisor, max, sum, gradInput);
    }
}
