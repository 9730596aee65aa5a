namespace Autograd.Nn;

/// <summary>A step of an <see cref="Lstm"/> layer.</summary>
public sealed class LstmCell : RecurrentCell<(Tensor Hidden, Tensor Cell)>
{
    /// <summary>Creates the cell. Weights and biases are uniform within ±1/√hiddenSize.</summary>
    /// <param name="inputSize">The size of the input's last dimension.</param>
    /// <param name="hiddenSize">The number of units.</param>
    /// <param name="bias">Whether there are biases.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="generator">The source of the start values; null for <see cref="Generator.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is one that it cannot be.</exception>
    public LstmCell(
        int inputSize,
        int hiddenSize,
        bool bias = true,
        DType dtype = DType.Float32,
        Generator? generator = null)
        : base("lstm_cell", 4, inputSize, hiddenSize, bias, dtype, generator)
    {
    }

    /// <summary>A step from a given state.</summary>
    /// <param name="input">[batch, inputSize], or [inputSize].</param>
    /// <param name="state">The hidden state and the cell, [batch, hiddenSize] or [hiddenSize].</param>
    /// <returns>The hidden state and the cell after it.</returns>
    /// <exception cref="ShapeException">The input or the state does not fit.</exception>
    /// <exception cref="DTypeException">They are of another dtype than the weights.</exception>
    public (Tensor Hidden, Tensor Cell) Call(Tensor input, (Tensor Hidden, Tensor Cell) state) =>
        CallWith(input, x => Next(x, [state.Hidden, state.Cell]));

    /// <summary>A step from a state of zeros.</summary>
    /// <param name="input">[batch, size], or [size] for one sequence.</param>
    /// <exception cref="ShapeException">The input does not fit.</exception>
    /// <exception cref="DTypeException">It is of another dtype than the weights.</exception>
    protected override (Tensor Hidden, Tensor Cell) Forward(Tensor input) => Next(input, null);

    private (Tensor Hidden, Tensor Cell) Next(Tensor input, Tensor[]? state)
    {
        Tensor[] next = Run(sizes => new LstmOp(sizes, reverse: false), input, state, 2, bothBiases: true);
        return (next[0], next[1]);
    }
}
