using Autograd.Data;

namespace Autograd.Tests.Data;

public sealed class StandardScalerTests
{
    [Fact]
    public void Columns_get_mean_0_and_deviation_1_by_the_rows_that_it_was_fitted_to()
    {
        // 0.1 added up is not a multiple of 0.1: a column of one value must still count as one.
        Tensor rows = Tensor.Create<double>([1, 0.1, -4, 3, 0.1, 8, 5, 0.1, 2], [3, 3]);
        var scaler = StandardScaler.Fit(rows);
        Assert.Equal([3, 0.1, 2], scaler.Mean.ToArray<double>());
        GoldenJson.AssertClose([Math.Sqrt(8 / 3.0), 1, Math.Sqrt(24)], scaler.Scale.ToArray<double>(), 1e-15, 0, "scale");
        Tensor scaled = scaler.Transform(rows, DType.Float64);
        GoldenJson.AssertClose([0, 0, 0], scaled.Mean(0).ToArray<double>(), 0, 1e-15, "mean");
        GoldenJson.AssertClose(rows.ToArray<double>(), scaler.InverseTransform(scaled, DType.Float64).ToArray<double>(), 1e-15, 0, "back");
        Assert.Equal(DType.Float32, scaler.Transform(rows).DType);
        Assert.Equal(-1, scaler.Transform(Tensor.Create<double>([3, -0.9, 2], [1, 3]))[0, 1].Item());
    }

    [Fact]
    public void Tables_of_another_shape_are_refused()
    {
        Assert.Throws<ShapeException>(() => StandardScaler.Fit(Tensor.Zeros([0, 3])));
        Assert.Throws<ShapeException>(() => StandardScaler.Fit(Tensor.Zeros([3])));
        Assert.Throws<ShapeException>(() => StandardScaler.Fit(Tensor.Zeros([2, 3])).Transform(Tensor.Zeros([2, 2])));
    }
}
