namespace Autograd.Devices.Cpu;

/// <content>Attention.</content>
internal sealed partial class CpuDevice
{
    protected internal override void Attention(
        View query, View key, View value, View[] masks, double scale, int? causalOffset, View y, View logSumExp) =>
        DTypeGate.Floating(y.DType, new AttentionAction(query, key, value, masks, scale, causalOffset, y, logSumExp));

    protected internal override void AttentionGrad(
        View query,
        View key,
        View value,
        View[] masks,
        double scale,
        int? causalOffset,
        View y,
        View logSumExp,
        View gradY,
        View gradQuery,
        View gradKey,
        View gradValue) =>
        DTypeGate.Floating(
            y.DType,
            new AttentionGradAction(
                query, key, value, masks, scale, causalOffset, y, logSumExp, gradY, gradQuery, gradKey, gradValue));

    private readonly struct AttentionAction(
        View query, View key, View value, View[] masks, double scale, int? causalOffset, View y, View logSumExp) : IFloatingAction
    {
        static string IFloatingAction.Operation => "scaled_dot_product_attention";

        void IFloatingAction.Invoke<T>() =>
            AttentionForward.Run(new AttentionBlocks<T>(query, key, value, masks, scale, causalOffset), y, logSumExp);
    }

    private readonly struct AttentionGradAction(
        View query,
        View key,
        View value,
        View[] masks,
        double scale,
        int? causalOffset,
        View y,
        View logSumExp,
        View gradY,
        View gradQuery,
        View gradKey,
        View gradValue) : IFloatingAction
    {
        static string IFloatingAction.Operation => "scaled_dot_product_attention";

        void IFloatingAction.Invoke<T>() =>
            AttentionBackward.Run(
                new AttentionBlocks<T>(query, key, value, masks, scale, causalOffset), y, logSumExp, gradY, gradQuery, gradKey, gradValue);
    }
}
