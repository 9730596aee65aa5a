using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Autograd.Tests.Ops.Properties;

/// <summary>Operations of two tensors of random shapes that broadcast.</summary>
public class BroadcastProperties
{
    private static readonly (string Name, Func<Tensor, Tensor, Tensor> Tensors, Func<double, double, double> Numbers)[] s_binary =
    [
        ("add", (a, b) => a + b, (a, b) => a + b),
        ("sub", (a, b) => a - b, (a, b) => a - b),
        ("mul", (a, b) => a * b, (a, b) => a * b),
        ("div", (a, b) => a / (b.Square() + 1), (a, b) => a / ((b * b) + 1)),
        ("maximum", (a, b) => a.Maximum(b), Math.Max),
        ("minimum", (a, b) => a.Minimum(b), Math.Min),
        ("where", (a, b) => Tensor.Where(a < b, a, b * 2), (a, b) => a < b ? a : b * 2),
        ("pow", (a, b) => (a.Square() + 0.1).Pow(b), (a, b) => Math.Pow((a * a) + 0.1, b)),
    ];

    [Property(MaxTest = 300, Arbitrary = [typeof(BroadcastPairs)])]
    public void Elements_are_those_of_a_naive_reference(BroadcastPair shapes, byte which, ushort seed)
    {
        (string name, Func<Tensor, Tensor, Tensor> tensors, Func<double, double, double> numbers) = s_binary[which % s_binary.Length];
        (Tensor a, Tensor b) = shapes.Draw(seed);
        Tensor result = tensors(a, b);
        Assert.Equal(shapes.Result, result.Shape.ToArray());
        double[] x = a.ToArray<double>(), y = b.ToArray<double>(), z = result.ToArray<double>();
        for (int i = 0; i < z.Length; i++)
        {
            double expected = numbers(x[shapes.Place(i, shapes.First)], y[shapes.Place(i, shapes.Second)]);
            Assert.True(Math.Abs(expected - z[i]) <= 1e-12 * Math.Max(1, Math.Abs(expected)), $"{name}: element {i} is {z[i]:R}, not {expected:R}");
        }
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(BroadcastPairs)])]
    public void Broadcasting_is_what_explicit_copies_give(BroadcastPair shapes, byte which, ushort seed)
    {
        Func<Tensor, Tensor, Tensor> f = s_binary[which % s_binary.Length].Tensors;
        (Tensor a, Tensor b) = shapes.Draw(seed);
        Shape full = Shape.Create(shapes.Result);
        Evaluation implied = Evaluation.Of(x => f(x[0], x[1]), [a, b], [a, b]);
        Evaluation copied = Evaluation.Of(x => f(x[0].BroadcastTo(full).Clone(), x[1].BroadcastTo(full).Clone()), [a, b], [a, b]);
        Close.EqualToLargest(copied.Output, implied.Output, 1e-12, "output");
        for (int i = 0; i < 2; i++)
        {
            Close.EqualToLargest(copied.First[i], implied.First[i], 1e-11, $"gradient {i}");
            Close.EqualToLargest(copied.Second[i], implied.Second[i], 1e-11, $"second gradient {i}");
        }
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(BroadcastPairs)])]
    public void Gradients_are_those_of_finite_differences(BroadcastPair shapes, byte which, ushort seed)
    {
        Func<Tensor, Tensor, Tensor> f = s_binary[which % s_binary.Length].Tensors;
        (Tensor a, Tensor b) = shapes.Draw(seed);
        GradCheck.Check(x => f(x[0], x[1]), [a, b], fast: true);
    }
}

/// <summary>Two shapes that broadcast, and what they broadcast to.</summary>
public sealed record BroadcastPair(int[] First, int[] Second, int[] Result)
{
    internal (Tensor A, Tensor B) Draw(int seed)
    {
        var generator = new Generator((ulong)seed);
        Tensor a = (Tensor.Rand(Shape.Create(First), DType.Float64, generator: generator) * 4) - 2;
        Tensor b = (Tensor.Rand(Shape.Create(Second), DType.Float64, generator: generator) * 4) - 2;
        (a.RequiresGrad, b.RequiresGrad) = (true, true);
        return (a, b);
    }

    /// <summary>The place, in an operand of these sizes, of what makes an element of the result.</summary>
    internal int Place(int element, int[] sizes)
    {
        int place = 0, step = 1;
        for (int i = 1; i <= Result.Length; i++)
        {
            int at = element % Math.Max(1, Result[^i]);
            element /= Math.Max(1, Result[^i]);
            if (i > sizes.Length) continue;
            if (sizes[^i] != 1) place += at * step;
            step *= sizes[^i];
        }

        return place;
    }

    public override string ToString() => $"[{string.Join(", ", First)}] and [{string.Join(", ", Second)}]";
}

public static class BroadcastPairs
{
    /// <summary>Up to four dimensions of 0 to 4; in each operand some are 1, and some leading ones are left out.</summary>
    public static Arbitrary<BroadcastPair> Pair()
    {
        Gen<int> size = Gen.Frequency((1, Gen.Constant(0)), (12, Gen.Choose(1, 4)));
        Gen<BroadcastPair> pairs =
            from result in Gen.Choose(0, 4).SelectMany(rank => size.ArrayOf(rank))
            from ones in Gen.Choose(0, 255)
            from cut in Gen.Choose(0, 9)
            select Make(result, ones, cut);
        return Arb.From(pairs, Shrink);
    }

    private static IEnumerable<BroadcastPair> Shrink(BroadcastPair pair)
    {
        for (int i = 0; i < pair.Result.Length; i++)
        {
            int at = i;
            yield return new BroadcastPair(Without(pair.First), Without(pair.Second), Without(pair.Result));

            // The dimension counted from the end, as broadcasting does.
            int[] Without(int[] sizes) => at < sizes.Length ? [.. sizes[..^(at + 1)], .. sizes[^at..]] : sizes;
        }

        if (pair.Result.Any(s => s > 2)) yield return new BroadcastPair(Less(pair.First), Less(pair.Second), Less(pair.Result));

        static int[] Less(int[] sizes) => Array.ConvertAll(sizes, s => Math.Min(s, 2));
    }

    private static BroadcastPair Make(int[] result, int ones, int cut)
    {
        int[] first = (int[])result.Clone(), second = (int[])result.Clone();
        for (int i = 0; i < result.Length; i++)
        {
            if ((ones >> i & 17) == 1) first[i] = 1;
            if ((ones >> i & 17) == 16) second[i] = 1;
        }

        // Only leading dimensions may be left out, of one of the two: the other has them.
        int left = Math.Min(cut % 5, result.Length);
        if (cut < 5) (first, second) = (first[left..], Filled(second, left));
        else (first, second) = (Filled(first, left), second[left..]);
        return new BroadcastPair(first, second, result);

        int[] Filled(int[] sizes, int count) => [.. result[..count], .. sizes[count..]];
    }
}
