namespace Autograd.Devices.Cpu;

/// <content>Convolution and its two gradients.</content>
internal sealed partial class CpuDevice
{
    protected internal override void Conv2d(in Conv2dGeometry geometry, View x, View weight, View? bias, View y) =>
        DTypeGate.Floating(y.DType, new Conv2dAction(geometry, x, weight, bias, y));

    private readonly struct Conv2dAction(Conv2dGeometry geometry, View x, View weight, View? bias, View y) : IFloatingAction
    {
        static string IFloatingAction.Operation => "conv2d";

        void IFloatingAction.Invoke<T>() =>
            Conv2dDispatch.Forward(geometry, x.Block<T>(), weight.Block<T>(), bias.Block<T>(), y.Block<T>());
    }

    protected internal override void Conv2dInputGrad(in Conv2dGeometry geometry, View gradOutput, View weight, View gradInput) =>
        DTypeGate.Floating(gradInput.DType, new Conv2dInputGradAction(geometry, gradOutput, weight, gradInput));

    private readonly struct Conv2dInputGradAction(Conv2dGeometry geometry, View gradOutput, View weight, View gradInput) : IFloatingAction
    {
        static string IFloatingAction.Operation => "conv2d";

        void IFloatingAction.Invoke<T>() =>
            Conv2dDispatch.InputGrad(geometry, gradOutput.Block<T>(), weight.Block<T>(), gradInput.Block<T>());
    }

    protected internal override void Conv2dWeightGrad(in Conv2dGeometry geometry, View x, View gradOutput, View gradWeight) =>
        DTypeGate.Floating(gradWeight.DType, new Conv2dWeightGradAction(geometry, x, gradOutput, gradWeight));

    private readonly struct Conv2dWeightGradAction(Conv2dGeometry geometry, View x, View gradOutput, View gradWeight) : IFloatingAction
    {
        static string IFloatingAction.Operation => "conv2d";

        void IFloatingAction.Invoke<T>() => Conv2dDispatch.WeightGrad(geometry, x.Block<T>(), gradOutput.Block<T>(), gradWeight.Block<T>());
    }
}
