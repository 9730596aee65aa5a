namespace Autograd.Engine;

/// <summary>The modes of a thread that are off nearly always. A value: a scope puts another in its place and the old one back.</summary>
/// <param name="Observer">Sees every operation as it is applied.</param>
/// <param name="Inference">Inside <see cref="GradMode.InferenceMode"/>.</param>
/// <param name="Anomalies">Looks for NaN, inside <see cref="AnomalyMode.Detect"/>.</param>
/// <param name="Packing">What is done with saved tensors, inside <see cref="SavedTensorHooks.Use"/>.</param>
internal sealed record EngineModes(
    Action<Op>? Observer = null, bool Inference = false, AnomalyDetector? Anomalies = null, SavedTensorPacking? Packing = null)
{
    public static EngineModes None { get; } = new();

    /// <summary>After an operation has run: its inputs are as they were before it.</summary>
    public void Applied(Op op, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs, bool recorded)
    {
        if (recorded)
        {
            Anomalies?.Remember(op);
            if (Packing is not null) op.Pack(Packing);
        }

        if (Anomalies is null) return;
        foreach (Tensor output in outputs) Anomalies.CheckForward(op, inputs, output);
    }
}
