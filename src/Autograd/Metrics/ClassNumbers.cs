namespace Autograd.Metrics;

/// <summary>Reads class numbers from tensors.</summary>
internal static class ClassNumbers
{
    /// <summary>Class numbers [N] as they are; scores, logits or probabilities [N, C] as each row's best class.</summary>
    /// <exception cref="DTypeException">A vector that does not hold whole numbers.</exception>
    /// <exception cref="ShapeException">Another number of dimensions.</exception>
    public static int[] Predictions(string metric, Tensor predictions)
    {
        predictions.NotNull(method: metric);
        return predictions.Rank == 2 ? predictions.Detach().ArgMax(1).ToArray<int>() : Labels(metric, "predictions", predictions);
    }

    /// <summary>Class numbers [N].</summary>
    /// <exception cref="DTypeException">They are not whole numbers.</exception>
    /// <exception cref="ShapeException">There is not one dimension.</exception>
    public static int[] Labels(string metric, string what, Tensor labels)
    {
        labels.NotNull(what, metric);
        if (labels.DType.IsFloating())
        {
            throw new DTypeException(
                $"{metric}: the {what} are class numbers, which are integers or bool, not {labels.DType.Text()}; compare or ArgMax first");
        }

        if (labels.Rank != 1)
            throw new ShapeException($"{metric}: the {what} are a vector of one class number a sample, not {labels.Shape}");
        return labels.Detach().ToArray<int>();
    }
}
