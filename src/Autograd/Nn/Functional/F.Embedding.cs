namespace Autograd.Nn;

public static partial class F
{
    /// <summary>Looks up rows of a table by row number.</summary>
    /// <param name="input">Row numbers of any shape, int64 or int32.</param>
    /// <param name="weight">The table [rows, size].</param>
    /// <param name="paddingIdx">A row that gets no gradient; a negative number counts from the end. None if not given.</param>
    /// <param name="maxNorm">Rows that are looked up and are longer are first rescaled to this length, in place and unrecorded.</param>
    /// <param name="normType">The order of the norm that measures the length.</param>
    /// <param name="scaleGradByFreq">Divides each row's gradient by the number of times it was looked up.</param>
    /// <returns>[input's shape, size]. Gradient: added to the rows that were read.</returns>
    /// <exception cref="TensorIndexException">A number, or the padding, is not a row.</exception>
    /// <exception cref="ShapeException">The weight is not [rows, size].</exception>
    /// <exception cref="DTypeException">The input is not int64 or int32.</exception>
    public static Tensor Embedding(
        Tensor input, Tensor weight, int? paddingIdx = null, double? maxNorm = null, double normType = 2, bool scaleGradByFreq = false)
    {
        input.NotNull();
        weight.NotNull();
        int padding = paddingIdx is { } given ? PaddingRow(given, weight.Rank > 0 ? weight.Shape[0] : 0) : -1;
        var op = new EmbeddingOp(padding, scaleGradByFreq);
        op.Infer([weight.Spec, input.Spec]);
        if (maxNorm is { } most) Shorten(input, weight, most, normType);
        return op.Apply(weight, input);
    }

    /// <summary>One-hot vectors: zeros with a 1 at the index that each class number gives.</summary>
    /// <param name="input">Class numbers of any shape, int64 or int32, from 0.</param>
    /// <param name="numClasses">The number of classes; if not given, one more than the largest number.</param>
    /// <returns>[input's shape, classes], int64. No gradient.</returns>
    /// <exception cref="TensorIndexException">A number is not a class.</exception>
    /// <exception cref="DTypeException">The input is not int64 or int32.</exception>
    /// <exception cref="ShapeException">The input is empty and the number of classes is not given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is not positive.</exception>
    public static Tensor OneHot(Tensor input, int? numClasses = null)
    {
        input.NotNull();
        if (input.DType is not (DType.Int64 or DType.Int32))
            throw new DTypeException(
                $"one_hot: the input must be whole class numbers (int64 or int32), not {input.DType.Text()}; convert with To(DType.Int64)");
        if (numClasses <= 0)
            throw new ArgumentOutOfRangeException(nameof(numClasses), $"one_hot: the number of classes is at least 1, not {numClasses}");
        if (input.Numel == 0)
        {
            return numClasses is { } known
                ? Tensor.Zeros([.. input.Shape, known], DType.Int64, device: input.Device)
                : throw new ShapeException($"one_hot: the input {input.Shape} is empty, and the number of classes must be given");
        }

        long least = input.Min().Item<long>(), most = input.Max().Item<long>();
        if (least < 0) throw new TensorIndexException($"one_hot: {least} is not a class: classes are numbered from 0");
        if (most >= numClasses)
            throw new TensorIndexException($"one_hot: {most} is not a class: there are {numClasses}, numbered from 0");
        long classes = numClasses ?? (most < long.MaxValue ? most + 1 : most);
        if (classes > Array.MaxLength / input.Numel)
            throw new ShapeException($"one_hot: {classes} classes for each element of {input.Shape} are more than a tensor can hold");
        return input.Unsqueeze(-1).Eq(Tensor.Arange(classes, device: input.Device)).To(DType.Int64);
    }

    internal static int PaddingRow(int index, int rows)
    {
        if (index < -rows || index >= rows)
            throw new TensorIndexException($"embedding: the padding {index} is not a row: there are {rows}");
        return index < 0 ? index + rows : index;
    }

    private static void Shorten(Tensor input, Tensor weight, double maxNorm, double normType)
    {
        using GradModeScope mode = GradMode.NoGrad();
        long[] asked = [.. input.ToArray<long>().Distinct().Order()];
        if (asked.Length == 0 || asked[0] < 0 || asked[^1] >= weight.Shape[0]) return; // the operation itself complains
        Tensor index = Tensor.FromArray(asked, device: weight.Device);
        double[] norms = VectorNorm("embedding", weight.IndexSelect(0, index), normType, 1, keepDim: false).ToArray<double>();
        for (int i = 0; i < norms.Length; i++)
        {
            if (norms[i] > maxNorm) weight.Select(0, (int)asked[i]).Mul_(maxNorm / (norms[i] + 1e-7));
        }
    }
}
