using Autograd.Metrics;

namespace Autograd.Tests.Metrics;

public sealed class ClassMetricsTests
{
    private static readonly int[] s_labels = [0, 1, 2, 2, 1, 0, 2], s_predictions = [0, 2, 2, 1, 1, 0, 2];

    [Fact]
    public void The_matrix_counts_true_classes_by_row()
    {
        var matrix = ConfusionMatrix.Create(s_labels, s_predictions);
        Assert.Equal([2L, 0, 0, 0, 1, 1, 0, 1, 2], matrix.ToTensor().ToArray<long>());
        Assert.Equal((3, 7L, 5 / 7.0), (matrix.Classes, matrix.Total, matrix.Accuracy));
        Assert.Equal("2  0  0\n0  1  1\n0  1  2", matrix.ToString());
        Assert.Equal(new PrecisionRecallF1(2 / 3.0, 2 / 3.0, 4 / 6.0, 3), PrecisionRecallF1.Of(matrix, 2));
        Assert.Equal(4, ConfusionMatrix.Create(s_labels, s_predictions, classes: 4).Classes);
    }

    [Fact]
    public void Tensors_hold_classes_or_scores()
    {
        Tensor labels = Tensor.Create(s_labels), logits = Tensor.Zeros([7, 3]);
        for (int i = 0; i < 7; i++) logits[i, s_predictions[i]] = 1;
        Assert.Equal(5 / 7.0, Accuracy.Score(labels, logits));
        Assert.Equal(5 / 7.0, Accuracy.Score(labels, Tensor.Create(s_predictions)));
        Assert.Equal(5 / 7.0, Accuracy.Score(s_labels, s_predictions));
        Assert.Equal(3, ConfusionMatrix.Create(labels[..2], logits[..2]).Classes);
        Assert.Throws<DTypeException>(() => Accuracy.Score(labels.To(DType.Float32), logits));
        Assert.Throws<ShapeException>(() => Accuracy.Score(logits.To(DType.Int64), logits));
    }

    [Fact]
    public void What_is_not_found_counts_as_0() =>
        Assert.Equal(new PrecisionRecallF1(0, 0, 0, 0), PrecisionRecallF1.Create([0, 0], [0, 0]));

    [Fact]
    public void What_cannot_be_counted_is_refused()
    {
        RocAucTests.Refused("no samples", () => Accuracy.Score([], ReadOnlySpan<int>.Empty));
        RocAucTests.Refused("1 labels and 2 predictions", () => Accuracy.Score([0], [0, 1]));
        RocAucTests.Refused("label 1 is -1", () => ConfusionMatrix.Create([0, -1], [0, 0]));
        RocAucTests.Refused("prediction 0 is 3", () => ConfusionMatrix.Create([0], [3], classes: 3));
        RocAucTests.Refused("2147483647", () => ConfusionMatrix.Create([int.MaxValue], [0]));
        RocAucTests.Refused("label 0 is 2", () => PrecisionRecallF1.Create([2], [1]));
        RocAucTests.Refused("no class 3", () => PrecisionRecallF1.Of(ConfusionMatrix.Create(s_labels, s_predictions), 3));
    }
}
