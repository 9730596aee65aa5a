using Autograd.Metrics;
using FsCheck.Xunit;

namespace Autograd.Tests.Metrics;

public sealed class RocAucTests
{
    // From scikit-learn 1.2.1: roc_auc_score, and precision_recall_fscore_support of scores > 0.4.
    private static readonly int[] s_labels =
        [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1];

    private static readonly double[] s_scores =
    [
        -1.0, 0.6, -0.5, 1.1, 1.0, 0.6, -1.7, -0.5, -0.0, 0.1, -1.5, 0.3, -0.2, -0.8, 1.1, -0.0, -0.0, 1.7, -0.6, -0.1,
        0.9, 0.1, -1.2, 0.1, 2.2, -1.5, 1.7, 0.1, -0.6, 2.8, 1.6, -0.4, 0.9, 1.4, 0.6, 1.5, 0.7, 1.5, 1.4, 0.1,
    ];

    [Fact]
    public void It_is_scikit_learns()
    {
        Assert.Equal(0.77734375, RocAuc.Score(s_labels, s_scores), 15);
        Assert.Equal(0.77734375, RocAuc.Score(Tensor.Create(s_labels).To(DType.Bool), Tensor.Create(s_scores)), 15);
        Assert.Equal(0.77734375, RocAuc.Score(s_labels, Array.ConvertAll(s_scores, x => (float)x)), 15);
        var curve = RocCurve.Create(s_labels, s_scores);
        Assert.Equal(25, curve.Thresholds.Count);
        Assert.Equal(4 / 24.0, curve.TruePositiveRates[3]);
        var found = PrecisionRecallF1.Create(s_labels, Array.ConvertAll(s_scores, x => x > 0.4 ? 1 : 0));
        Assert.Equal((0.8888888888888888, 0.6666666666666666, 0.761904761904762), (found.Precision, found.Recall, Math.Round(found.F1, 15)));
    }

    [Fact]
    public void Perfect_wrong_and_blind_scores()
    {
        Assert.Equal(1, RocAuc.Score([0, 1, 0, 1], [0.0, 1, double.NegativeInfinity, double.PositiveInfinity]));
        Assert.Equal(0, RocAuc.Score([1, 0], [0.0, 1]));
        Assert.Equal(0.5, RocAuc.Score([1, 0, 1], [0.0, -0.0, 0]));
    }

    [Property]
    public bool It_is_the_part_of_pairs_in_the_right_order(int[] drawn)
    {
        (int[] labels, double[] scores) = Table(drawn);
        double won = 0, pairs = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            for (int j = 0; j < labels.Length; j++)
            {
                if (labels[i] != 1 || labels[j] != 0) continue;
                pairs++;
                won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }

        return RocAuc.Score(labels, scores) == won / pairs;
    }

    [Property]
    public bool Only_the_order_of_the_scores_matters(int[] drawn)
    {
        (int[] labels, double[] scores) = Table(drawn);
        double area = RocAuc.Score(labels, scores);
        return area == RocAuc.Score(labels, Array.ConvertAll(scores, x => Math.Exp(x / 10) - 3))
            && Math.Abs(1 - area - RocAuc.Score(labels, Array.ConvertAll(scores, x => -x))) < 1e-15;
    }

    [Property]
    public bool The_trapezoids_under_the_curve_add_up_to_it(int[] drawn)
    {
        (int[] labels, double[] scores) = Table(drawn);
        var curve = RocCurve.Create(labels, scores);
        double area = 0;
        for (int i = 1; i < curve.Thresholds.Count; i++)
        {
            double width = curve.FalsePositiveRates[i] - curve.FalsePositiveRates[i - 1];
            area += width * (curve.TruePositiveRates[i] + curve.TruePositiveRates[i - 1]) / 2;
        }

        return Math.Abs(area - RocAuc.Score(labels, scores)) < 1e-12
            && (curve.FalsePositiveRates[0], curve.TruePositiveRates[0]) == (0, 0)
            && (curve.FalsePositiveRates[^1], curve.TruePositiveRates[^1]) == (1, 1);
    }

    [Fact]
    public void What_has_no_area_is_refused()
    {
        Refused("all 2 labels are 1", () => RocAuc.Score([1, 1], [0.1, 0.2]));
        Refused("all 1 labels are 0", () => RocCurve.Create([0], [0.1]));
        Refused("score 1 is NaN", () => RocAuc.Score([0, 1], [0.1, double.NaN]));
        Refused("2 labels and 1 scores", () => RocAuc.Score([0, 1], [0.1]));
        Refused("no samples", () => RocAuc.Score([], ReadOnlySpan<double>.Empty));
        Refused("label 1 is 2", () => RocAuc.Score([0, 2], [0.1, 0.2]));
        Refused("label 0 is 0.5", () => RocAuc.Score(Tensor.Create([0.5, 1.0]), Tensor.Create([0.1, 0.2])));
        Refused("label 0 is NaN", () => RocAuc.Score(Tensor.Create([double.NaN, 1.0]), Tensor.Create([0.1, 0.2])));
    }

    internal static void Refused(string message, Action action) =>
        Assert.Contains(message, Assert.Throws<MetricException>(action).Message, StringComparison.Ordinal);

    /// <summary>Labels of both classes, and whole scores with many ties.</summary>
    private static (int[] Labels, double[] Scores) Table(int[] drawn)
    {
        int[] numbers = [4, 3, .. drawn];
        return (Array.ConvertAll(numbers, x => x & 1), Array.ConvertAll(numbers, x => (double)(x >> 1)));
    }
}
