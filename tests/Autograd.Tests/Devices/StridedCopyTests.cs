using Autograd.Devices.Cpu;
using Autograd.Memory;

namespace Autograd.Tests.Devices;

/// <summary>Copies between strided views, against one element at a time.</summary>
[Collection("threads")]
public sealed class StridedCopyTests
{
    public static TheoryData<int[]> Shapes => new()
    {
        (int[])[],
        (int[])[1],
        (int[])[0, 3],
        (int[])[9],
        (int[])[3, 2],
        (int[])[2, 7, 1, 5],
        (int[])[4, 3, 17],
        (int[])[5, 1030, 2], // turned round in two parts
        (int[])[3, 200, 130], // several runs for each thread
        (int[])[2, 70_000], // a run for several threads
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Any_two_layouts(int[] sizes)
    {
        var random = new Random(sizes.Length);
        for (int round = 0; round < 12; round++)
        {
            (Layout x, int room) = Draw(sizes, random, read: true);
            (Layout y, int space) = Draw(sizes, random, read: false);
            Check<float>(x, room, y, space, i => i + 0.5f);
            Check<double>(x, room, y, space, i => i + 0.5);
            Check<byte>(x, room, y, space, i => (byte)i);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void One_thread_and_two_copy_the_same(int[] sizes)
    {
        int before = Parallelism.Threads;
        try
        {
            Parallelism.Threads = 2;
            Any_two_layouts(sizes);
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    [Fact]
    public void A_layout_that_reaches_outside_its_memory_is_refused()
    {
        var straight = Layout.Contiguous([3, 4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => StridedCopy.Run(new float[11], straight, new float[12], straight));
        Assert.Throws<ArgumentOutOfRangeException>(() => StridedCopy.Run(new float[12], new Layout([3, 4], [4, -1], 2), new float[12], straight));
        Assert.Throws<ArgumentOutOfRangeException>(() => StridedCopy.Run(new float[12], straight, new float[12], new Layout([3, 4], [4, 1], 1)));
    }

    [Fact]
    public void Every_dtype_moves_between_layouts()
    {
        foreach (DType dtype in Enum.GetValues<DType>())
        {
            Tensor x = Tensor.RandInt(0, 2, [6, 20], generator: new Generator(3)).To(dtype), wide = Tensor.Zeros([6, 50], dtype);
            wide.Narrow(1, 7, 20).Copy_(x.Flip(1));
            wide.Narrow(1, 30, 3).Fill_(1);
            double[] from = x.To(DType.Float64).ToArray<double>(), to = wide.To(DType.Float64).ToArray<double>();
            for (int i = 0; i < to.Length; i++)
            {
                int column = i % 50;
                Assert.Equal(column is >= 7 and < 27 ? from[i / 50 * 20 + 26 - column] : column is >= 30 and < 33 ? 1 : 0, to[i]);
            }
        }
    }

    /// <summary>A view in some order, with steps, turned round or (only to be read) repeated, and how much memory it takes.</summary>
    private static (Layout Layout, int Room) Draw(int[] sizes, Random random, bool read)
    {
        int[] order = [.. Enumerable.Range(0, sizes.Length)], strides = new int[sizes.Length];
        if (random.Next(2) == 0) random.Shuffle(order);
        int step = 1, offset = random.Next(3);
        foreach (int dim in order.Reverse())
        {
            int way = random.Next(read ? 8 : 6);
            if (way > 6) continue; // repeated
            if (way == 5) step *= 2;
            strides[dim] = way is 4 or 6 ? -step : step;
            if (strides[dim] < 0) offset += Math.Max(sizes[dim] - 1, 0) * step;
            step *= Math.Max(sizes[dim], 1);
            if (way == 3) step += 1;
        }

        int last = offset;
        for (int i = 0; i < sizes.Length; i++) last += Math.Max(0, Math.Max(sizes[i] - 1, 0) * strides[i]);
        return (new Layout(Shape.Create(sizes), strides, offset), last + 1);
    }

    private static void Check<T>(Layout x, int room, Layout y, int space, Func<int, T> value)
        where T : unmanaged, IEquatable<T>
    {
        T[] from = [.. Enumerable.Range(1, room).Select(value)], to = new T[space], want = new T[space];
        int numel = x.Shape.Numel;
        for (int i = 0; i < numel; i++) want[At(y, i)] = from[At(x, i)];
        StridedCopy.Run(from, x, to, y);
        Assert.True(to.AsSpan().SequenceEqual(want), $"{x.Shape}: [{string.Join(", ", x.Strides.ToArray())}] to [{string.Join(", ", y.Strides.ToArray())}]");
    }

    private static int At(Layout layout, int index)
    {
        int at = layout.Offset;
        for (int i = layout.Shape.Rank - 1; i >= 0; i--)
        {
            at += index % layout.Shape[i] * layout.Strides[i];
            index /= layout.Shape[i];
        }

        return at;
    }
}
