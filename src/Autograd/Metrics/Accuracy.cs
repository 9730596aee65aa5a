namespace Autograd.Metrics;

/// <summary>The part of the predictions that is right.</summary>
public static class Accuracy
{
    /// <summary>The part, from 0 to 1, of samples whose predicted class is their own.</summary>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="predictions">The predicted class of each sample.</param>
    /// <exception cref="MetricException">Unequal lengths, or no samples.</exception>
    public static double Score(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions)
    {
        BinaryLabels.RequirePairs("accuracy", labels.Length, "predictions", predictions.Length);
        int right = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == predictions[i]) right++;
        }

        return (double)right / labels.Length;
    }

    /// <summary>The part, from 0 to 1, of samples whose predicted class is their own.</summary>
    /// <param name="labels">Class numbers [N], of an integer dtype or bool.</param>
    /// <param name="predictions">Class numbers [N], or scores, logits or probabilities [N, C], of which each row's highest counts.</param>
    /// <exception cref="MetricException">Unequal lengths, or no samples.</exception>
    /// <exception cref="DTypeException">Class numbers of a floating dtype.</exception>
    /// <exception cref="ShapeException">Other numbers of dimensions.</exception>
    public static double Score(Tensor labels, Tensor predictions) =>
        Score(ClassNumbers.Labels("accuracy", "labels", labels), ClassNumbers.Predictions("accuracy", predictions));
}
