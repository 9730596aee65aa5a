using Autograd.Nn;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Numbers;

/// <summary>What is representable comes out although squares on the way are not: norms, deviations, distances and normalisations far from 1.</summary>
public class RangeOfSquaresTests
{
    private static readonly double[] s_normalized = [-1.3416407864998738, -0.4472135954999579, 0.4472135954999579, 1.3416407864998738];

    [Theory]
    [InlineData(1e20)]
    [InlineData(1e-25)]
    [InlineData(3e37)]
    public void Normalisations_do_not_depend_on_the_scale(double scale)
    {
        Tensor row = Row(scale, 1, 2, 3, 4);
        double eps = scale < 1 ? 0 : 1e-5;
        Equal(s_normalized, F.LayerNorm(row.Unsqueeze(0), [4], eps: eps), 1e-5);
        Equal(s_normalized, F.GroupNorm(row.Reshape(1, 2, 2).Reshape(1, 4), 1, eps: eps), 1e-5);
        Equal(s_normalized, F.InstanceNorm(row.Reshape(1, 1, 4), eps: eps), 1e-5);
        Equal(s_normalized, F.BatchNorm(row.Reshape(4, 1), null, null, training: true, eps: eps), 1e-5);
        Equal(s_normalized, F.BatchNorm(row.Reshape(4, 1).Expand(4, 3).Contiguous(), null, null, training: true, eps: eps)[.., 1], 1e-5);
        Equal([0.3651484, 0.7302967, 1.0954452, 1.4605935], F.RmsNorm(row, [4], eps: eps), 1e-5);
    }

    [Theory]
    [InlineData(1e20)]
    [InlineData(1e25)]
    [InlineData(1e-25)]
    public void Gradients_of_normalisations_scale_with_the_inverse(double scale)
    {
        double eps = scale < 1 ? 0 : 1e-5;
        foreach (Func<Tensor, Tensor> norm in (Func<Tensor, Tensor>[])
            [
                x => F.LayerNorm(x.Reshape(1, 4), [4], eps: eps).Reshape(4),
                x => F.BatchNorm(x.Reshape(4, 1), null, null, training: true, eps: eps).Reshape(4),
                x => F.BatchNorm(x.Reshape(4, 1).Expand(4, 2).Contiguous(), null, null, training: true, eps: eps)[.., 0],
            ])
        {
            Tensor far = Row(scale, 1, 2, 4, 7), near = Tensor.Create([1.0, 2, 4, 7]), weights = Tensor.Create([1.0, -2, 0.5, 3]);
            (far.RequiresGrad, near.RequiresGrad) = (true, true);
            (norm(far) * weights.To(DType.Float32)).Sum().Backward();
            (F.LayerNorm(near.Reshape(1, 4), [4], eps: 0).Reshape(4) * weights).Sum().Backward();
            Equal(near.Grad!.ToArray<double>(), far.Grad!.To(DType.Float64) * scale, 1e-4);
        }
    }

    [Theory]
    [InlineData(1e20)]
    [InlineData(1e-25)]
    public void Norms_and_deviations_scale_with_the_numbers(double scale)
    {
        Tensor x = Row(scale, 3, -4, 12);
        Equal(13, x.Norm().Item() / scale, 1e-6);
        Equal(Math.Pow(27 + 64 + 1728, 1 / 3.0), x.Norm(3).Item() / scale, 1e-6);
        Equal(1 / Math.Sqrt(1 / 9.0 + 1 / 16.0 + 1 / 144.0), x.Norm(-2).Item() / scale, 1e-6);
        Equal(Tensor.Create([3.0, -4, 12]).Std().Item(), x.Std().Item() / scale, 1e-6);
        Equal([3 / 13.0, -4 / 13.0, 12 / 13.0], F.Normalize(x, dim: 0, eps: 1e-37), 1e-6);
        x.RequiresGrad = true;
        Equal([3 / 13.0, -4 / 13.0, 12 / 13.0], Autodiff.Grad(x.Norm(), x), 1e-6);
        double[] cubic = Gradient(t => t.Norm(3), 3, -4, 12), spread = Gradient(t => t.Std(), 3, -4, 12);
        Equal(cubic, Autodiff.Grad(x.Norm(3), x), 1e-5);
        Equal(spread, Autodiff.Grad(x.Std(), x), 1e-5);
    }

    [Fact]
    public void One_row_beyond_the_range_leaves_the_others_as_they_are()
    {
        Tensor x = Tensor.Create([[3f, 4], [3e20f, 4e20f], [0, 0], [float.NaN, 1], [float.PositiveInfinity, 1]]);
        float[] norms = x.Norm(2, 1).ToArray<float>();
        Assert.Equal([5f, 5e20f, 0, float.NaN, float.PositiveInfinity], norms.Select((n, i) => i == 1 ? MathF.Round(n / 1e15f) * 1e15f : n));
        Assert.Equal(0, Tensor.Full([4], 3e38f).Var().Item());
    }

    [Theory]
    [InlineData(1e20)]
    [InlineData(1e12)]
    public void Distances_and_angles_of_far_points(double scale)
    {
        Tensor a = Row(scale, 3, 4), b = Row(scale, 4, 3);
        Equal(0.96, F.CosineSimilarity(a, b, 0).Item(), 1e-6);
        Equal(0.04, F.CosineEmbeddingLoss(a, b, Tensor.Scalar(1)).Item(), 1e-5);
        Equal(Math.Sqrt(2), F.TripletMarginLoss(a, b, a, margin: 0).Item() / scale, 1e-6);
        Tensor y = Row(scale, 3), x = Row(scale, 4);
        y.RequiresGrad = true;
        y.Atan2(x).Sum().Backward();
        Equal(4 / 25.0, y.Grad!.Item() * scale, 1e-6);
    }

    [Fact]
    public void Float64_has_the_same_care_at_the_ends_of_its_range()
    {
        Tensor x = Tensor.Create([1e200, 2e200, 3e200, 4e200]);
        Equal(s_normalized, F.LayerNorm(x.Unsqueeze(0), [4]));
        Equal(Math.Sqrt(30), x.Norm().Item() / 1e200);
        Equal(1.2909944487358056, x.Std().Item() / 1e200);
    }

    private static Tensor Row(double scale, params double[] values) => (Tensor.Create(values) * scale).To(DType.Float32);
}
