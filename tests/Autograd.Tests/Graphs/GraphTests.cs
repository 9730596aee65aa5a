using Autograd.Tests.Golden;
using Autograd.Tests.Infrastructure;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Autograd.Tests.Graphs;

/// <summary>A thousand random graphs (views, broadcasting, changes in place, up to thirty steps) have PyTorch's values and gradients.</summary>
public class GraphTests(ITestOutputHelper output)
{
    private const string Command = "python3 tests/Autograd.Tests/Golden/graphs.py (needs PyTorch; see Golden/README.md)";
    private const int Block = 50;

    /// <summary>An error counts against the largest value of its tensor, and against this where all are smaller.</summary>
    private const double Least = 1e-2;

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, GraphGenerator.Count / Block)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Values_and_gradients_are_PyTorchs_in_float64(int block) => Compare(block, DType.Float64, "", 1e-10);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Values_and_gradients_are_PyTorchs_in_float32(int block) => Compare(block, DType.Float32, "32", 1e-4);

    /// <summary>What the graphs are meant to show is in them: most are deep, and nearly all have views, broadcasts and changes in place.</summary>
    [Fact]
    public void The_graphs_are_deep_and_mixed()
    {
        IReadOnlyList<Graph> graphs = GraphGenerator.Golden;
        (string What, int Least, Func<Graph, bool> In)[] shares =
        [
            ("a depth of 10 and more", 600, g => g.Depth() >= 10),
            ("a depth of 20 and more", 50, g => g.Depth() >= 20),
            ("a depth of 25 and more", 5, g => g.Depth() >= 25),
            ("a view", 800, g => g.Steps.Any(s => s.Op.MayShare)),
            ("a broadcast", 600, g => g.Steps.Any(s => s.Op.Broadcasts && g.ShapeOf(s.Operands[0]) != g.ShapeOf(s.Operands[1]))),
            ("a change in place", 700, g => g.Steps.Any(s => s.Op.InPlace)),
            ("a change in place through a view", 80, g => g.Steps.Any(s => s.Op.InPlace && s.Operands[0] >= g.Leaves.Length && g.Steps[s.Operands[0] - g.Leaves.Length].Op.MayShare)),
            ("three ranks and more", 800, g => g.Steps.Select(s => s.Result.Rank).Distinct().Count() >= 3),
        ];
        string found = string.Join("\n", shares.Select(s => $"{s.What}: {graphs.Count(s.In)} of {graphs.Count}, at least {s.Least}"));
        output.WriteLine(found);
        Assert.True(shares.All(s => graphs.Count(s.In) >= s.Least), found);
    }

    [Fact]
    public void Every_kind_of_step_is_in_many_graphs()
    {
        foreach (GraphOp op in GraphOps.All)
        {
            int count = GraphGenerator.Golden.Count(graph => graph.Steps.Any(step => step.Op == op));
            Assert.True(count >= 10, $"{op.Name} is in {count} graphs only");
        }
    }

    [Fact]
    public void A_failing_graph_shrinks_to_the_step_at_fault()
    {
        Graph small = GraphGenerator.Golden.First(g => g.Steps.Length == 30 && Fails(g));
        while (small.Smaller().FirstOrDefault(Fails) is { } smaller) small = smaller;
        Assert.DoesNotContain(small.Steps, s => s.Op.InPlace);
        Assert.Equal("tanh", small.Steps[^1].Op.Name);
        small.Loss(small.Inputs());

        static bool Fails(Graph graph) => graph.Steps.Any(s => s.Op.Name == "tanh");
    }

    /// <summary>The smallest prefix is found where a step is wrong: here one whose gradient is.</summary>
    [Fact]
    public void A_wrong_gradient_is_traced_to_its_step()
    {
        Graph graph = GraphGenerator.Golden.First(g => g.Steps.Take(5).Any(s => s.Op.Name == "tanh"));
        int at = Array.FindIndex(graph.Steps, s => s.Op.Name == "tanh");
        GraphOp wrong = graph.Steps[at].Op with { Apply = (x, _) => x[0].Tanh() + (x[0].Detach() * 0.5) };
        Graph broken = graph with { Steps = [.. graph.Steps.Select((s, i) => i == at ? s with { Op = wrong } : s)] };
        Assert.Equal(at + 1, FirstWrongGradient(broken));
    }

    private static void Compare(int block, DType dtype, string suffix, double tolerance)
    {
        GoldenFile file = GoldenValues.File("graphs");
        if (file.Texts["digest"] != GraphExport.Digest) throw new XunitException($"The graphs have changed since their golden values were made. Run {Command}.");
        double[] sums = file.Find("sums" + suffix)!.ToArray<double>(), gradients = file.Find("gradients" + suffix)!.ToArray<double>();
        int sumAt = GraphGenerator.Golden.Take(block * Block).Sum(g => g.Steps.Length + 1);
        int gradientAt = GraphGenerator.Golden.Take(block * Block).Sum(g => g.Leaves.Sum(l => l.Values.Length));
        foreach (Graph graph in GraphGenerator.Golden.Skip(block * Block).Take(Block))
        {
            Compare(graph, dtype, sums.AsSpan(sumAt, graph.Steps.Length + 1), gradients.AsSpan(gradientAt), tolerance);
            sumAt += graph.Steps.Length + 1;
            gradientAt += graph.Leaves.Sum(l => l.Values.Length);
        }

        if (dtype == DType.Float64) Tally.Add("random graphs", Block);
    }

    private static void Compare(Graph graph, DType dtype, ReadOnlySpan<double> sums, ReadOnlySpan<double> gradients, double tolerance)
    {
        Tensor[] leaves = graph.Inputs(dtype);
        double[] found = new double[sums.Length];
        Tensor loss = graph.Loss(leaves, (i, value) => found[i] = Graph.Weighted(value.Detach().To(DType.Float64)).Item());
        found[^1] = loss.Item();
        for (int i = 0; i < found.Length; i++)
        {
            if (IsClose(sums[i], found[i], Math.Abs(sums[i]))) continue;
            throw new XunitException(
                i < graph.Steps.Length
                    ? $"graph {graph.Number}, {dtype}: the weighted sum of the last value should be {sums[i]:R}, but is {found[i]:R}\n{graph.Prefix(i + 1)}"
                    : $"graph {graph.Number}, {dtype}: each step is right when it is made, but the loss should be {sums[i]:R} and is {found[i]:R}\n{graph}");
        }

        Tensor?[] ours = Autodiff.Grad([loss], leaves, allowUnused: true);
        for (int leaf = 0, at = 0; leaf < leaves.Length; leaf++)
        {
            ReadOnlySpan<double> expected = gradients.Slice(at, leaves[leaf].Numel);
            double[] actual = (ours[leaf] ?? leaves[leaf].ZerosLike()).ToArray<double>();
            double largest = expected.ToArray().Select(Math.Abs).Max();
            for (int i = 0; i < actual.Length; i++)
            {
                if (IsClose(expected[i], actual[i], largest)) continue;
                int steps = FirstWrongGradient(graph);
                throw new XunitException(
                    $"graph {graph.Number}, {dtype}: element {i} of the gradient of v{leaf} should be {expected[i]:R}, but is {actual[i]:R}\n"
                    + (steps == 0 ? $"finite differences agree with us\n{graph}" : $"finite differences disagree from here on\n{graph.Prefix(steps)}"));
            }

            Tally.Golden($"graph {graph.Number}, {dtype}, {leaf}");
            at += expected.Length;
        }

        bool IsClose(double expected, double actual, double scale) => Math.Abs(expected - actual) <= tolerance * Math.Max(Least, scale);
    }

    /// <summary>How many steps it takes until a gradient is not that of finite differences; 0 where all are.</summary>
    private static int FirstWrongGradient(Graph graph)
    {
        for (int steps = 1; steps <= graph.Steps.Length; steps++)
        {
            Graph prefix = graph.Prefix(steps);
            try
            {
                GradCheck.Check(x => prefix.Loss(x), prefix.Inputs());
            }
            catch (GradCheckException)
            {
                return steps;
            }
        }

        return 0;
    }
}
