namespace Autograd.Devices.Cpu;

/// <content>Recurrent steps.</content>
internal sealed partial class CpuDevice
{
    protected internal override void LstmStep(View gates, View cell, View hidden) =>
        DTypeGate.Floating(gates.DType, new LstmAction(gates, cell, hidden));

    protected internal override void LstmStepGrad(View gates, View before, View gradHidden, View gradCell, View gradGates) =>
        DTypeGate.Floating(gates.DType, new LstmGradAction(gates, before, gradHidden, gradCell, gradGates));

    protected internal override void GruStep(View gates, View hiddenGates, View before, View hidden) =>
        DTypeGate.Floating(gates.DType, new GruAction(gates, hiddenGates, before, hidden));

    protected internal override void GruStepGrad(
        View gates, View hiddenGates, View before, View gradHidden, View gradGates, View gradHiddenGates) =>
        DTypeGate.Floating(gates.DType, new GruGradAction(gates, hiddenGates, before, gradHidden, gradGates, gradHiddenGates));

    private readonly struct LstmAction(View gates, View cell, View hidden) : IFloatingAction
    {
        static string IFloatingAction.Operation => "lstm";

        void IFloatingAction.Invoke<T>()
        {
            int size = cell.Shape[^1];
            if (size > 0) RecurrentKernels.Lstm(gates.Span<T>(), cell.Span<T>(), hidden.Span<T>(), size);
        }
    }

    private readonly struct LstmGradAction(View gates, View before, View gradHidden, View gradCell, View gradGates) : IFloatingAction
    {
        static string IFloatingAction.Operation => "lstm";

        void IFloatingAction.Invoke<T>()
        {
            int size = before.Shape[^1];
            if (size > 0)
                RecurrentKernels.LstmGrad(
                    gates.Span<T>(), before.Span<T>(), gradHidden.Span<T>(), gradCell.Span<T>(), gradGates.Span<T>(), size);
        }
    }

    private readonly struct GruAction(View gates, View hiddenGates, View before, View hidden) : IFloatingAction
    {
        static string IFloatingAction.Operation => "gru";

        void IFloatingAction.Invoke<T>()
        {
            int size = before.Shape[^1];
            if (size > 0) RecurrentKernels.Gru(gates.Span<T>(), hiddenGates.Span<T>(), before.Span<T>(), hidden.Span<T>(), size);
        }
    }

    private readonly struct GruGradAction(
        View gates, View hiddenGates, View before, View gradHidden, View gradGates, View gradHiddenGates) : IFloatingAction
    {
        static string IFloatingAction.Operation => "gru";

        void IFloatingAction.Invoke<T>()
        {
            int size = before.Shape[^1];
            if (size == 0) return;
            RecurrentKernels.GruGrad(
                gates.Span<T>(), hiddenGates.Span<T>(), before.Span<T>(), gradHidden.Span<T>(), gradGates.Span<T>(),
                gradHiddenGates.Span<T>(), size);
        }
    }
}
