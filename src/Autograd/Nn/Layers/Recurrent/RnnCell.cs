namespace Autograd.Nn;

/// <summary>A step of an <see cref="Rnn"/> layer.</summary>
public sealed class RnnCell : RecurrentCell<Tensor>
{
    private readonly bool _relu;

    /// <summary>Creates the cell. Weights and biases are uniform within ±1/√hiddenSize.</summary>
    /// <param name="inputSize">The size of the input's last dimension.</param>
    /// <param name="hiddenSize">The number of units.</param>
    /// <param name="bias">Whether there are biases.</param>
    /// <param name="nonlinearity">The function of the sums.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="generator">The source of the start values; null for <see cref="Generator.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is one that it cannot be.</exception>
    public RnnCell(
        int inputSize,
        int hiddenSize,
        bool bias = true,
        RnnNonlinearity nonlinearity = RnnNonlinearity.Tanh,
        DType dtype = DType.Float32,
        Generator? generator = null)
        : base("rnn_cell", 1, inputSize, hiddenSize, bias, dtype, generator)
    {
        _relu = nonlinearity switch
        {
            RnnNonlinearity.Tanh => false,
            RnnNonlinearity.Relu => true,
            _ => throw new ArgumentOutOfRangeException(nameof(nonlinearity), $"rnn_cell: there is no nonlinearity {nonlinearity}"),
        };
    }

    /// <summary>A step from a given state.</summary>
    /// <param name="input">[batch, inputSize], or [inputSize].</param>
    /// <param name="state">The hidden state, [batch, hiddenSize] or [hiddenSize].</param>
    /// <returns>The hidden state after it.</returns>
    /// <exception cref="ShapeException">The input or the state does not fit.</exception>
    /// <exception cref="DTypeException">They are of another dtype than the weights.</exception>
    public Tensor Call(Tensor input, Tensor state) => CallWith(input, x => Next(x, [state]));

    /// <summary>A step from a state of zeros.</summary>
    /// <param name="input">[batch, size], or [size] for one sequence.</param>
    /// <exception cref="ShapeException">The input does not fit.</exception>
    /// <exception cref="DTypeException">It is of another dtype than the weights.</exception>
    protected override Tensor Forward(Tensor input) => Next(input, null);

    private Tensor Next(Tensor input, Tensor[]? state)
    {
        return Run(sizes => new RnnOp(sizes, reverse: false, _relu), input, state, 1, bothBiases: true)[0];
    }
}
