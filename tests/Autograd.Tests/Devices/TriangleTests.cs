namespace Autograd.Tests.Devices;

/// <summary>Triangles of views that lie in memory in any way, in place and copied, against one element at a time.</summary>
public class TriangleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void What_is_off_the_triangle_is_0(int diagonal)
    {
        foreach (DType dtype in (DType[])[DType.Float32, DType.Float64, DType.Int64, DType.Bool])
        {
            Tensor x = Tensor.Ones([2, 5, 7], dtype);
            foreach (Tensor view in (Tensor[])[x.Clone(), x.Permute(2, 0, 1).Contiguous().Permute(1, 2, 0), Tensor.Ones([2, 5, 14], dtype)[.., .., TensorIndex.Slice(.., 2)]])
            {
                Assert.Equal(Want(upper: true, diagonal), Values(view.Triu(diagonal)));
                Assert.Equal(Want(upper: false, diagonal), Values(view.Tril(diagonal)));
                Assert.Equal(Want(upper: true, diagonal), Values(view.Triu_(diagonal)));
                Assert.Equal(Want(upper: true, diagonal), Values(view));
            }
        }
    }

    [Fact]
    public void In_place_the_rest_of_the_memory_stays()
    {
        Tensor x = Tensor.Ones([4, 6]);
        x.Narrow(1, 1, 4).Tril_();
        Assert.Equal(new float[] { 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1 }, x.ToArray<float>());
    }

    private static double[] Values(Tensor x) => x.To(DType.Float64).ToArray<double>();

    private static double[] Want(bool upper, int diagonal)
    {
        double[] want = new double[2 * 5 * 7];
        for (int i = 0; i < want.Length; i++)
        {
            int number = i % 7 - i / 7 % 5;
            want[i] = (upper ? number >= diagonal : number <= diagonal) ? 1 : 0;
        }

        return want;
    }
}
