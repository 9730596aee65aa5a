namespace Autograd.Tests.Graphs;

/// <summary>Which operands a step takes, and the numbers that go with them; null where they do not fit.</summary>
internal static class Fits
{
    public static int[]? Anything(Tensor[] x, Dice dice) => [];

    public static int[]? Spreading(Tensor[] x, Dice dice) => Broadcast(x[0].Shape, x[1].Shape) ? [] : null;

    /// <summary>The second can be written into the first.</summary>
    public static int[]? Into(Tensor[] x, Dice dice) => Within(x[1].Shape, x[0].Shape) ? [] : null;

    /// <summary>A dimension (counted from either end), whether to keep it, and its size.</summary>
    public static int[]? Along(Tensor[] x, Dice dice)
    {
        if (x[0].Rank == 0) return null;
        int dim = dice.Below(x[0].Rank);
        return [dice.OneIn(2) ? dim : dim - x[0].Rank, dice.Below(2), x[0].Shape[dim]];
    }

    /// <summary>As <see cref="Along"/>, where a product over the dimension stays small.</summary>
    public static int[]? Short(Tensor[] x, Dice dice) => Along(x, dice) is { } numbers && numbers[2] <= 4 ? numbers : null;

    public static int[]? Row(Tensor[] x, Dice dice) => x[0].Rank > 0 ? [dice.Below(Math.Min(x[0].Shape[0], x[0].Shape[^1]))] : null;

    public static int[]? Multiplying(Tensor[] x, Dice dice)
    {
        (Shape a, Shape b) = (x[0].Shape, x[1].Shape);
        if (a.Rank == 0 || b.Rank == 0 || a[^1] != b[b.Rank == 1 ? ^1 : ^2]) return null;
        bool fits = a.Rank < 3 || b.Rank < 3 || Broadcast(a.AsSpan()[..^2], b.AsSpan()[..^2]);
        return fits ? [a[^1]] : null;
    }

    /// <summary>[1, channels, height, width] of the first, [out, channels, 2, 2] of the second, and how many elements of it that takes.</summary>
    public static int[]? Convolving(Tensor[] x, Dice dice)
    {
        int[]? image = Image(x[0], dice);
        int few = image is null ? 0 : image[1] * 4, most = image is null ? 0 : x[1].Numel / few;
        if (most == 0) return null;
        int outputs = dice.Between(1, Math.Min(2, most));
        return [.. image!, outputs, image![1], 2, 2, outputs * few];
    }

    /// <summary>Sizes [1, channels, height, width], height and width at least 2, that hold a tensor's elements.</summary>
    public static int[]? Image(Tensor x, Dice dice)
    {
        (int Channels, int Height)[] all =
            [.. from c in Enumerable.Range(1, 3) from h in Enumerable.Range(2, 3) where x.Numel % (c * h) == 0 && x.Numel / (c * h) >= 2 select (c, h)];
        if (all.Length == 0) return null;
        (int channels, int height) = dice.Of(all);
        return [1, channels, height, x.Numel / (channels * height)];
    }

    /// <summary>[1, channels, length] of the first, [out, channels, 2] of the second, and how many elements of it that takes.</summary>
    public static int[]? ConvolvingLines(Tensor[] x, Dice dice)
    {
        int[] all = [.. Enumerable.Range(1, 3).Where(c => x[0].Numel % c == 0 && x[0].Numel / c >= 2 && x[1].Numel >= c * 2)];
        if (all.Length == 0) return null;
        int channels = dice.Of(all), few = channels * 2, outputs = dice.Between(1, Math.Min(2, x[1].Numel / few));
        return [1, channels, x[0].Numel / channels, outputs, channels, 2, outputs * few];
    }

    /// <summary>How far to mirror at both ends of the last dimension: PyTorch takes two or three dimensions there.</summary>
    public static int[]? Mirroring(Tensor[] x, Dice dice) =>
        x[0].Rank is 2 or 3 && x[0].Shape[^1] > 1 ? [dice.Below(x[0].Shape[^1]), dice.Below(x[0].Shape[^1])] : null;

    public static int[]? Narrowing(Tensor x, Dice dice)
    {
        if (x.Rank == 0) return null;
        int dim = dice.Below(x.Rank), start = dice.Below(x.Shape[dim]);
        return [dim, start, dice.Between(1, x.Shape[dim] - start)];
    }

    public static int[]? Selecting(Tensor x, Dice dice)
    {
        if (x.Rank == 0) return null;
        int dim = dice.Below(x.Rank);
        return [dim - (dice.OneIn(2) ? x.Rank : 0), dice.Below(x.Shape[dim])];
    }

    public static int[]? Joining(Tensor[] x, Dice dice)
    {
        if (x[0].Rank == 0 || x[1].Rank != x[0].Rank) return null;
        int dim = dice.Below(x[0].Rank);
        for (int i = 0; i < x[0].Rank; i++)
        {
            if (i != dim && x[0].Shape[i] != x[1].Shape[i]) return null;
        }

        return [dim];
    }

    /// <summary>A dimension, and up to three places along it.</summary>
    public static int[]? Indexing(Tensor[] x, Dice dice)
    {
        if (x[0].Rank == 0) return null;
        int dim = dice.Below(x[0].Rank);
        return [dim, .. Places(x[0].Shape[dim], dice)];
    }

    /// <summary>A dimension, how many places along it, and those.</summary>
    public static int[]? Gathering(Tensor[] x, Dice dice)
    {
        if (x[0].Rank == 0) return null;
        int dim = dice.Below(x[0].Rank);
        int[] places = Places(x[0].Shape[dim], dice);
        return [dim, places.Length, .. places];
    }

    /// <summary>Two sizes, sometimes three, with the given product.</summary>
    public static int[]? Factors(int product, Dice dice)
    {
        var sizes = new List<int>();
        int left = product;
        for (int most = dice.Between(1, 2); most > 0; most--)
        {
            int[] divisors = [.. Enumerable.Range(1, left).Where(d => left % d == 0)];
            int size = dice.Of(divisors);
            sizes.Add(size);
            left /= size;
        }

        return [.. sizes, left];
    }

    /// <summary>The differences of neighbours among all elements in order: 0 where two are equal.</summary>
    public static Tensor Gaps(Tensor[] x)
    {
        double[] values = x[0].ToArray<double>();
        Array.Sort(values);
        return Tensor.Create([1.0, .. values.Skip(1).Zip(values, (b, a) => b - a)]);
    }

    public static bool Within(ReadOnlySpan<int> part, ReadOnlySpan<int> whole)
    {
        if (part.Length > whole.Length) return false;
        for (int i = 1; i <= part.Length; i++)
        {
            if (part[^i] != whole[^i] && part[^i] != 1) return false;
        }

        return true;
    }

    private static bool Broadcast(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        for (int i = 1; i <= Math.Min(a.Length, b.Length); i++)
        {
            if (a[^i] != b[^i] && a[^i] != 1 && b[^i] != 1) return false;
        }

        return true;
    }

    private static int[] Places(int size, Dice dice) => [.. Enumerable.Range(0, dice.Between(1, 3)).Select(_ => dice.Below(size))];
}
