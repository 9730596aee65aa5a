namespace Autograd.Tests.Devices;

/// <summary>Reading and writing by an index at sizes that the table of operations does not have, against one element at a time.</summary>
public class IndexingTests
{
    private const int Rows = 7;
    private const int Columns = 40;

    private static Tensor Matrix(DType dtype) => Tensor.RandInt(0, 100, [Rows, Columns], generator: new Generator(1)).To(dtype);

    private static double[] Values(Tensor x) => x.To(DType.Float64).ToArray<double>();

    [Fact]
    public void Columns_are_picked_from_four_rows_at_a_time_and_from_the_rest()
    {
        foreach (DType dtype in Enum.GetValues<DType>())
        {
            Tensor x = Matrix(dtype), index = Tensor.RandInt(0, Columns, [53], generator: new Generator(2));
            double[] from = Values(x), picked = Values(x.IndexSelect(1, index)), advanced = Values(x[.., index]);
            long[] places = index.ToArray<long>();
            for (int i = 0; i < picked.Length; i++)
            {
                Assert.Equal(from[i / 53 * Columns + places[i % 53]], picked[i]);
                Assert.Equal(picked[i], advanced[i]);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Slices_that_follow_each_other_move_and_add_up_like_others(int dim)
    {
        Tensor x = Tensor.RandInt(0, 100, [40, 40, 40], generator: new Generator(1)).To(DType.Float32);
        long[] places = [.. Enumerable.Range(5, 20), .. Enumerable.Range(10, 30), 3, .. Enumerable.Range(0, 11)]; // runs that overlap, and one alone
        long[] mixed = [.. places.Order().Select(p => (p * 7 + 3) % 40)]; // the same work without runs
        Tensor runs = Tensor.FromArray(places), apart = Tensor.FromArray(mixed);
        foreach ((Tensor index, long[] at) in new[] { (runs, places), (apart, mixed) })
        {
            Tensor picked = x.IndexSelect(dim, index), added = x.IndexAdd(dim, index, picked), want = x.Clone();
            for (int i = 0; i < at.Length; i++)
            {
                Assert.True(picked.Select(dim, i).Eq(x.Select(dim, (int)at[i])).All().Item<bool>());
                want.Select(dim, (int)at[i]).Add_(picked.Select(dim, i));
            }

            Assert.Equal(want.ToArray<float>(), added.ToArray<float>());
        }
    }

    [Fact]
    public void A_wrong_index_is_found_wherever_it_stands_and_nothing_is_written()
    {
        foreach (long wrong in (long[])[-1, Columns, long.MinValue, long.MaxValue])
        {
            for (int place = 0; place < Columns; place++)
            {
                long[] places = new long[Columns];
                places[place] = wrong;
                Tensor x = Matrix(DType.Float32), before = x.Clone(), index = Tensor.FromArray(places), wide = index.BroadcastTo([Rows, Columns]);
                Action[] acts =
                [
                    () => x.IndexSelect(1, index), () => x.Gather(1, wide), () => x.Scatter_(1, wide, x.Clone()), () => x.ScatterAdd_(1, wide, x.Clone()),
                    () => x.IndexAdd_(1, index, x.Clone()),
                ];
                foreach (Action act in acts)
                    Assert.Contains($"index {wrong} is out of range for dimension 1 with size {Columns}", Assert.Throws<TensorIndexException>(act).Message);
                Assert.Equal(before.ToArray<float>(), x.ToArray<float>());
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Gather_and_scatter_go_by_rows_of_any_layout(int dim)
    {
        foreach (DType dtype in (DType[])[DType.Float32, DType.Float64, DType.Int64, DType.UInt8])
        {
            Tensor x = Matrix(dtype).T.Contiguous().T, index = Tensor.RandInt(0, Rows, [Rows, Columns], generator: new Generator(4));
            double[] from = Values(x), sums = new double[from.Length], last = new double[from.Length];
            long[] places = index.ToArray<long>();
            double[] picked = Values(x.Gather(dim, index));
            for (int i = 0; i < from.Length; i++)
            {
                int at = (int)(dim == 0 ? places[i] * Columns + i % Columns : i / Columns * Columns + places[i]);
                Assert.Equal(from[at], picked[i]);
                sums[at] += from[i];
                last[at] = from[i];
            }

            Tensor zeros = Tensor.Zeros([Columns, Rows], dtype).T;
            Assert.Equal(last, Values(zeros.Scatter(dim, index, x)));
            if (dtype == DType.UInt8) sums = Array.ConvertAll(sums, s => s % 256);
            Assert.Equal(sums, Values(zeros.ScatterAdd_(dim, index, x)));
        }
    }
}
