using Autograd.Devices;

namespace Autograd.Tests.Graphs;

/// <summary>
/// Draws graphs of up to thirty steps that both sides must accept: shapes that fit, values away from kinks, no change in place of a leaf or of
/// what a gradient may have saved. It runs our side while drawing, to know the shapes and what shares memory; PyTorch's side checks the shapes.
/// </summary>
internal static class GraphGenerator
{
    public const int Count = 1000;

    private const int MostSteps = 30, MostElements = 48, MostDims = 4;
    private const double FarEnough = 1e-4;

    private static readonly GraphOp[] s_changes = [.. GraphOps.All.Where(op => op.InPlace)], s_others = [.. GraphOps.All.Where(op => !op.InPlace)];

    private static readonly Lazy<Graph[]> s_all = new(() => [.. Enumerable.Range(0, Count).Select(Draw)]);

    public static IReadOnlyList<Graph> All => s_all.Value;

    private static Graph Draw(int number)
    {
        var dice = new Dice((ulong)number);
        int a = dice.Between(1, 3), b = dice.Between(1, 4), c = dice.Between(1, 3);
        Shape[] shapes = [[a, b], [b], [a, 1], [], [c, a, b], [b, a], [c, b, 4], [1, b]];
        (Shape Shape, double[] Values)[] leaves =
            [.. Enumerable.Range(0, dice.Between(2, 4)).Select(_ => dice.Of(shapes)).Select(shape => (shape, Values(shape.Numel, dice)))];

        using GradModeScope mode = GradMode.NoGrad();
        List<Tensor> values = [.. new Graph(number, leaves, [], []).Inputs(requiresGrad: false)];
        HashSet<Storage> fixedOnes = [.. values.Select(v => v.Storage)];
        var steps = new List<GraphStep>();
        int length = dice.Between(3, MostSteps);
        while (steps.Count < length)
        {
            if (TryStep(values, fixedOnes, dice) is { } step) steps.Add(step);
        }

        HashSet<int> taken = [.. steps.SelectMany(s => s.Operands)];
        int[] ends = [.. Enumerable.Range(leaves.Length, steps.Count).Where(i => !taken.Contains(i) || i == values.Count - 1)];
        return new Graph(number, leaves, [.. steps], ends);
    }

    /// <summary>Draws a step and makes it; null where what was drawn does not fit.</summary>
    private static GraphStep? TryStep(List<Tensor> values, HashSet<Storage> fixedOnes, Dice dice)
    {
        GraphOp op = dice.Of(dice.OneIn(3) ? s_changes : s_others);
        // Of the latest values as often as of all: chains get deep that way.
        int[] operands = [.. Enumerable.Range(0, op.Operands).Select(_ => dice.OneIn(2) ? dice.Below(values.Count) : dice.Between(Math.Max(0, values.Count - 4), values.Count - 1))];
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
