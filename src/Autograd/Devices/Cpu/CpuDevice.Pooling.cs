namespace Autograd.Devices.Cpu;

/// <content>Pooling over planes.</content>
internal sealed partial class CpuDevice
{
    protected internal override void AvgPool2d(in Pool2dGeometry geometry, bool countIncludePad, int? divisor, View x, View y) =>
        DTypeGate.Floating(y.DType, new AvgPool2dAction(geometry, countIncludePad, divisor, x, y));

    private readonly struct AvgPool2dAction(Pool2dGeometry geometry, bool countIncludePad, int? divisor, View x, View y) : IFloatingAction
    {
        static string IFloatingAction.Operation => "avg_pool2d";

        void IFloatingAction.Invoke<T>() => Pool2dKernels.Average(geometry, countIncludePad, divisor, x.Block<T>(), y.Block<T>());
    }

    protected internal override void AvgPool2dGrad(
        in Pool2dGeometry geometry, bool countIncludePad, int? divisor, View gradOutput, View gradInput) =>
        DTypeGate.Floating(gradInput.DType, new AvgPool2dGradAction(geometry, countIncludePad, divisor, gradOutput, gradInput));

    private readonly struct AvgPool2dGradAction(
        Pool2dGeometry geometry, bool countIncludePad, int? divisor, View gradOutput, View gradInput) : IFloatingAction
    {
        static string IFloatingAction.Operation => "avg_pool2d";

        void IFloatingAction.Invoke<T>() =>
            Pool2dKernels.AverageGrad(geometry, countIncludePad, divisor, gradOutput.Block<T>(), gradInput.Block<T>());
    }

    protected internal override void MaxPool2d(in Pool2dGeometry geometry, View x, View y, View indices) =>
        DTypeGate.Floating(y.DType, new MaxPool2dAction(geometry, x, y, indices));

    private readonly struct MaxPool2dAction(Pool2dGeometry geometry, View x, View y, View indices) : IFloatingAction
    {
        static string IFloatingAction.Operation => "max_pool2d";

        void IFloatingAction.Invoke<T>() => Pool2dKernels.Max(geometry, x.Block<T>(), y.Block<T>(), indices.Block<long>());
    }
}
