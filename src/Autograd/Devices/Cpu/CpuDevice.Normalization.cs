namespace Autograd.Devices.Cpu;

/// <content>Normalisation.</content>
internal sealed partial class CpuDevice
{
    protected internal override void Normalize(
        in NormGeometry geometry, View x, View? weight, View? bias, double eps, View y, View mean, View deviation) =>
        DTypeGate.Floating(x.DType, new NormalizeAction(geometry, x, weight, bias, eps, y, mean, deviation));

    private readonly struct NormalizeAction(
        NormGeometry geometry, View x, View? weight, View? bias, double eps, View y, View mean, View deviation) : IFloatingAction
    {
        static string IFloatingAction.Operation => "normalize";

        void IFloatingAction.Invoke<T>() => NormKernels.Forward<T>(geometry, x, weight, bias, eps, y, mean, deviation);
    }

    protected internal override void NormalizeGrad(
        in NormGeometry geometry,
        View grad,
        View x,
        View? weight,
        View mean,
        View deviation,
        double eps,
        View? gradInput,
        View? gradWeight,
        View? gradBias) =>
        DTypeGate.Floating(
            x.DType, new NormalizeGradAction(geometry, grad, x, weight, mean, deviation, eps, gradInput, gradWeight, gradBias));

    private readonly struct NormalizeGradAction(
        NormGeometry geometry,
        View grad,
        View x,
        View? weight,
        View mean,
        View deviation,
        double eps,
        View? gradInput,
        View? gradWeight,
        View? gradBias) : IFloatingAction
    {
        static string IFloatingAction.Operation => "normalize";

        void IFloatingAction.Invoke<T>() =>
            NormKernels.Backward<T>(geometry, grad, x, weight, mean, deviation, eps, gradInput, gradWeight, gradBias);
    }
}
