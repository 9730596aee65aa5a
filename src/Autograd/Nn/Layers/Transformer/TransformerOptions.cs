namespace Autograd.Nn;

/// <summary>What an encoder layer and a decoder layer are made from, so that a stack can make copies of one.</summary>
internal sealed record TransformerOptions(
    string Op,
    int DModel,
    int NHead,
    int DimFeedforward,
    double Dropout,
    Func<Tensor, Tensor> Activation,
    double LayerNormEps,
    bool BatchFirst,
    bool NormFirst)
{
    /// <summary>Refuses sizes that no layer can have.</summary>
    public TransformerOptions Checked()
    {
        LayerSize.RequireAtLeast(1, DModel, Op, "dModel");
        LayerSize.RequireAtLeast(1, NHead, Op, "nHead");
        LayerSize.RequireAtLeast(1, DimFeedforward, Op, "dimFeedforward");
        if (DModel % NHead != 0) throw new ArgumentException($"{Op}: {NHead} heads do not divide the size {DModel}", "nHead");
        F.CheckDropout(Dropout, Op);
        return this;
    }

    public MultiheadAttention Attention(DType dtype, Generator? initial, Generator? masks) =>
        new(DModel, NHead, Dropout, batchFirst: BatchFirst, dtype: dtype, generator: initial) { Masks = masks };

    public LayerNorm Norm(DType dtype) => new(DModel, LayerNormEps, dtype: dtype);

    /// <summary>Refuses a sequence that is not of the layer's size.</summary>
    public void Check(string name, Tensor sequence) => Check(Op, name, sequence, DModel, BatchFirst);

    /// <summary>Refuses a sequence that is not of a given size.</summary>
    public static void Check(string op, string name, Tensor sequence, int size, bool batchFirst)
    {
        sequence.NotNull(name, op);
        if (sequence.Rank is 2 or 3 && sequence.Shape[^1] == size) return;
        string batches = batchFirst ? "[batch, length, " : "[length, batch, ";
        throw new ShapeException(
            $"{op}: {name} must be {batches}{size}], or [length, {size}] without a batch, and is {sequence.Shape}"
            + (sequence.Rank is 2 or 3 ? $": the size of an element, dModel, is {size}" : string.Empty));
    }

    /// <summary>Refuses two sequences of different batches.</summary>
    public static void CheckBatches(string op, string name1, Tensor one, string name2, Tensor other, bool batchFirst)
    {
        int batch = batchFirst ? 0 : 1;
        if (one.Rank == other.Rank && (one.Rank == 2 || one.Shape[batch] == other.Shape[batch])) return;
        throw new ShapeException(
            $"{op}: {name1} and {name2} must be of one batch ({(batchFirst ? "[batch, length, size]" : "[length, batch, size]")}), not "
            + $"{one.Shape} and {other.Shape}");
    }

    public string Describe() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"dModel: {DModel}, nHead: {NHead}, dimFeedforward: {DimFeedforward}, dropout: {Dropout}, "
        + $"batchFirst: {(BatchFirst ? "true" : "false")}, normFirst: {(NormFirst ? "true" : "false")}");
}
