namespace Autograd.Nn;

/// <summary>
/// A table of vectors, looked up by row number: see <see cref="F.Embedding"/>. Its initial values are normally distributed, with mean 0 and
/// variance 1.
/// </summary>
public sealed class Embedding : Module<Tensor, Tensor>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="numEmbeddings">The number of rows.</param>
    /// <param name="embeddingDim">The size of each.</param>
    /// <param name="paddingIdx">A row that starts as zeros and gets no gradient; a negative number counts from the end. None if not
    /// given.</param>
    /// <param name="maxNorm">Rows that are looked up and are longer are first rescaled to this length, in place.</param>
    /// <param name="normType">The order of the norm that measures the length.</param>
    /// <param name="scaleGradByFreq">Divides each row's gradient by the number of times it was looked up.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="TensorIndexException">The padding is not a row.</exception>
    public Embedding(
        int numEmbeddings,
        int embeddingDim,
        int? paddingIdx = null,
        double? maxNorm = null,
        double normType = 2,
        bool scaleGradByFreq = false,
        DType dtype = DType.Float32,
        Generator? generator = null)
    {
        LayerSize.RequireAtLeast(0, numEmbeddings, "embedding", nameof(numEmbeddings));
        LayerSize.RequireAtLeast(0, embeddingDim, "embedding", nameof(embeddingDim));
        PaddingIdx = paddingIdx is { } index ? F.PaddingRow(index, numEmbeddings) : null;
        (MaxNorm, NormType, ScaleGradByFreq) = (maxNorm, normType, scaleGradByFreq);
        Tensor values = Init.Normal_(Tensor.Empty([numEmbeddings, embeddingDim], dtype), 0, 1, generator);
        if (PaddingIdx is { } row) Init.Zeros_(values.Select(0, row));
        Weight = AddParameter("weight", values);
    }

    private Embedding(Tensor table, int? paddingIdx, double? maxNorm, double normType, bool scaleGradByFreq)
    {
        PaddingIdx = paddingIdx is { } index ? F.PaddingRow(index, table.Shape[0]) : null;
        (MaxNorm, NormType, ScaleGradByFreq) = (maxNorm, normType, scaleGradByFreq);
        Weight = AddParameter("weight", table);
    }

    /// <summary>The table, [numEmbeddings, embeddingDim].</summary>
    public Parameter Weight { get; }

    /// <summary>The row that gets no gradient, or null.</summary>
    public int? PaddingIdx { get; }

    /// <summary>The length to which longer rows are rescaled, or null.</summary>
    public double? MaxNorm { get; }

    /// <summary>The order of the norm that measures the length.</summary>
    public double NormType { get; }

    /// <summary>Whether each row's gradient is divided by the number of times it was looked up.</summary>
    public bool ScaleGradByFreq { get; }

    /// <summary>
    /// A layer over an existing table. Its numbers are shared, not copied; the layer's parameter is a separate object, so that freezing it
    /// does not affect a parameter that was passed here.
    /// </summary>
    /// <param name="embeddings">[rows, size], floating: a tensor, or another layer's weight.</param>
    /// <param name="freeze">True keeps the table from being trained.</param>
    /// <param name="paddingIdx">A row that gets no gradient and is left unchanged; a negative number counts from the end. None if not
    /// given.</param>
    /// <param name="maxNorm">Rows that are looked up and are longer are first rescaled to this length, in place.</param>
    /// <param name="normType">The order of the norm that measures the length.</param>
    /// <param name="scaleGradByFreq">Divides each row's gradient by the number of times it was looked up.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="ShapeException">The table is not a matrix.</exception>
    /// <exception cref="TensorIndexException">The padding is not a row.</exception>
    public static Embedding FromPretrained(
        Tensor embeddings,
        bool freeze = true,
        int? paddingIdx = null,
        double? maxNorm = null,
        double normType = 2,
        bool scaleGradByFreq = false)
    {
        embeddings.NotNull();
        if (embeddings.Rank != 2) throw new ShapeException($"embedding: the table must be [rows, size], not {embeddings.Shape}");
        // Detached, since otherwise another layer's parameter would become this layer's too, and be frozen or thawed with it.
        var layer = new Embedding(embeddings.Detach(), paddingIdx, maxNorm, normType, scaleGradByFreq);
        layer.Weight.RequiresGrad = !freeze;
        return layer;
    }

    /// <summary>Maps row numbers of any shape to [that shape, embeddingDim].</summary>
    /// <param name="input">Row numbers, int64 or int32, from 0 to below the number of embeddings.</param>
    /// <exception cref="TensorIndexException">A number is not a row.</exception>
    /// <exception cref="DTypeException">The input is not int64 or int32.</exception>
    protected override Tensor Forward(Tensor input) => F.Embedding(input, Weight, PaddingIdx, MaxNorm, NormType, ScaleGradByFreq);

    /// <inheritdoc/>
    protected override string Describe() =>
        $"{Weight.Shape[0]}, {Weight.Shape[1]}{(PaddingIdx is { } row ? $", paddingIdx: {row}" : string.Empty)}";
}
