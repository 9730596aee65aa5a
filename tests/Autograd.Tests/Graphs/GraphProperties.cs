using Autograd.Tests.Ops;
using FsCheck.Xunit;

namespace Autograd.Tests.Graphs;

/// <summary>What holds of every graph, whatever PyTorch says: tried on other graphs than the golden ones.</summary>
public class GraphProperties
{
    [Property(MaxTest = 100, Arbitrary = [typeof(GraphGenerator)])]
    public void Gradients_are_those_of_finite_differences(Graph graph) => GradCheck.Check(graph.Outputs, graph.Inputs(), fast: true);

    /// <summary>v·(Ju) = (vJ)·u.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(GraphGenerator)])]
    public void Forward_and_reverse_agree(Graph graph)
    {
        Tensor[] leaves = graph.Inputs(), directions = [.. leaves.Select((x, i) => Random(x, i))];
        (Tensor output, Tensor tangent) = Autodiff.Jvp(graph.Outputs, leaves, directions);
        Tensor v = Random(output, -1);
        Tensor[] gradients = Gradients(graph.Outputs(leaves), leaves, v);
        double reverse = gradients.Zip(directions, (g, u) => (g * u).Sum().Item()).Sum();
        Close.Equal(Tensor.Scalar(reverse, DType.Float64), (v * tangent).Sum().Detach(), 1e-9, "v·(Ju)");
    }

    /// <summary>Changes in place are left out: whether they reach a reshaped tensor depends, here as in PyTorch, on its layout.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(GraphGenerator)])]
    public void Values_and_gradients_do_not_depend_on_layouts(Graph drawn)
    {
        if (drawn.WithoutChanges() is not { } graph) return;
        Same(graph, (graph with { Steps = Array.ConvertAll(graph.Steps, s => s with { Op = s.Op with { Apply = (x, n) => s.Op.Apply(Array.ConvertAll(x, Turned), n) } }) }).Outputs);

        static Tensor Turned(Tensor x) => x.Rank < 2 ? x : x.Transpose(0, -1).Contiguous().Transpose(0, -1);
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(GraphGenerator)])]
    public void A_checkpoint_changes_neither_values_nor_gradients(Graph graph) => Same(graph, x => Autodiff.Checkpoint(graph.Outputs, x));

    [Property(MaxTest = 200, Arbitrary = [typeof(GraphGenerator)])]
    public void Values_are_the_same_bits_without_a_graph(Graph graph)
    {
        Tensor[] leaves = graph.Inputs();
        double[] recorded = graph.Outputs(leaves).ToArray<double>();
        using (GradMode.NoGrad()) Assert.Equal(recorded, graph.Outputs(leaves).ToArray<double>());
        using (GradMode.InferenceMode()) Assert.Equal(recorded, graph.Outputs(leaves).ToArray<double>());
    }

    private static void Same(Graph graph, Func<Tensor[], Tensor> other)
    {
        Tensor[] leaves = graph.Inputs();
        Tensor expected = graph.Outputs(leaves), actual = other(leaves), v = Random(expected, -1);
        Close.EqualToLargest(expected.Detach(), actual.Detach(), 1e-12, "output");
        Tensor[] first = Gradients(expected, leaves, v), second = Gradients(actual, leaves, v);
        for (int i = 0; i < leaves.Length; i++) Close.EqualToLargest(first[i], second[i], 1e-10, $"gradient {i}");
    }

    private static Tensor[] Gradients(Tensor output, Tensor[] leaves, Tensor v) =>
        [.. Autodiff.Grad([output], leaves, [v], allowUnused: true).Zip(leaves, (g, x) => g ?? x.ZerosLike())];

    private static Tensor Random(Tensor like, int seed) => (Tensor.Rand(like.Shape, DType.Float64, generator: new Generator((ulong)(seed + 1))) * 2) - 1;
}
