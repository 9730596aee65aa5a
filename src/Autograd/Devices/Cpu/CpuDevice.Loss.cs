namespace Autograd.Devices.Cpu;

/// <content>Likelihood and cross-entropy.</content>
internal sealed partial class CpuDevice
{
    protected internal override double NllLoss(View x, View target, View? weight, long ignoreIndex, bool sum, View y)
    {
        var loss = new NllLossAction(x, target, weight, ignoreIndex, sum, y);
        DTypeGate.Floating(x.DType, ref loss);
        return loss.Divisor;
    }

    private struct NllLossAction(View x, View target, View? weight, long ignoreIndex, bool sum, View y) : IFloatingAction
    {
        static string IFloatingAction.Operation => "nll_loss";

        public double Divisor { get; private set; }

        void IFloatingAction.Invoke<T>() => Divisor = NllLossKernels.Run<T>(x, target, weight, ignoreIndex, sum, y);
    }

    protected internal override void NllLossGrad(View grad, View target, View? weight, long ignoreIndex, double divisor, View x) =>
        DTypeGate.Floating(x.DType, new NllLossGradAction(grad, target, weight, ignoreIndex, divisor, x));

    private readonly struct NllLossGradAction(
        View grad, View target, View? weight, long ignoreIndex, double divisor, View x) : IFloatingAction
    {
        static string IFloatingAction.Operation => "nll_loss";

        void IFloatingAction.Invoke<T>() => NllLossKernels.Grad<T>(grad, target, weight, ignoreIndex, divisor, x);
    }

    protected internal override double CrossEntropy(View x, View target, View? weight, long ignoreIndex, View losses, View max, View sum)
    {
        var loss = new CrossEntropyAction(x, target, weight, ignoreIndex, losses, max, sum);
        DTypeGate.Floating(x.DType, ref loss);
        return loss.Divisor;
    }

    private struct CrossEntropyAction(
        View x, View target, View? weight, long ignoreIndex, View losses, View max, View sum) : IFloatingAction
    {
        static string IFloatingAction.Operation => "cross_entropy";

        public double Divisor { get; private set; }

        void IFloatingAction.Invoke<T>() => Divisor = CrossEntropyKernels.Run<T>(x, target, weight, ignoreIndex, losses, max, sum);
    }

    protected internal override void CrossEntropyGrad(
        View grad, View x, View target, View? weight, long ignoreIndex, double divisor, View max, View sum, View gradInput) =>
        DTypeGate.Floating(x.DType, new CrossEntropyGradAction(grad, x, target, weight, ignoreIndex, divisor, max, sum, gradInput));

    private readonly struct CrossEntropyGradAction(
        View grad, View x, View target, View? weight, long ignoreIndex, double divisor, View max, View sum, View gradInput)
        : IFloatingAction
    {
        static string IFloatingAction.Operation => "cross_entropy";

        void IFloatingAction.Invoke<T>() => CrossEntropyKernels.Grad<T>(grad, x, target, weight, ignoreIndex, divisor, max, sum, gradInput);
    }
}
