namespace Autograd.Nn;

/// <summary>A long short-term memory: a recurrent layer whose cell is kept, forgotten and read through gates.</summary>
/// <remarks>
/// i, f, o = σ(…), g = tanh(…), c = f · c + i · g, h = o · tanh(c), where … is W·x + b + U·h + d of each. Source: Hochreiter and
/// Schmidhuber (1997), "Long short-term memory"; in PyTorch's form and under its keys.
/// </remarks>
public sealed class Lstm : RecurrentLayer<(Tensor Hidden, Tensor Cell)>
{
    /// <summary>Creates the layer. Weights and biases are uniform within ±1/√hiddenSize.</summary>
    /// <param name="inputSize">The size of an element of the input.</param>
    /// <param name="hiddenSize">The number of units.</param>
    /// <param name="numLayers">The number of layers above one another.</param>
    /// <param name="bias">Whether there are biases.</param>
    /// <param name="batchFirst">Whether batches are [batch, length, …] instead of [length, batch, …].</param>
    /// <param name="dropout">The share of each layer's output but the last's that is dropped in training.</param>
    /// <param name="bidirectional">Whether each layer runs from both ends.</param>
    /// <param name="projSize">The size of the hidden state after a projection; 0 for none.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="generator">The source of the start values and of dropout's masks; null for <see cref="Generator.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size or the share is one that it cannot be.</exception>
    public Lstm(
        int inputSize,
        int hiddenSize,
        int numLayers = 1,
        bool bias = true,
        bool batchFirst = false,
        double dropout = 0,
        bool bidirectional = false,
        int projSize = 0,
        DType dtype = DType.Float32,
        Generator? generator = null)
        : base("lstm", 4, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, projSize, dtype, generator)
    {
    }

    private protected override int[] StateSizes => [OutSize, HiddenSize];

    /// <summary>Runs over a batch from a given state.</summary>
    /// <param name="input">[length, batch, inputSize], [batch, length, inputSize] with <c>batchFirst</c>, or [length, inputSize].</param>
    /// <param name="state">The hidden state [layers · directions, batch, out], and the cell [layers · directions, batch,
    /// hiddenSize].</param>
    /// <returns>The hidden states of the last layer [length, batch, directions · out], and the last state of every layer.</returns>
    /// <exception cref="ShapeException">The input or the state does not fit.</exception>
    /// <exception cref="DTypeException">They are of another dtype than the weights.</exception>
    public (Tensor Output, (Tensor Hidden, Tensor Cell) State) Call(Tensor input, (Tensor Hidden, Tensor Cell) state) =>
        CallWith(input, x => Joined(RunBatch(x, [state.Hidden, state.Cell])));

    /// <summary>Runs over sequences of several lengths.</summary>
    /// <param name="input">The packed sequences.</param>
    /// <param name="state">The state to begin with, in the order of the batch; zeros if null.</param>
    /// <returns>The packed hidden states of the last layer, and the state of every layer after each sequence's last element.</returns>
    /// <exception cref="ShapeException">The input or the state does not fit.</exception>
    /// <exception cref="DTypeException">They are of another dtype than the weights.</exception>
    public (PackedSequence Output, (Tensor Hidden, Tensor Cell) State) Call(
        PackedSequence input, (Tensor Hidden, Tensor Cell)? state = null)
    {
        input.NotNull(method: nameof(Lstm));
        Tensor[]? states = state is { } given ? [given.Hidden, given.Cell] : null;
        (Tensor data, (Tensor, Tensor) last) = CallWith(input.Data, x => Joined(RunPacked(x, input, states)));
        return (input with { Data = data }, last);
    }

    /// <summary>Runs over a batch from a state of zeros.</summary>
    /// <param name="input">[time, batch, size] ([batch, time, size] with batchFirst), or [time, size] for one sequence.</param>
    /// <exception cref="ShapeException">The input does not fit.</exception>
    /// <exception cref="DTypeException">It is of another dtype than the weights.</exception>
    protected override (Tensor Output, (Tensor Hidden, Tensor Cell) State) Forward(Tensor input) => Joined(RunBatch(input, null));

    private protected override MultiOp Operation(int[] batchSizes, bool reverse) => new LstmOp(batchSizes, reverse);

    private protected override (Tensor? Bias, Tensor[] Weights) Parts(
        Parameter? ih, Parameter? hh, Parameter hidden, Parameter? projection) =>
        (ih is null ? null : ih + hh!, projection is null ? [hidden] : [hidden, projection]);

    private static (Tensor, (Tensor, Tensor)) Joined((Tensor Output, Tensor[] States) run) => (run.Output, (run.States[0], run.States[1]));
}
