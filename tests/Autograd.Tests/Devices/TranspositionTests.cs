namespace Autograd.Tests.Devices;

/// <summary>Transposed views written out, against one element at a time.</summary>
public class TranspositionTests
{
    [Theory]
    [InlineData(8, 8)]
    [InlineData(9, 17)]
    [InlineData(31, 24)]
    [InlineData(100, 333)]
    public void A_transposed_view_is_written_in_its_own_order(int rows, int columns)
    {
        foreach (DType dtype in (DType[])[DType.Float32, DType.Float64, DType.Int64, DType.UInt8])
        {
            Tensor x = Tensor.Arange(3 * rows * columns).To(dtype).Reshape([3, rows, columns]);
            double[] from = x.To(DType.Float64).ToArray<double>(), to = x.Transpose(1, 2).Contiguous().To(DType.Float64).ToArray<double>();
            double[] moved = x.Permute(2, 0, 1).Contiguous().To(DType.Float64).ToArray<double>();
            for (int i = 0; i < from.Length; i++)
            {
                int plane = i / (rows * columns), row = i / columns % rows, column = i % columns;
                Assert.Equal(from[i], to[(plane * columns + column) * rows + row]);
                Assert.Equal(from[i], moved[(column * 3 + plane) * rows + row]);
            }
        }
    }

    [Fact]
    public void Part_of_a_transposed_matrix_is_read_from_its_own_place()
    {
        Tensor x = Tensor.Arange(40 * 50).To(DType.Float32).Reshape([40, 50]), part = x.Narrow(0, 3, 20).Narrow(1, 7, 30).T;
        float[] sums = (part + part).ToArray<float>();
        for (int i = 0; i < 30; i++)
        {
            for (int j = 0; j < 20; j++) Assert.Equal(2f * ((j + 3) * 50 + i + 7), sums[i * 20 + j]);
        }
    }
}
