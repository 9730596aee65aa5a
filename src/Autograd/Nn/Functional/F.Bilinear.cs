namespace Autograd.Nn;

public static partial class F
{
    /// <summary>x1 · weight[o] · x2 + bias[o] for each output o.</summary>
    /// <param name="input1">[…, in1]: any number of leading dimensions, including none. Floating.</param>
    /// <param name="input2">[…, in2], with the same leading dimensions.</param>
    /// <param name="weight">[out, in1, in2].</param>
    /// <param name="bias">[out], or none.</param>
    /// <returns>[…, out].</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ.</exception>
    public static Tensor Bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null)
    {
        input1.NotNull();
        input2.NotNull();
        weight.NotNull();
        const string Op = "bilinear";
        if (weight.Rank != 3) throw new ShapeException($"{Op}: the weight must be [out, in1, in2], not {weight.Shape}");
        int outputs = weight.Shape[0], first = weight.Shape[1], second = weight.Shape[2];
        if (input1.Rank == 0 || input2.Rank != input1.Rank || input1.Shape[^1] != first || input2.Shape[^1] != second
            || !input1.Shape.AsSpan()[..^1].SequenceEqual(input2.Shape.AsSpan()[..^1]))
        {
            throw new ShapeException(
                $"{Op}: the inputs must be […, {first}] and […, {second}] with the same leading dimensions, not "
                + $"{input1.Shape} and {input2.Shape} (weight {weight.Shape})");
        }

        if (bias is not null && bias.Shape != [outputs])
            throw new ShapeException($"{Op}: the bias must be [{outputs}], one for each output, not {bias.Shape}");
        if (input1.DType != weight.DType || input2.DType != weight.DType)
            throw new DTypeException(
                $"{Op}: the inputs are {input1.DType.Text()} and {input2.DType.Text()}, but the weight is "
                + $"{weight.DType.Text()}: convert with To");
        ReadOnlySpan<int> lead = input1.Shape.AsSpan()[..^1];
        int rows = input1.Numel / Math.Max(1, first);
        if (first == 0) rows = lead.Length == 0 ? 1 : Shape.Create(lead).Numel;
        Tensor halves =
            input1.Reshape(rows, first).MatMul(weight.Permute(1, 0, 2).Reshape(first, outputs * second)).Reshape(rows, outputs, second);
        Tensor result = halves.MatMul(input2.Reshape(rows, second, 1)).Reshape([.. lead, outputs]).AsResult();
        return bias is null ? result : result + bias;
    }
}
