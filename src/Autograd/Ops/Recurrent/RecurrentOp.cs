namespace Autograd;

/// <summary>
/// One direction of one recurrent layer over a whole sequence. Its rows are those of a packed sequence: step t has the first
/// <c>batchSizes[t]</c> samples, one after the other, so that a batch of equal lengths is the case where all are equal.
/// </summary>
/// <remarks>
/// The product of the input with its weight is taken before, for all steps at once; here each step adds the product of the hidden state and
/// runs one kernel. The backward pass runs one kernel a step too, and takes the weight's gradient of all steps as one product. Where it is
/// recorded (gradients of gradients), it is made of tensor operations instead.
/// </remarks>
internal abstract class RecurrentOp(int[] batchSizes, bool reverse) : FusedOp
{
    protected int Rows => batchSizes.Sum();

    /// <summary>The size of a state, which says what shape the other inputs must have.</summary>
    protected int StateSize(TensorSpec state, string name)
    {
        if (state.Shape.Rank == 2 && state.Shape[0] == batchSizes[0] && state.Shape[1] > 0) return state.Shape[1];
        throw new ShapeException($"{Name}: {name} must be [{batchSizes[0]}, size] with a size of at least 1, not {state.Shape}");
    }

    protected void Require(TensorSpec input, string name, Shape expected)
    {
        if (input.Shape != expected) throw new ShapeException($"{Name}: {name} must be {expected}, not {input.Shape}");
    }

    /// <summary>The kernels read all inputs as numbers of one dtype.</summary>
    protected void RequireOneDType(ReadOnlySpan<TensorSpec> inputs)
    {
        foreach (TensorSpec input in inputs)
        {
            if (input.DType == inputs[0].DType && input.DType.IsFloating()) continue;
            throw new DTypeException(
                $"{Name}: the inputs must be of one floating dtype, not {inputs[0].DType.Text()} and {input.DType.Text()}: "
                + "convert with To");
        }
    }

    /// <summary>Where the steps' rows begin and how many there are, in the order of the computation.</summary>
    protected (int Start, int Count)[] Steps()
    {
        var steps = new (int, int)[batchSizes.Length];
        int start = 0;
        for (int t = 0; t < steps.Length; start += batchSizes[t++]) steps[reverse ? steps.Length - 1 - t : t] = (start, batchSizes[t]);
        return steps;
    }

    /// <summary>Runs a step on the first rows of each state, leaves the others as they are, and joins the rows of all steps.</summary>
    protected (Tensor Rows, Tensor[] States) Walk(Tensor[] states, Func<int, int, Tensor[], Tensor[]> step)
    {
        var rows = new Tensor[batchSizes.Length];
        (int Start, int Count)[] steps = Steps();
        for (int t = 0; t < steps.Length; t++)
        {
            (int start, int count) = steps[t];
            Tensor[] next = step(start, count, [.. states.Select(state => state.Narrow(0, 0, count))]);
            rows[reverse ? steps.Length - 1 - t : t] = next[0];
            for (int s = 0; s < states.Length; s++)
            {
                int rest = states[s].Shape[0] - count;
                states[s] = rest == 0 ? next[s] : Tensor.Cat([next[s], states[s].Narrow(0, count, rest)]);
            }
        }

        return (rows.Length == 1 ? rows[0] : Tensor.Cat(rows), states);
    }

    protected static Tensor Zeros(Tensor? given, Tensor like) => given is null ? like.ZerosLike() : given.CopyData();

    protected static void Copy(Tensor from, Tensor to) => to.Device.Copy(from.Raw, to.Raw);

    protected static void Multiply(Tensor a, Tensor b, Tensor into, bool accumulate) =>
        into.Device.MatMul(a.Raw, b.Raw, into.Raw, accumulate);
}
