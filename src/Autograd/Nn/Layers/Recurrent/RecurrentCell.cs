namespace Autograd.Nn;

/// <summary>What the cells of recurrent layers share: a step of one layer, with PyTorch's keys.</summary>
/// <typeparam name="TState">The state: a tensor, or two for an LSTM.</typeparam>
public abstract class RecurrentCell<TState> : Module<Tensor, TState>
{
    private readonly string _op;

    private protected RecurrentCell(string op, int gates, int inputSize, int hiddenSize, bool bias, DType dtype, Generator? generator)
    {
        LayerSize.RequireAtLeast(0, inputSize, op, nameof(inputSize));
        LayerSize.RequireAtLeast(1, hiddenSize, op, nameof(hiddenSize));
        (_op, InputSize, HiddenSize) = (op, inputSize, hiddenSize);
        WeightIh = AddParameter("weight_ih", Tensor.Empty([gates * hiddenSize, inputSize], dtype));
        WeightHh = AddParameter("weight_hh", Tensor.Empty([gates * hiddenSize, hiddenSize], dtype));
        if (bias)
        {
            BiasIh = AddParameter("bias_ih", Tensor.Empty([gates * hiddenSize], dtype));
            BiasHh = AddParameter("bias_hh", Tensor.Empty([gates * hiddenSize], dtype));
        }

        double bound = 1 / Math.Sqrt(hiddenSize);
        using GradModeScope mode = GradMode.NoGrad();
        foreach (Parameter? weight in (Parameter?[])[WeightIh, WeightHh, BiasIh, BiasHh])
        {
            if (weight is not null) Init.Uniform_(weight, -bound, bound, generator);
        }
    }

    /// <summary>The size of the input's last dimension.</summary>
    public int InputSize { get; }

    /// <summary>The number of units.</summary>
    public int HiddenSize { get; }

    /// <summary>[gates · hiddenSize, inputSize].</summary>
    public Parameter WeightIh { get; }

    /// <summary>[gates · hiddenSize, hiddenSize].</summary>
    public Parameter WeightHh { get; }

    /// <summary>[gates · hiddenSize]; null without biases.</summary>
    public Parameter? BiasIh { get; }

    /// <summary>[gates · hiddenSize]; null without biases.</summary>
    public Parameter? BiasHh { get; }

    /// <inheritdoc/>
    protected override string Describe() => $"{InputSize}, {HiddenSize}{(BiasIh is null ? ", bias: false" : string.Empty)}";

    /// <summary>Runs a step; states are zeros where null.</summary>
    private protected Tensor[] Run(
        Func<int[], MultiOp> operation, Tensor input, Tensor[]? states, int count, bool bothBiases, params Tensor[] more)
    {
        input.NotNull(method: _op);
        bool single = input.Rank == 1;
        if (input.Rank is not (1 or 2) || input.Shape[^1] != InputSize)
            throw new ShapeException($"{_op}: the input must be [batch, {InputSize}] or [{InputSize}], not {input.Shape}");
        if (input.DType != WeightIh.DType)
        {
            throw new DTypeException(
                $"{_op}: the input is {input.DType.Text()}, but the parameters are {WeightIh.DType.Text()}: convert one with To");
        }

        Tensor x = single ? input.Unsqueeze(0) : input;
        int batch = x.Shape[0];
        var before = new Tensor[count];
        for (int i = 0; i < count; i++)
        {
            if (states is null)
            {
                before[i] = Tensor.Zeros([batch, HiddenSize], x.DType, device: x.Device);
                continue;
            }

            states[i].NotNull("state", _op);
            Shape expected = single ? [HiddenSize] : [batch, HiddenSize];
            if (states[i].Shape != expected) throw new ShapeException($"{_op}: the state must be {expected}, not {states[i].Shape}");
            if (states[i].DType != x.DType)
            {
                throw new DTypeException(
                    $"{_op}: the state is {states[i].DType.Text()}, but the input is {x.DType.Text()}: convert one with To");
            }

            before[i] = single ? states[i].Unsqueeze(0) : states[i];
        }

        Tensor? bias = BiasIh is null ? null : bothBiases ? BiasIh + BiasHh! : BiasIh;
        Tensor[] outputs = operation([batch]).ApplyAll([F.Linear(x, WeightIh, bias), .. before, WeightHh, .. more]);
        return [.. outputs.Skip(1).Take(count).Select(state => single ? state.Squeeze(0) : state)];
    }
}
