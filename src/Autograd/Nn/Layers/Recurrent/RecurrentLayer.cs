namespace Autograd.Nn;

/// <summary>
/// What recurrent layers share: weights under PyTorch's keys, layers above one another, both directions, packed sequences.
/// </summary>
/// <typeparam name="TState">The state: a tensor, or two for an LSTM.</typeparam>
public abstract class RecurrentLayer<TState> : Module<Tensor, (Tensor Output, TState State)>
{
    private readonly string _op;
    private readonly int _gates;
    private readonly Generator? _generator;
    private readonly Parameter[][] _weights; // of each layer and direction: input, hidden, their biases, projection

    private protected RecurrentLayer(
        string op,
        int gates,
        int inputSize,
        int hiddenSize,
        int numLayers,
        bool bias,
        bool batchFirst,
        double dropout,
        bool bidirectional,
        int projSize,
        DType dtype,
        Generator? generator)
    {
        LayerSize.RequireAtLeast(0, inputSize, op, nameof(inputSize));
        LayerSize.RequireAtLeast(1, hiddenSize, op, nameof(hiddenSize));
        LayerSize.RequireAtLeast(1, numLayers, op, nameof(numLayers));
        LayerSize.RequireAtLeast(0, projSize, op, nameof(projSize));
        if (projSize >= hiddenSize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(projSize), $"{op}: projSize must be below the hidden size of {hiddenSize}, not {projSize}; 0 is without projection");
        }

        if (!(dropout is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(dropout), $"{op}: dropout must be from 0 to 1, not {dropout}");
        (_op, _gates, _generator) = (op, gates, generator);
        (InputSize, HiddenSize, NumLayers, HasBias) = (inputSize, hiddenSize, numLayers, bias);
        (BatchFirst, Dropout, IsBidirectional, ProjSize) = (batchFirst, dropout, bidirectional, projSize);
        _weights = new Parameter[numLayers * Directions][];
        double bound = 1 / Math.Sqrt(hiddenSize);
        for (int layer = 0; layer < numLayers; layer++)
        {
            for (int direction = 0; direction < Directions; direction++)
            {
                string end = $"_l{layer}{(direction == 1 ? "_reverse" : string.Empty)}";
                int from = layer == 0 ? inputSize : OutSize * Directions;
                var own = new List<Parameter>();
                Add("weight_ih", [gates * hiddenSize, from]);
                Add("weight_hh", [gates * hiddenSize, OutSize]);
                if (bias)
                {
                    Add("bias_ih", [gates * hiddenSize]);
                    Add("bias_hh", [gates * hiddenSize]);
                }

                if (projSize > 0) Add("weight_hr", [projSize, hiddenSize]);
                _weights[layer * Directions + direction] = [.. own];

                void Add(string name, Shape shape) => own.Add(AddParameter(name + end, Tensor.Empty(shape, dtype)));
            }
        }

        using GradModeScope mode = GradMode.NoGrad();
        foreach (Parameter[] own in _weights)
        {
            foreach (Parameter weight in own) Init.Uniform_(weight, -bound, bound, generator);
        }
    }

    /// <summary>The size of an element of the input.</summary>
    public int InputSize { get; }

    /// <summary>The number of units of a layer.</summary>
    public int HiddenSize { get; }

    /// <summary>The number of layers above one another.</summary>
    public int NumLayers { get; }

    /// <summary>Whether there are biases.</summary>
    public bool HasBias { get; }

    /// <summary>Whether batches are [batch, length, …] instead of [length, batch, …].</summary>
    public bool BatchFirst { get; }

    /// <summary>The share of a layer's output that is dropped on its way to the next, in training.</summary>
    public double Dropout { get; }

    /// <summary>Whether each layer runs over the sequence from both ends.</summary>
    public bool IsBidirectional { get; }

    /// <summary>The size of an LSTM's projected hidden state; 0 without projection.</summary>
    public int ProjSize { get; }

    private protected int Directions => IsBidirectional ? 2 : 1;

    private protected int OutSize => ProjSize > 0 ? ProjSize : HiddenSize;

    /// <inheritdoc/>
    protected override string Describe()
    {
        string text = $"{InputSize}, {HiddenSize}";
        if (NumLayers != 1) text += $", numLayers: {NumLayers}";
        if (!HasBias) text += ", bias: false";
        if (BatchFirst) text += ", batchFirst: true";
        if (Dropout != 0) text += string.Create(System.Globalization.CultureInfo.InvariantCulture, $", dropout: {Dropout}");
        if (IsBidirectional) text += ", bidirectional: true";
        return ProjSize > 0 ? text + $", projSize: {ProjSize}" : text;
    }

    /// <summary>The sizes of the states' last dimension.</summary>
    private protected abstract int[] StateSizes { get; }

    /// <summary>A new operation for one direction of one layer.</summary>
    private protected abstract MultiOp Operation(int[] batchSizes, bool reverse);

    /// <summary>The operation's inputs after the sums of the input and the states.</summary>
    private protected abstract (Tensor? Bias, Tensor[] Weights) Parts(
        Parameter? ih, Parameter? hh, Parameter hidden, Parameter? projection);

    /// <summary>Runs over a padded batch, or one sequence.</summary>
    private protected (Tensor Output, Tensor[] States) RunBatch(Tensor input, Tensor[]? states)
    {
        input.NotNull(method: _op);
        foreach (Tensor state in states ?? []) state.NotNull(method: _op);
        if (input.Rank is not (2 or 3))
        {
            string batched = BatchFirst ? "[batch, length, " : "[length, batch, ";
            throw new ShapeException(
                $"{_op}: the input must be {batched}{InputSize}], or [length, {InputSize}] without a batch, not {input.Shape}");
        }

        bool single = input.Rank == 2;
        Tensor x = single ? input.Unsqueeze(1) : BatchFirst ? input.Transpose(0, 1) : input;
        (int length, int batch) = (x.Shape[0], x.Shape[1]);
        if (length == 0) throw new ShapeException($"{_op}: the input {input.Shape} is of length 0: a sequence has at least one element");
        if (single && states is not null)
        {
            for (int i = 0; i < states.Length; i++)
            {
                if (states[i].Rank != 2)
                {
                    throw new ShapeException(
                        $"{_op}: for an input without a batch the state must be {Expected(i)}, not {states[i].Shape}");
                }

                states[i] = states[i].Unsqueeze(1);
            }
        }

        int[] sizes = new int[length];
        Array.Fill(sizes, batch);
        (Tensor rows, Tensor[] last) = Run(x.Reshape(length * batch, x.Shape[2]), sizes, states);
        Tensor output = rows.Reshape(length, batch, rows.Shape[1]);
        if (single) return (output.Squeeze(1), [.. last.Select(state => state.Squeeze(1))]);
        return (BatchFirst ? output.Transpose(0, 1) : output, last);

        string Expected(int i) => $"[{NumLayers * Directions}, {StateSizes[i]}]";
    }

    /// <summary>Runs over packed sequences; the states are in the order of the batch.</summary>
    private protected (Tensor Data, Tensor[] States) RunPacked(Tensor data, PackedSequence packed, Tensor[]? states)
    {
        packed.RequireConsistent(_op);
        foreach (Tensor state in states ?? []) state.NotNull(method: _op);
        if (data.Rank != 2) throw new ShapeException($"{_op}: the packed elements must be [rows, {InputSize}], not {data.Shape}");
        (Tensor rows, Tensor[] last) = Run(data, [.. packed.BatchSizes], Ordered(states, packed.SortedIndices));
        return (rows, Ordered(last, packed.UnsortedIndices)!);

        static Tensor[]? Ordered(Tensor[]? states, IReadOnlyList<int>? order)
        {
            if (states is null || order is null) return states;
            Tensor index = Tensor.Create<long>([.. order.Select(i => (long)i)], [order.Count]);
            return [.. states.Select(state => state.IndexSelect(1, index.To(state.Device)))];
        }
    }

    private (Tensor Rows, Tensor[] States) Run(Tensor rows, int[] sizes, Tensor[]? states)
    {
        Parameter any = _weights[0][0];
        if (rows.Shape[1] != InputSize)
            throw new ShapeException($"{_op}: the input's elements have size {rows.Shape[1]}, and this layer takes {InputSize}");
        if (rows.DType != any.DType)
        {
            throw new DTypeException(
                $"{_op}: the input is {rows.DType.Text()}, but the parameters are {any.DType.Text()}: convert one with To");
        }

        int batch = sizes[0], stack = NumLayers * Directions;
        int[] widths = StateSizes;
        states ??= [.. widths.Select(width => Tensor.Zeros([stack, batch, width], rows.DType, device: rows.Device))];
        for (int i = 0; i < states.Length; i++)
        {
            Shape expected = [stack, batch, widths[i]];
            if (states[i].Shape != expected)
                throw new ShapeException($"{_op}: {(i == 0 ? "the hidden state" : "the cell")} must be {expected}, not {states[i].Shape}");
            if (states[i].DType != rows.DType)
            {
                throw new DTypeException(
                    $"{_op}: the state is {states[i].DType.Text()}, but the input is {rows.DType.Text()}: convert one with To");
            }
        }

        var last = new Tensor[widths.Length][];
        for (int i = 0; i < last.Length; i++) last[i] = new Tensor[stack];
        for (int layer = 0; layer < NumLayers; layer++)
        {
            var outputs = new Tensor[Directions];
            for (int direction = 0; direction < Directions; direction++)
            {
                int at = layer * Directions + direction;
                Parameter[] own = _weights[at];
                (Tensor? bias, Tensor[] weights) = Parts(
                    HasBias ? own[2] : null, HasBias ? own[3] : null, own[1], ProjSize > 0 ? own[^1] : null);
                Tensor sums = F.Linear(rows, own[0], bias);
                Tensor[] all = Operation(sizes, direction == 1).ApplyAll([sums, .. states.Select(state => state[at]), .. weights]);
                outputs[direction] = all[0];
                for (int i = 0; i < last.Length; i++) last[i][at] = all[1 + i];
            }

            rows = outputs.Length == 1 ? outputs[0] : Tensor.Cat(outputs, 1);
            if (Dropout > 0 && layer < NumLayers - 1) rows = F.Dropout(rows, Dropout, IsTraining, _generator);
        }

        return (rows, [.. last.Select(layers => Tensor.Stack(layers))]);
    }
}
