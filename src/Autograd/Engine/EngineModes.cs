namespace Autograd.Engine;

/// <summary>The modes of a thread that are nearly always off. Immutable: a scope replaces it and later restores the old one.</summary>
/// <param name="Observer">Called with every operation that is applied.</param>
/// <param name="Inference">Inside <see cref="GradMode.InferenceMode"/>.</param>
/// <param name="Anomalies">Looks for NaN, inside <see cref="AnomalyMode.Detect"/>.</param>
/// <param name="Packing">Packs saved tensors, inside <see cref="SavedTensorHooks.Use"/>.</param>
internal sealed record EngineModes(
    Action<Op>? Observer = null, bool Inference = false, AnomalyDetector? Anomalies = null, SavedTensorPacking? Packing = null)
{
    public static EngineModes None { get; } = new();

    /// <summary>Called after an operation has run, with its inputs as they were before.</summary>
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
