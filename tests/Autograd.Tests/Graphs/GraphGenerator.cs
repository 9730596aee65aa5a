using Autograd.Memory;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Tests.Graphs;

/// <summary>
/// Draws graphs of up to thirty steps that both sides must accept: shapes that fit, values away from kinks, no change in place of a leaf or of
/// what a gradient may have saved. It runs our side while drawing, to know the shapes and what shares memory; PyTorch's side checks the shapes.
/// </summary>
public static class GraphGenerator
{
    public const int Count = 1000;

    private const int MostSteps = 30, MostElements = 48, MostDims = 4;
    private const double FarEnough = 1e-4;

    private static readonly GraphOp[] s_changes = [.. GraphOps.All.Where(op => op.InPlace)], s_others = [.. GraphOps.All.Where(op => !op.InPlace)];

    // FsCheck draws how long a graph is and the seed of the rest, which depends on the values that the steps before have made.
    private static readonly Gen<Graph> s_graphs =
        from seed in Gen.Choose(0, int.MaxValue)
        from length in Gen.Frequency((1, Gen.Choose(3, MostSteps)), (1, Gen.Choose(2 * MostSteps / 3, MostSteps)))
        select Draw(seed, length);

    private static readonly Lazy<Graph[]> s_golden = new(() => [.. Sample(new Rnd(1, 1), Count)]);

    /// <summary>The graphs that PyTorch has answered to: always the same.</summary>
    public static IReadOnlyList<Graph> Golden => s_golden.Value;

    /// <summary>For properties: a failing graph loses steps and ends for as long as it fails.</summary>
    public static Arbitrary<Graph> Graphs() => Arb.From(s_graphs, graph => graph.Smaller());

    /// <summary>The graphs that a seed of FsCheck's gives.</summary>
    public static IReadOnlyList<Graph> Sample(Rnd seed, int count) => [.. s_graphs.Sample(count, seed, MostSteps)];

    private static Graph Draw(int seed, int length)
    {
        var dice = new Dice((ulong)seed);
        int a = dice.Between(1, 3), b = dice.Between(1, 4), c = dice.Between(1, 3);
        Shape[] shapes = [[a, b], [b], [a, 1], [], [c, a, b], [b, a], [c, b, 4], [1, b]];
        (Shape Shape, double[] Values)[] leaves =
            [.. Enumerable.Range(0, dice.Between(2, 4)).Select(_ => dice.Of(shapes)).Select(shape => (shape, Values(shape.Numel, dice)))];

        using GradModeScope mode = GradMode.NoGrad();
        List<Tensor> values = [.. new Graph(seed, leaves, [], []).Inputs(requiresGrad: false)];
        HashSet<Storage> fixedOnes = [.. values.Select(v => v.Storage)];
        var steps = new List<GraphStep>();
        while (steps.Count < length)
        {
            // Mostly of the latest value: chains get deep that way. Kept for a while, or it would be whichever fits most operations.
            int first = dice.OneIn(8) ? dice.Below(values.Count) : values.Count - 1;
            GraphStep? step = null;
            for (int tries = 0; tries < 20 && step is null; tries++) step = TryStep(values, fixedOnes, first, dice);
            if (step is not null) steps.Add(step);
        }

        return new Graph(seed, leaves, [.. steps], Graph.Untaken(leaves.Length, steps));
    }

    /// <summary>Draws a step and makes it; null where what was drawn does not fit.</summary>
    private static GraphStep? TryStep(List<Tensor> values, HashSet<Storage> fixedOnes, int first, Dice dice)
    {
        GraphOp op = dice.Of(dice.OneIn(3) ? s_changes : s_others);
        int[] operands = [.. Enumerable.Range(0, op.Operands).Select(i => i == 0 ? first : dice.Below(values.Count))];
        Tensor[] x = Array.ConvertAll(operands, o => values[o]);
        if (op.InPlace)
        {
            bool writable = !fixedOnes.Contains(x[0].Storage) && !x[0].Layout.MayOverlap && !x.Skip(1).Any(other => ReferenceEquals(other.Storage, x[0].Storage));
            if (!writable) return null;
        }

        if (op.Fit(x, dice) is not { } numbers) return null;
        if (op.FromKink is { } distance && distance(x).Abs().Min().Item() < FarEnough) return null;
        if (!op.InPlace && op.Apply(x, numbers) is { } tried && (tried.Numel > MostElements || tried.Rank > MostDims)) return null;

        Tensor result = op.Apply(x, numbers);
        if (op.Keeps.HasFlag(Kept.First)) fixedOnes.Add(x[0].Storage);
        if (op.Keeps.HasFlag(Kept.Second) && x.Length > 1) fixedOnes.Add(x[1].Storage);
        if (op.Keeps.HasFlag(Kept.Output)) fixedOnes.Add(result.Storage);
        values.Add(result);
        return new GraphStep(op, operands, numbers, result.Shape);
    }

    /// <summary>Multiples of 1/1024 from −1.5 to 1.5.</summary>
    private static double[] Values(int count, Dice dice) => [.. Enumerable.Range(0, count).Select(_ => dice.Between(-1536, 1536) / 1024.0)];
}
