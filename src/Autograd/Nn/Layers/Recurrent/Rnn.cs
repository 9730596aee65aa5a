namespace Autograd.Nn;

/// <summary>A plain recurrent layer: h = tanh(W·x + b + U·h + d), or relu in the place of tanh.</summary>
/// <remarks>
/// Source: Elman (1990), "Finding structure in time"; in PyTorch's form and under its keys.
/// </remarks>
public sealed class Rnn : RecurrentLayer<Tensor>
{
    private readonly bool _relu;

    /// <summary>Creates the layer. Weights and biases are uniform within ±1/√hiddenSize.</summary>
    /// <param name="inputSize">The size of an element of the input.</param>
    /// <param name="hiddenSize">The number of units.</param>
    /// <param name="numLayers">The number of layers above one another.</param>
    /// <param name="nonlinearity">The function of the sums.</param>
    /// <param name="bias">Whether there are biases.</param>
    /// <param name="batchFirst">Whether batches are [batch, length, …] instead of [length, batch, …].</param>
    /// <param name="dropout">The share of each layer's output but the last's that is dropped in training.</param>
    /// <param name="bidirectional">Whether each layer runs from both ends.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="generator">The source of the start values and of dropout's masks; null for <see cref="Generator.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size or the share is one that it cannot be.</exception>
    public Rnn(
        int inputSize,
        int hiddenSize,
        int numLayers = 1,
        RnnNonlinearity nonlinearity = RnnNonlinearity.Tanh,
        bool bias = true,
        bool batchFirst = false,
        double dropout = 0,
        bool bidirectional = false,
        DType dtype = DType.Float32,
        Generator? generator = null)
        : base("rnn", 1, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, projSize: 0, dtype, generator)
    {
        _relu = nonlinearity switch
        {
            RnnNonlinearity.Tanh => false,
            RnnNonlinearity.Relu => true,
            _ => throw new ArgumentOutOfRangeException(nameof(nonlinearity), $"rnn: there is no nonlinearity {nonlinearity}"),
        };
    }

    private protected override int[] StateSizes => [HiddenSize];

    /// <summary>Runs over a batch from a given state.</summary>
    /// <param name="input">[length, batch, inputSize], [batch, length, inputSize] with <c>batchFirst</c>, or [length, inputSize].</param>
    /// <param name="state">The hidden state [layers · directions, batch, hiddenSize].</param>
    /// <returns>The hidden states of the last layer [length, batch, directions · hiddenSize], and the last one of every layer.</returns>
    /// <exception cref="ShapeException">The input or the state does not fit.</exception>
    /// <exception cref="DTypeException">They are of another dtype than the weights.</exception>
    public (Tensor Output, Tensor State) Call(Tensor input, Tensor state) => CallWith(input, x => Joined(RunBatch(x, [state])));

    /// <summary>Runs over sequences of several lengths.</summary>
    /// <param name="input">The packed sequences.</param>
    /// <param name="state">The hidden state to begin with, in the order of the batch; zeros if null.</param>
    /// <returns>The packed hidden states of the last layer, and that of every layer after each sequence's last element.</returns>
    /// <exception cref="ShapeException">The input or the state does not fit.</exception>
    /// <exception cref="DTypeException">They are of another dtype than the weights.</exception>
    public (PackedSequence Output, Tensor State) Call(PackedSequence input, Tensor? state = null)
    {
        input.NotNull(method: nameof(Rnn));
        (Tensor data, Tensor last) = CallWith(input.Data, x => Joined(RunPacked(x, input, state is null ? null : [state])));
        return (input with { Data = data }, last);
    }

    /// <summary>Runs over a batch from a state of zeros.</summary>
    /// <param name="input">[time, batch, size] ([batch, time, size] with batchFirst), or [time, size] for one sequence.</param>
    /// <exception cref="ShapeException">The input does not fit.</exception>
    /// <exception cref="DTypeException">It is of another dtype than the weights.</exception>
    protected override (Tensor Output, Tensor State) Forward(Tensor input) => Joined(RunBatch(input, null));

    private protected override MultiOp Operation(int[] batchSizes, bool reverse) => new RnnOp(batchSizes, reverse, _relu);

    private protected override (Tensor? Bias, Tensor[] Weights) Parts(
        Parameter? ih, Parameter? hh, Parameter hidden, Parameter? projection) =>
        (ih is null ? null : ih + hh!, [hidden]);

    private static (Tensor, Tensor) Joined((Tensor Output, Tensor[] States) run) => (run.Output, run.States[0]);
}
